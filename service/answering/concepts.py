"""What a question asks about, as concepts: each a word, or a phrase with the other words that mean the same."""

import math
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from wordfreq import zipf_frequency

from corpus.lexical import LexicalIndex, terms
from corpus.vocabulary import Vocabulary
from service.answering.reading.words import words

_WORD = re.compile(r"[^\W_]+")
COMMONEST, TELLING = 7.5, 4.0
"""Zipf frequencies (log10 of uses in a thousand million words) between which a word loses its weight."""
LEAST = 0.2
ASKING = 0.5
"""What a word that only asks weighs where the library uses it: sources have other words for what they found."""
SUBJECT = 0.25
"""What a word weighs that names the library's own subject: it tells none of its passages from another."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What is asked, as written; its alternatives, each a set of stemmed terms that must all be there; its idf.

    `known`: the library has words for it.
    """

    name: str
    alternatives: tuple[frozenset[str], ...]
    weight: float
    known: bool

    def within(self, held: Set[str]) -> bool:
        return any(alternative <= held for alternative in self.alternatives)


class ConceptReader:
    """Reads questions with the vocabulary and the word counts of one library."""

    def __init__(self, vocabulary: Vocabulary, index: LexicalIndex, subject: str = "") -> None:
        """`subject`: what the library is about, and after a colon, in what respects."""
        self.vocabulary = vocabulary
        self._index = index
        self._subject = frozenset(terms(subject.partition(":")[0]))
        self._passages = index.count()

    def read(self, question: str) -> list[Concept]:
        """The concepts of a question, one for each known phrase and one for each word beside them.

        A word that only asks ("prolong") counts where the library uses it, and less.
        """
        spoken: dict[str, str] = {}
        for word in _WORD.findall(question):
            for term in terms(word):
                spoken.setdefault(term, word)
        found: list[Concept] = []
        for expansion in self.vocabulary.expansions(question):
            name = " ".join(spoken.pop(term, term) for term in expansion.found)
            others = (frozenset(terms(other)) for other in expansion.others)
            found.append(self._concept(name, (frozenset(expansion.found), *filter(None, others)), 1.0))
        found.extend(self._concept(word, (frozenset((term,)),), _telling(word)) for term, word in spoken.items())
        things = [concept for concept in found if concept.known or not concept.alternatives[0] <= _asking()]
        return things or found

    def _concept(self, name: str, alternatives: tuple[frozenset[str], ...], telling: float) -> Concept:
        known = any(all(self._frequency(term) for term in alternative) for alternative in alternatives)
        asking = ASKING if alternatives[0] <= _asking() else 1.0
        subject = SUBJECT if any(alternative <= self._subject for alternative in alternatives) else 1.0
        return Concept(name, alternatives, subject * asking * telling * self._weight(alternatives), known)

    def _weight(self, alternatives: Sequence[frozenset[str]]) -> float:
        """As telling as the commonest way to say it, which is as rare as its rarest word."""
        return min(max(map(self._idf, alternative)) for alternative in alternatives)

    def _idf(self, term: str) -> float:
        """Inverse document frequency over passages, as BM25 has it; highest for a term the library lacks."""
        frequency = self._frequency(term)
        return math.log(1 + (self._passages - frequency + 0.5) / (frequency + 0.5))

    def _frequency(self, term: str) -> int:
        return self._index.document_frequency(term)


@cache
def _asking() -> frozenset[str]:
    return frozenset(term for word in words("asking")["asking"] for term in terms(word))


def _telling(word: str) -> float:
    """How much a word of plain English can tell: a small library is no measure of how common "people" is."""
    share = (COMMONEST - zipf_frequency(word, "en")) / (COMMONEST - TELLING)
    return max(LEAST, min(1.0, share))
