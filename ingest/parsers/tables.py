"""Tables as sections: a row a line, with the caption and the column names that every part of a table repeats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.documents import CELL, Section
from ingest.parsers.text import one_line


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a source states it: it may span columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1
    heads: bool = False
    """Whether it names a column (`<th>` in the head of a table)."""


def table_section(
    path: tuple[str, ...],
    caption: str,
    head: Sequence[Sequence[str]],
    body: Iterable[Sequence[str]],
    page: int | None = None,
) -> Section | None:
    """A table as a section; None where it has no text. `head`: rows of column names. Empty rows are left out."""
    names = [line for line in map(_line, head) if line]
    first = [one_line(caption), *names] if one_line(caption) else names
    rows = [line for line in map(_line, body) if line]
    if not rows:
        first, rows = [], first
    return Section(path, "\n".join([*first, *rows]), head=len(first), page=page) if rows else None


def grid(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """Rows of equal columns: a cell that spans stands in each column; in rows below it is empty."""
    laid: list[list[str]] = []
    below: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        for cell in row:
            line.extend(_held(below, len(line)))
            for _ in range(max(1, cell.columns)):
                if cell.rows > 1:
                    below[len(line)] = cell.rows - 1
                line.append(cell.text)
        line.extend(_held(below, len(line)))
        laid.append(line)
    width = max(map(len, laid), default=0)
    return [[*line, *[""] * (width - len(line))] for line in laid]


def _held(below: dict[int, int], column: int) -> list[str]:
    """Places that a cell of a row above still holds, from `column` on."""
    held: list[str] = []
    while below.get(column + len(held), 0):
        below[column + len(held)] -= 1
        held.append("")
    return held


def _line(cells: Sequence[str]) -> str:
    texts = [one_line(cell) for cell in cells]
    return CELL.join(texts).strip() if any(texts) else ""
