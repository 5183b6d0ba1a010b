"""Tables in XML (lxml) as rows of equal columns: the XHTML model (`tr`, `td`) of JATS, CALS (`row`, `entry`) of BMC."""

from collections.abc import Iterator, Sequence

from lxml import etree

from ingest.parsers.tables import Cell, grid
from ingest.parsers.xml.inline import text_of

_CELLS = {"td", "th", "entry"}


def table_rows(table: etree._Element) -> tuple[list[list[str]], list[list[str]]]:
    """Rows of column names and rows of the body, all of one width. `table`: a `table` or `tgroup`."""
    head, body = _rows(table, "thead"), [*_rows(table, None), *_rows(table, "tbody"), *_rows(table, "tfoot")]
    while not head and body and _names_columns(body[0]):
        head.append(body.pop(0))
    columns = _columns(table)
    laid = grid([*_laid(head, columns), *_laid(body, columns)])
    return laid[: len(head)], laid[len(head) :]


def _rows(table: etree._Element, group: str | None) -> list[etree._Element]:
    parts = table.findall(group) if group else [table]
    return [row for part in parts for row in part if row.tag in ("tr", "row")]


def _names_columns(row: etree._Element) -> bool:
    """Column names without a `thead`: every cell is a `th`, or there are two with text at least and all is bold."""
    cells = [cell for cell in row if cell.tag in _CELLS and text_of(cell)]
    if cells and all(cell.tag == "th" for cell in cells):
        return True
    return len(cells) > 1 and all(text_of(cell) == "".join(map(text_of, cell.iter("bold", "b"))) for cell in cells)


def _columns(table: etree._Element) -> dict[str, int]:
    """Numbers of the columns that CALS names."""
    return {spec.get("colname", ""): number for number, spec in enumerate(table.findall("colspec"))}


def _laid(rows: Sequence[etree._Element], columns: dict[str, int]) -> Iterator[list[Cell]]:
    """Cells of each row. None reaches below the last row of its group; one alone in its row heads those below it."""
    until: dict[int, int] = {}
    for number, row in enumerate(rows):
        cells = list(_row(row, number, len(rows) - number, columns, until))
        yield [Cell(cells[0].text, rows=cells[0].rows)] if len(cells) == 1 else cells


def _row(row: etree._Element, number: int, left: int, columns: dict[str, int], until: dict[int, int]) -> Iterator[Cell]:
    """Cells of one row, with an empty one where CALS leaves a column out. `until`: the last row that fills a column."""
    column = 0
    for element in row:
        if element.tag not in _CELLS:
            continue
        start = columns.get(element.get("colname") or element.get("namest") or "", 0)
        while column < start or until.get(column, -1) >= number:
            if until.get(column, -1) < number:
                yield Cell("")
            column += 1
        cell = _cell(element, columns, left)
        until |= dict.fromkeys(range(column, column + cell.columns), number + cell.rows - 1)
        column += cell.columns
        yield cell


def _cell(cell: etree._Element, columns: dict[str, int], left: int) -> Cell:
    first, last = columns.get(cell.get("namest", "")), columns.get(cell.get("nameend", ""))
    width = last - first + 1 if first is not None and last is not None else _count(cell.get("colspan"))
    height = _count(cell.get("rowspan")) if cell.get("rowspan") else _count(cell.get("morerows"), 0) + 1
    return Cell(text_of(cell), columns=max(width, 1), rows=min(height, left), heads=cell.tag == "th")


def _count(value: str | None, least: int = 1) -> int:
    """A span as a source states it; a slip such as "2.0" or "" is none. No table has a thousand columns."""
    return min(max(int(value), least), 1000) if value and value.isdecimal() else least
