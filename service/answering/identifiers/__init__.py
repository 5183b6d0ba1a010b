"""Takes out of a text what identifies a person, and leaves a typed placeholder in its place.

Rules are data (prompts/identifiers.yaml); Presidio runs them with its own recognisers, without a language model. What a
text says of doses, values, trials and their dates stays. Replacing twice changes nothing more.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from prompts import Prompt
from service.answering.identifiers.known_names import fold
from service.answering.identifiers.rulebook import SURVIVES, Kind, Rulebook, read

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

_SENTENCE = re.compile(r"(?<=[.?!;])\s+(?=[A-Z])|\n+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier; `start` and `end` are code points in the text."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without identifiers, what kinds it held, in words for a reader, and the single words taken out."""

    text: str
    told: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    """Folded: small letters without accents."""

    def hide(self, words: str) -> str:
        """Other words of the same text, spaces between them, without those that were taken out."""
        return " ".join(word for word in words.split() if fold(word) not in self.words)


class Identifiers:
    """Finds and replaces identifiers. Raises PromptError where its rules cannot be used. Slow to make (a second)."""

    def __init__(self, rules: Prompt) -> None:
        self._book: Rulebook = read(rules)
        self._engine = _engine(self._book)
        everything = [kind.placeholder for kind in self._book.kinds.values()]
        self._placeholder = re.compile("|".join(map(re.escape, everything)))
        self._someone = re.compile(
            "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in self._book.names.person), re.IGNORECASE
        )
        self.find("Warm up.")  # Presidio compiles a pattern when it is first used

    def redact(self, text: str) -> Redacted:
        """The text with each identifier replaced. One that was replaced before is told of too."""
        parts, reached = [], 0
        found = self.find(text)
        for one in found:
            parts += [text[reached : one.start], self._book.kinds[one.kind].placeholder]
            reached = one.end
        replaced = "".join([*parts, text[reached:]])
        told = tuple(kind.told for kind in self._book.kinds.values() if kind.placeholder in replaced)
        words = {fold(word) for one in found for word in _WORD.findall(text[one.start : one.end])}
        return Redacted(replaced, told, frozenset(words))

    def without_placeholders(self, text: str) -> str:
        """What is left of a replaced text to search for."""
        return re.sub(r"\s{2,}", " ", self._placeholder.sub(" ", text)).strip()

    def find(self, text: str) -> list[Found]:
        """The identifiers of a text, in order, none overlapping another."""
        results = self._engine.analyze(text, language="en")
        kept = [(result.start, result.end) for result in results if result.entity_type == SURVIVES]
        kept += [match.span() for match in self._placeholder.finditer(text)]
        every = [
            Found(cast(Kind, result.entity_type), *_trimmed(text, result.start, result.end))
            for result in results
            if not any(result.start < end and start < result.end for start, end in kept)
        ]
        conditional = self._book.only_of_a_person
        found = [one for one in every if one.kind not in conditional]
        if found:
            found = [*every, *self._repeated(text, [one for one in found if one.kind == "name"])]
        else:
            found = self._of_ones_own_dates(text, every)
        return list(_merged(text, found))

    def _repeated(self, text: str, names: Iterable[Found]) -> Iterator[Found]:
        """Where a word of a name is said again."""
        words = self._book.names
        parts = {word for one in names for word in re.findall(r"[^\W\d_]{3,}", text[one.start : one.end])}
        for part in parts:
            if fold(part) not in words.never:
                either_case = re.IGNORECASE if fold(part) not in words.words else 0
                for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text, either_case):
                    yield Found("name", match.start(), match.end())

    def _of_ones_own_dates(self, text: str, conditional: Iterable[Found]) -> list[Found]:
        """Without a name, a date of somebody's treatment stays, but not with the hospital that it was in."""
        found = []
        bounds = [0, *(match.start() for match in _SENTENCE.finditer(text)), len(text)]
        for start, end in pairwise(bounds):
            here = [one for one in conditional if start <= one.start < end]
            if {"hospital", "date"} <= {one.kind for one in here} and self._someone.search(text, start, end):
                found += [one for one in here if one.kind == "hospital"]
        return found


def _engine(book: Rulebook) -> "AnalyzerEngine":
    from service.answering.identifiers.engine import make_engine

    return make_engine(book)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the spaces and punctuation at either end."""
    while start < end and (text[start] in " ,;:." or (text[start] == "(" and ")" not in text[start:end])):
        start += 1
    while start < end and text[end - 1] in " ,;:":
        end -= 1
    return start, end


def _merged(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """Overlapping ones as one, of the kind of the longest; names side by side as one."""
    open_one: Found | None = None
    longest = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if open_one is None:
            open_one, longest = one, one.end - one.start
        elif one.start < open_one.end or (one.kind == open_one.kind and not text[open_one.end : one.start].strip()):
            kind = one.kind if one.end - one.start > longest else open_one.kind
            longest = max(longest, one.end - one.start)
            open_one = Found(kind, open_one.start, max(open_one.end, one.end))
        else:
            yield open_one
            open_one, longest = one, one.end - one.start
    if open_one is not None:
        yield open_one
