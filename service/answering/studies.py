"""Studies that a question names: what it asks must then stand in what they report."""

from collections.abc import Mapping, Sequence

from corpus.catalog import Catalog
from corpus.lexical import terms
from corpus.vocabulary import Vocabulary
from service.answering.concepts import Concept

ABSENT_SHARE = 0.5
ABSENT_LEAST = 2


class Studies:
    """The named studies of a library, with every term of the documents that report them."""

    def __init__(self, reported: Mapping[str, frozenset[str]], vocabulary: Vocabulary) -> None:
        keys = {tuple(terms(name)): held for name, held in reported.items()}
        # A name that is also an everyday word of the library does not tell which study is meant.
        self._reported = {key: held for key, held in keys.items() if not vocabulary.expansions(" ".join(key))}

    @classmethod
    def of(cls, catalog: Catalog, vocabulary: Vocabulary) -> "Studies":
        reported: dict[str, set[str]] = {}
        for document in catalog.documents.values():
            if document.study:
                held = reported.setdefault(document.study, set())
                held.update(terms(document.title))
                for passage in catalog.passages_of(document.id):
                    held.update(terms(f"{' '.join(passage.section)} {passage.text}"))
        return cls({study: frozenset(held) for study, held in reported.items()}, vocabulary)

    def absent(self, question: str, asked: Sequence[Concept]) -> tuple[str, ...]:
        """What is asked of the named studies and stands in none of them; empty where that is little."""
        words = terms(question)
        named = [key for key in self._reported if _holds(words, key)]
        if not named:
            return ()
        names = {term for key in named for term in key}
        held = frozenset().union(*(self._reported[key] for key in named))
        rest = [concept for concept in asked if not concept.alternatives[0] <= names]
        missing = [concept for concept in rest if not concept.within(held)]
        share = sum(c.weight for c in missing) / (sum(c.weight for c in rest) or 1.0)
        enough = len(missing) >= ABSENT_LEAST and share >= ABSENT_SHARE
        return tuple(concept.name for concept in missing) if enough else ()


def _holds(words: Sequence[str], key: tuple[str, ...]) -> bool:
    return any(tuple(words[i : i + len(key)]) == key for i in range(len(words) - len(key) + 1))
