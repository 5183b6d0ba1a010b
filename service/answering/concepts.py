"""What a question asks about, as concepts: each a word, or a phrase with the other words that mean the same."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.lexical import terms
from service.answering.retrieval import Retriever

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Concept:
    """What is asked, as written; its alternatives, each a set of stemmed terms that must all be there; its idf.

    `known`: the library has words for it.
    """

    name: str
    alternatives: tuple[frozenset[str], ...]
    weight: float
    known: bool

    def within(self, held: Collection[str]) -> bool:
        return any(alternative <= frozenset(held) for alternative in self.alternatives)


def concepts(question: str, retriever: Retriever) -> list[Concept]:
    """The concepts of a question, one for each known phrase and one for each word beside them."""
    spoken: dict[str, str] = {}
    for word in _WORD.findall(question):
        for term in terms(word):
            spoken.setdefault(term, word)
    found: list[Concept] = []
    for expansion in retriever.vocabulary.expansions(question):
        name = " ".join(spoken.pop(term, term) for term in expansion.found)
        alternatives = (frozenset(expansion.found), *(frozenset(terms(other)) for other in expansion.others))
        found.append(_concept(name, alternatives, retriever))
    found.extend(_concept(word, (frozenset((term,)),), retriever) for term, word in spoken.items())
    return found


def _concept(name: str, alternatives: tuple[frozenset[str], ...], retriever: Retriever) -> Concept:
    known = any(all(retriever.knows(term) for term in alternative) for alternative in alternatives)
    return Concept(name, alternatives, _weight(alternatives, retriever), known)


def _weight(alternatives: Sequence[frozenset[str]], retriever: Retriever) -> float:
    """As telling as the commonest way to say it, which is as rare as its rarest word."""
    return min(max(retriever.idf(term) for term in alternative) for alternative in alternatives if alternative)
