"""The marks by which a model names passages in running text: `[[bcdf]]`, and what models make of that.

Read as a mark: anything in double brackets; in single ones known keys and bare numbers. Brackets of other scripts count
as brackets. `[14C]urea` and `[95% CI 3 to 7]` are text.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from service.answering.marks import BRACKETS

_NAME = r"[\w-]{1,40}"
_NAMES = rf"{_NAME}(?:\s*[,;|/]\s*{_NAME}|\s+{_NAME}){{0,7}}"
_DOUBLE = rf"\[\[+\s*{_NAMES}(?:\s*\]+\s*\[+\s*{_NAMES}){{0,7}}\s*\]\]+"
_EMPTY = r"\[+\s*\]+"


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text and the known keys that the marks behind it name. `end`: where the marks end."""

    text: str
    keys: tuple[str, ...]
    end: int


class Marks:
    """Finds the marks that name some of these keys."""

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = frozenset(keys)
        known = "|".join(sorted(map(re.escape, keys))) or r"(?!)"
        named = rf"\^?(?:{known}|\d{{1,3}})"
        single = rf"\[\s*{named}(?:\s*[,;|/\s]\s*{named})*\s*\]"
        one = rf"(?:{_DOUBLE}|{single}|{_EMPTY})"
        self._run = re.compile(rf"\s*{one}(?:\s*[,;]?\s*{one})*\s*(?P<stop>[.!?]*)\s*", re.IGNORECASE)

    def stretches(self, line: str, *, whole: bool = True) -> Iterator[Marked]:
        """The stretches of a line, each with the marks that follow it; the last may have none.

        Marks within a sentence do not end it. Of a line that is not `whole` only what nothing to come can change.
        """
        line = line.translate(BRACKETS)
        text, keys, start = "", (), 0  # type: tuple[str, tuple[str, ...], int]
        for run in self._run.finditer(line):
            follows = line[run.end() : run.end() + 1]
            if not whole and (not follows or follows in "[],;"):
                return
            text = _joined(text, self._clean(line[start : run.start()]) + run["stop"])
            keys = tuple(dict.fromkeys((*keys, *self._named(run[0]))))
            start = run.end()
            if text.endswith((".", "!", "?")) or not follows or follows.isupper():
                yield Marked(text, keys, start)
                text, keys = "", ()
        if whole and (text or line[start:].strip()):
            yield Marked(_joined(text, self._clean(line[start:])), keys, len(line))

    def _named(self, run: str) -> tuple[str, ...]:
        names = (name.lower() for name in re.findall(_NAME, run))
        return tuple(dict.fromkeys(name for name in names if name in self._keys))

    def _clean(self, text: str) -> str:
        """What is left of broken marks would read as marks."""
        return re.sub(r"\[\[+|\]\]+|\]\[", "", text).strip()


def _joined(text: str, more: str) -> str:
    return text + ("" if not text or not more or more[0] in ",;.:)" else " ") + more
