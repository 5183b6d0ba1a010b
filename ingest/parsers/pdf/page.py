"""A page as a PDF prints it: words in lines, rules, filled boxes and images, in points from the top left corner."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Font:
    """A type face in one size; `bold` by its name or weight, which many subset fonts do not tell."""

    name: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Word:
    """Signs in one font without a blank; `spaced`: a blank goes before it."""

    text: str
    x0: float
    x1: float
    base: float
    font: Font
    spaced: bool


@dataclass(frozen=True, slots=True)
class Box:
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        return self.x0 - margin <= x <= self.x1 + margin and self.top - margin <= y <= self.bottom + margin

    def with_(self, other: "Box") -> "Box":
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, from left to right; `font` is that of most of its signs."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    base: float
    font: Font

    @property
    def size(self) -> float:
        return self.font.size

    @property
    def box(self) -> Box:
        return Box(self.x0, self.base - 0.75 * self.size, self.x1, self.base + 0.22 * self.size)

    @property
    def plain(self) -> str:
        """The signs as printed, raised ones unmarked: to recognise a line by, not to quote."""
        return "".join(f" {word.text}" if word.spaced else word.text for word in self.words).strip()


@dataclass(frozen=True, slots=True)
class Drawings:
    """What a page draws. `rules`: level lines, `posts`: upright ones, `fills`: filled boxes, `shapes`: all the rest.

    `inked`: where it is not white, images and filled shapes of all kinds.
    """

    rules: tuple[Box, ...] = ()
    posts: tuple[Box, ...] = ()
    fills: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    shapes: tuple[Box, ...] = ()
    inked: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """`lines` in the order of the file: pieces of text without a gap wider than one em."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    drawings: Drawings


def line_of(words: Iterable[Word]) -> Line:
    """A line of at least one word."""
    placed = tuple(sorted(words, key=lambda word: word.x0))
    signs: Counter[Font] = Counter()
    for word in placed:
        signs[word.font] += len(word.text)
    font = max(signs, key=lambda one: (signs[one], one.size))
    base = next(word.base for word in placed if word.font == font)
    return Line(placed, placed[0].x0, max(word.x1 for word in placed), base, font)


def lines_of(words: Iterable[Word]) -> Iterator[Line]:
    """Words in the order of the file to lines; a gap wider than an em ends one, a raised sign does not."""
    run: list[Word] = []
    for word in words:
        if run and not _adjoins(run[-1], word):
            yield line_of(run)
            run = []
        run.append(word)
    if run:
        yield line_of(run)


def _adjoins(last: Word, word: Word) -> bool:
    size = max(last.font.size, word.font.size)
    return abs(word.base - last.base) < 0.55 * size and -0.6 * size < word.x0 - last.x1 < size


def rows_of(lines: Sequence[Line]) -> list[Line]:
    """Lines of one column put together by base line, from top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (-round(one.size), one.base)):
        row = next((row for row in reversed(rows) if _level(row[0], line)), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    joined = [line_of(_parted(row)) for row in rows]
    return sorted(joined, key=lambda row: row.base)


def _level(row: Line, line: Line) -> bool:
    shift = abs(row.base - line.base)
    return shift < 0.25 * row.size or (line.size < 0.85 * row.size and shift < 0.5 * row.size)


def _parted(row: Sequence[Line]) -> Iterator[Word]:
    """The words of lines that stand apart: a blank between the lines where there is a gap."""
    end: float | None = None
    for line in sorted(row, key=lambda one: one.x0):
        first, *others = line.words
        gap = end is not None and first.x0 - end > 0.13 * first.font.size
        yield Word(first.text, first.x0, first.x1, first.base, first.font, first.spaced or gap)
        yield from others
        end = line.x1
