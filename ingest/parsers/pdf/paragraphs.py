"""Lines of a column to paragraphs, list items and headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.parsers.pdf.captions import names_figure, names_table
from ingest.parsers.pdf.page import Font, Line
from ingest.parsers.pdf.text import Joiner, line_text
from ingest.parsers.pdf.typography import Typography, uniform

_BULLET = re.compile(r"[•●▪■◦○‣▸►➢✓❖·\uf0b7\uf0a7\uf0d8\uf076]\s*|[–—-]\s+")
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)|\d{1,2}\.|\[\d{1,3}\])\s+\S")
_ENDED = re.compile(r"[.!?:;][)\]\"'”’»]*(?:\s?\[[\d,–-]+\])?$")

_STOPPED = re.compile(r"[.!?][)\]\"'”’»]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, list item, caption or heading. `label`: a run-in heading at its start that `text` begins with.

    `first`, `last`: nothing of its column but captions and small print goes before it, or after it, so that it may
    go on from elsewhere, or elsewhere. `full`: its last line reaches the end of its column.
    """

    page: int
    text: str
    font: Font
    heading: bool = False
    item: bool = False
    caption: bool = False
    first: bool = False
    last: bool = False
    full: bool = False
    label: str = ""

    @property
    def ended(self) -> bool:
        return _ENDED.search(self.text) is not None


def paragraphs(rows: Sequence[Line], page: int, typography: Typography, join: Joiner) -> list[Paragraph]:
    """The rows of one column, at least one, from top to bottom."""
    right = max(row.x1 for row in rows)
    found = [_paragraph(run, page, right, typography, join) for run in _runs(rows, right, typography)]
    return [
        replace(one, first=_aside(found[at - 1] if at else None, one), last=_aside((*found, None)[at + 1], one))
        for at, one in enumerate(found)
    ]


def _aside(neighbour: Paragraph | None, paragraph: Paragraph) -> bool:
    return neighbour is None or neighbour.caption or neighbour.font.size < 0.9 * paragraph.font.size


def _runs(rows: Sequence[Line], right: float, typography: Typography) -> Iterator[list[Line]]:
    step = _step(rows)
    run: list[Line] = []
    for row in rows:
        if run and _begins(run, row, step, right, typography):
            yield run
            run = []
        run.append(row)
    yield run


def _step(rows: Sequence[Line]) -> float:
    """The usual distance of lines, as a multiple of their size."""
    steps = [(below.base - above.base) / below.size for above, below in pairwise(rows) if above.font == below.font]
    usual = [step for step in steps if 0.9 < step < 2.5]
    return min(median(usual), 1.7) if usual else 1.25


def _begins(run: Sequence[Line], row: Line, step: float, right: float, typography: Typography) -> bool:
    last = run[-1]
    text = row.plain
    if row.base - last.base > 1.22 * step * max(last.size, row.size) or abs(row.size - last.size) > 0.1 * last.size:
        return True
    ended = _ENDED.search(last.plain) is not None
    if _BULLET.match(text) or ((ended or row.font != last.font) and (names_figure(text) or names_table(text))):
        return True
    if _NUMBERED.match(text) and (ended or _room(last, row, right) or _is_item(run[0])):
        return True
    if _changes(run, row, typography) or (ended and _label(row, row.font)):
        return True
    return _indented(run, row) or (_STOPPED.search(last.plain) is not None and _room(last, row, right))


def _changes(run: Sequence[Line], row: Line, typography: Typography) -> bool:
    """Whether a heading meets text."""
    last = run[-1]
    if last.font.name == row.font.name:
        return False
    if uniform(last) and typography.stands_out(last.font) and (uniform(row) or not typography.stands_out(row.font)):
        return typography.is_heading(run)
    return uniform(row) and typography.stands_out(row.font) and typography.is_heading([row])


def _indented(run: Sequence[Line], row: Line) -> bool:
    """Whether a line is set in, or set out after lines that were set in: not the first two lines of a paragraph."""
    shift = row.x0 - run[-1].x0
    if shift > 0.6 * row.size:
        return not _is_item(run[0]) and shift < 8 * row.size and not (len(run) == 1 and _is_label(run[0]))
    return shift < -0.6 * row.size and len(run) > 1


def _is_item(row: Line) -> bool:
    return bool(_BULLET.match(row.plain) or _NUMBERED.match(row.plain))


def _is_label(row: Line) -> bool:
    return len(row.plain) < 4


def _room(last: Line, row: Line, right: float) -> bool:
    """Whether the first word of `row` would have had ample room on the line above."""
    first = row.words[0]
    width = first.x1 - first.x0
    for word in row.words[1:]:
        if word.spaced:
            break
        width = word.x1 - first.x0
    return last.x1 + width + 1.2 * row.size < right


def _paragraph(run: Sequence[Line], page: int, right: float, typography: Typography, join: Joiner) -> Paragraph:
    text = join.join(map(line_text, run))
    bullet = _BULLET.match(text)
    font = max((line.font for line in run), key=lambda one: sum(len(line.plain) for line in run if line.font == one))
    return Paragraph(
        page,
        text[bullet.end() :] if bullet else text,
        font,
        heading=typography.is_heading(run),
        item=_is_item(run[0]),
        caption=names_figure(text) or names_table(text),
        full=run[-1].x1 > right - 2.5 * run[-1].size,
        label=_label(run[0], font),
    )


def _label(row: Line, font: Font) -> str:
    """A few words in another type that a colon ends, at the start of a paragraph: "Methods:"."""
    text = ""
    for word in row.words:
        if word.font.name == font.name:
            break
        text += f" {word.text}" if word.spaced else word.text
    text = text.strip()
    return text if text.endswith(":") and len(text.split()) < 7 else ""
