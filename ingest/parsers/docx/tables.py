"""Tables of a Word file as rows of cells (lxml): merged cells, rows that repeat as heads, lines set side by side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from ingest.parsers.docx.text import local_name
from ingest.parsers.tables import Cell

_AROUND = {"sdt", "sdtContent", "ins", "customXml", "moveTo"}
_WIDEST = 1000


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell at the column where it begins."""

    element: etree._Element | None
    column: int
    columns: int
    goes_on: bool
    """Whether it is the lower part of a cell that began above."""


def table_cells(table: etree._Element, lines: Callable[[etree._Element], list[str]]) -> list[list[Cell]]:
    """The rows of a table; `lines` reads one cell, blank lines and all."""
    elements = [
        row for row in _children(table, "tr") if not _is_marked(row, "w:del") and not _is_marked(row, "w:hidden")
    ]
    rows = [_placed(row) for row in elements]
    heads = _head_rows(elements)
    cells: list[list[Cell]] = []
    for place, row in enumerate(rows):
        read = [
            (cell, [] if cell.element is None else lines(cell.element), _depth(rows, place, cell))
            for cell in row
            if not (cell.goes_on and _is_held(rows, place, cell))
        ]
        texts = _levelled([text for _, text, _ in read])
        alone = all(depth == 1 for _, _, depth in read)
        for level in range(len(texts[0])) if alone and _are_side_by_side(texts) else (None,):
            cells.append(
                [
                    Cell("\n".join(text) if level is None else text[level], cell.columns, depth, place < heads)
                    for (cell, _, depth), text in zip(read, texts, strict=True)
                ]
            )
    return cells


def is_layout(table: etree._Element) -> bool:
    """One column or one row: a frame around text."""
    rows = [list(_children(row, "tc")) for row in _children(table, "tr")]
    return len(rows) < 2 or max(map(len, rows)) < 2


def table_contents(table: etree._Element) -> Iterator[etree._Element]:
    """Its cells in reading order."""
    for row in _children(table, "tr"):
        yield from _children(row, "tc")


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if local_name(child) == name:
            yield child
        elif local_name(child) in _AROUND:
            yield from _children(child, name)


def _placed(row: etree._Element) -> list[_Placed]:
    column = _number(row, "w:trPr", "w:gridBefore", 0)
    placed = [_Placed(None, 0, column, False)] if column else []
    for cell in _children(row, "tc"):
        columns = max(1, _number(cell, "w:tcPr", "w:gridSpan", 1))
        merge = cell.find(qn("w:tcPr") + "/" + qn("w:vMerge"))
        goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        placed.append(_Placed(cell, column, columns, goes_on))
        column += columns
    return placed


def _depth(rows: Sequence[list[_Placed]], place: int, cell: _Placed) -> int:
    depth = 1
    for below in rows[place + 1 :]:
        if not any(each.goes_on and each.column == cell.column for each in below):
            break
        depth += 1
    return depth


def _is_held(rows: Sequence[list[_Placed]], place: int, cell: _Placed) -> bool:
    """Whether a cell above reaches down to this one: a file may call a cell the rest of nothing."""
    return place > 0 and any(above.column == cell.column for above in rows[place - 1])


def _head_rows(rows: Sequence[etree._Element]) -> int:
    """First rows that are repeated on every page."""
    count = 0
    while count < len(rows) and _is_marked(rows[count], "w:tblHeader"):
        count += 1
    return count if count < len(rows) else 0


def _levelled(texts: Sequence[list[str]]) -> list[list[str]]:
    """Lines of equal number, without blank ones that all end with."""
    for text in texts:
        while text and not text[-1]:
            text.pop()
    most = max(map(len, texts), default=0)
    return [[*text, *[""] * (most - len(text))] for text in texts]


def _are_side_by_side(texts: Sequence[list[str]]) -> bool:
    """Whether blank lines set the lines of one cell beside those of another: each line is a row of its own."""
    if len(texts) < 2 or len(texts[0]) < 2:
        return False
    levels = list(zip(*texts, strict=True))
    opens_blank = any(text and not text[0] and any(text) for text in texts)
    return opens_blank and sum(all(level) for level in levels) > 1


def _is_marked(row: etree._Element, name: str) -> bool:
    mark = row.find(qn("w:trPr") + "/" + qn(name))
    return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off")


def _number(element: etree._Element, properties: str, name: str, otherwise: int) -> int:
    found = element.find(qn(properties) + "/" + qn(name))
    text = "" if found is None else found.get(qn("w:val"), "")
    return min(int(text), _WIDEST) if text.isascii() and text.isdigit() else otherwise
