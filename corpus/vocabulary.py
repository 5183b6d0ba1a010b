"""Words that mean the same in a library: synonyms, abbreviations, everyday words for technical ones.

The groups are data (`vocabulary` in `corpus.yaml`); the first of each group is the form that the library prefers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.lexical import terms


@dataclass(frozen=True, slots=True)
class Expansion:
    """A phrase found in a text, as stemmed terms, and the group's other members, as written."""

    found: tuple[str, ...]
    others: tuple[str, ...]


class Vocabulary:
    """Looks up phrases by their stemmed words, longest first, so that "platelet count" goes before "count"."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._others: dict[tuple[str, ...], tuple[str, ...]] = {}
        for group in groups:
            for phrase in group:
                key = tuple(terms(phrase))
                if key:
                    others = tuple(other for other in group if other != phrase)
                    self._others[key] = (*self._others.get(key, ()), *others)
        self._longest = max(map(len, self._others), default=0)

    def expansions(self, text: str) -> list[Expansion]:
        """The known phrases of a text in order, without overlap."""
        words = terms(text)
        found: list[Expansion] = []
        position = 0
        while position < len(words):
            for size in range(min(self._longest, len(words) - position), 0, -1):
                key = tuple(words[position : position + size])
                if key in self._others:
                    found.append(Expansion(key, self._others[key]))
                    position += size
                    break
            else:
                position += 1
        return list(dict.fromkeys(found))
