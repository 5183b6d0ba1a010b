"""Tables of a web page: which of them hold data, and their cells (lxml)."""

from collections.abc import Callable

from lxml.html import HtmlElement

from ingest.parsers.tables import Cell

_PARTS = ("thead", "tbody", "tfoot")
_WIDEST = 500
"""Columns or rows of a cell: more are a mistake, or an attack."""


def is_data(table: HtmlElement) -> bool:
    """Whether a table holds data; else it lays out a page, and is text."""
    if table.get("role", "") in ("presentation", "none"):
        return False
    rows = table_rows(table)
    if table.find("caption") is not None or any(cell.tag == "th" for row in rows for cell in row_cells(row)):
        return bool(rows)
    nested = next(table.iterdescendants("table"), None) is not None
    return not nested and len(rows) > 1 and any(len(row_cells(row)) > 1 for row in rows)


def table_rows(table: HtmlElement) -> list[HtmlElement]:
    """Its own rows in the order in which a reader sees them: the foot, which may be written first, comes last."""
    rows = [(0, row) for row in table.iterchildren("tr")]
    for part in table.iterchildren(*_PARTS):
        rows += [(_PARTS.index(part.tag), row) for row in part.iterchildren("tr")]
    if next(table.iterchildren("thead", "tfoot"), None) is None:
        return [row for _, row in rows]
    rows = [(1 if row.getparent() is table else place, row) for place, row in rows]
    return [row for _, row in sorted(rows, key=lambda placed: placed[0])]


def row_cells(row: HtmlElement) -> list[HtmlElement]:
    return list(row.iterchildren("td", "th"))


def cells(table: HtmlElement, text: Callable[[HtmlElement], str]) -> list[list[Cell]]:
    """The rows of a table as cells; `text` reads one cell. Cells of its head, and rows of `<th>`, name columns."""
    rows = table_rows(table)
    has_head = table.find("thead") is not None
    return [_row(row, place, len(rows) - place, has_head, text) for place, row in enumerate(rows)]


def _row(row: HtmlElement, place: int, left: int, has_head: bool, text: Callable[[HtmlElement], str]) -> list[Cell]:
    parent, own = row.getparent(), row_cells(row)
    texts = [text(cell) for cell in own]
    if has_head:
        heads = parent is not None and parent.tag == "thead"
    else:
        named = all(cell.tag == "th" or not content for cell, content in zip(own, texts, strict=True))
        heads = named and (place == 0 or sum(map(bool, texts)) > 1)
    spans = [(_span(cell, "colspan", 1), min(_span(cell, "rowspan", left), left)) for cell in own]
    return [Cell(content, columns, rows, heads) for content, (columns, rows) in zip(texts, spans, strict=True)]


def _span(cell: HtmlElement, name: str, rest: int) -> int:
    """How many columns or rows a cell takes; 0 stands for the `rest`, nonsense for one."""
    written = cell.get(name, "1").strip()
    if not (written.isascii() and written.isdigit()):
        return 1
    return min(int(written[:6]), _WIDEST) or rest
