"""Words that mean the same in a library: synonyms, abbreviations, everyday words for technical ones.

The groups are data (`vocabulary` in `corpus.yaml`); the first of each group is the form that the library prefers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.lexical import terms


@dataclass(frozen=True, slots=True)
class Expansion:
    """A phrase found in a text, as stemmed terms, and the other members of its groups, as written."""

    found: tuple[str, ...]
    others: tuple[str, ...]
    preferred: str
    """The library's own word for it; the phrase itself where it is that already."""


class Vocabulary:
    """Looks up phrases by their stemmed words, longest first, so that "platelet count" goes before "count"."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._others: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._preferred: dict[tuple[str, ...], str] = {}
        for group in groups:
            for phrase in group:
                key = tuple(terms(phrase))
                if key:
                    others = tuple(other for other in group if other != phrase)
                    self._others[key] = (*self._others.get(key, ()), *others)
                    self._preferred.setdefault(key, group[0])
        self._longest = max(map(len, self._others), default=0)

    def expansions(self, text: str) -> list[Expansion]:
        """The known phrases of a text in order, without overlap."""
        words = terms(text)
        found: list[Expansion] = []
        position = 0
        while position < len(words):
            size = self._longest_at(words[position : position + self._longest])
            if size:
                key = tuple(words[position : position + size])
                found.append(Expansion(key, self._others[key], self._preferred[key]))
            position += size or 1
        return list(dict.fromkeys(found))

    def expand(self, text: str) -> str:
        """The text, followed by the library's own word for each phrase that it knows another for."""
        found = self.expansions(text)
        added = dict.fromkeys(e.preferred for e in found if tuple(terms(e.preferred)) != e.found)
        return f"{text} ({', '.join(added)})" if added else text

    def _longest_at(self, words: Sequence[str]) -> int:
        return next((size for size in range(len(words), 0, -1) if tuple(words[:size]) in self._others), 0)
