"""Tables of a page: what stands in a grid of lines, or between level lines under a caption, as journals set tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.parsers.pdf.captions import captions, names_figure, names_table
from ingest.parsers.pdf.cells import Columns, Record, gap_columns, grid_columns, grid_records, records
from ingest.parsers.pdf.page import Box, Font, Line, Page, rows_of
from ingest.parsers.pdf.rules import Grid, grids, level_edges
from ingest.parsers.pdf.text import Joiner, line_text


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the bounds of its caption and body."""

    box: Box
    caption: str
    head: tuple[tuple[str, ...], ...]
    body: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Region:
    """Where a table stands: its caption's lines, and the level edges from its first to its last."""

    caption: tuple[Line, ...]
    box: Box
    edges: tuple[float, ...]


def find_tables(page: Page, body: Font, join: Joiner) -> tuple[list[Table], list[Line]]:
    """The tables of a page from top to bottom, and the lines that stand in none."""
    lines = list(page.lines)
    tables: list[Table] = []
    for grid in grids(page.drawings):
        table, lines = _grid_table(grid, lines, join)
        tables.extend(table)
    edges = level_edges(page.drawings)
    for caption in captions(lines, names_table):
        region = _region(caption, lines, edges, body)
        if region is not None:
            table, lines = _captioned(region, lines, join)
            tables.extend(table)
    return sorted(tables, key=lambda one: one.box.top), lines


def _inside(lines: Sequence[Line], box: Box) -> tuple[list[Line], list[Line]]:
    inner = [line for line in lines if box.holds((line.x0 + line.x1) / 2, line.base - 0.3 * line.size)]
    kept = {id(line) for line in inner}
    return inner, [line for line in lines if id(line) not in kept]


def _grid_table(grid: Grid, lines: list[Line], join: Joiner) -> tuple[list[Table], list[Line]]:
    inner, others = _inside(lines, grid.box)
    cells = grid_records(rows_of(inner), grid)
    if len(cells) < 2 or sum(1 for record in cells if len(record) > 1) * 2 < len(cells):
        return [], lines  # a box around text
    caption = _caption_above(others, grid.box)
    named = {id(line) for line in caption}
    table = _table(grid.box, caption, cells, 1, grid_columns(grid), join)
    return [table], [line for line in others if id(line) not in named]


def _caption_above(lines: Sequence[Line], box: Box) -> tuple[Line, ...]:
    """Lines right above a grid, from the one that names the table on."""
    near = [line for line in rows_of(lines) if line.x0 < box.x1 and line.x1 > box.x0 and line.base < box.top + 2]
    for count in (1, 2, 3):
        first = near[-count:][:1]
        if first and names_table(first[0].plain) and box.top - first[0].base < 16.0 * count + 8:
            return tuple(near[-count:])
    return ()


def _region(caption: Line, lines: Sequence[Line], edges: Sequence[Box], body: Font) -> _Region | None:
    """From a caption to the last level edge of the table under it; None where there is no edge close by."""
    below = [edge for edge in edges if caption.base < edge.top < caption.base + 70 and edge.width > 80]
    first = next((edge for edge in below if edge.x0 - 8 <= caption.x0 < edge.x1), None)
    if first is None:
        return None
    between = [line for line in lines if caption.base - 1 <= line.base < first.top + 1 and _within(line, first)]
    if len(rows_of(between)) > 5:
        return None
    stop = _next_caption(caption, lines, first)
    alike = [edge for edge in edges if first.top <= edge.top < stop and _alike(edge, first)]
    chain = _chain(alike, lines, body)
    if len(chain) < 2:
        return None
    bottom = chain[-1].bottom
    if len(rows_of(_between(lines, first, chain[-1]))) < 4:
        bottom = _open_end(chain[-1], lines, body, stop)
    box = Box(first.x0 - 2, first.top, first.x1 + 2, bottom)
    return _Region(tuple(between), box, tuple(edge.top for edge in chain))


def _open_end(edge: Box, lines: Sequence[Line], body: Font, stop: float) -> float:
    """The end of a table that goes on overleaf and is not ruled off: below its head, as far as its type goes."""
    end = edge.bottom
    below = [line for line in lines if edge.top < line.base < stop and line.x0 < edge.x1 and line.x1 > edge.x0]
    rows = rows_of(below)
    if sum(1 for row in rows if row.font == body) > 0.2 * len(rows):
        return end
    for row in rows:
        if row.base - end > 4 * row.size or not _within(row, edge):
            break
        end = row.box.bottom
    return end


def _within(line: Line, edge: Box) -> bool:
    return edge.x0 - 8 <= line.x0 and line.x1 <= edge.x1 + 8


def _alike(edge: Box, first: Box) -> bool:
    return abs(edge.x0 - first.x0) < 9 and abs(edge.x1 - first.x1) < 9


def _next_caption(caption: Line, lines: Sequence[Line], first: Box) -> float:
    names = [*captions(lines, names_table), *captions(lines, names_figure)]
    below = [line.box.top for line in names if line.base > first.top and line.x0 < first.x1 and line.x1 > first.x0]
    return min(below, default=float("inf"))


def _chain(edges: Sequence[Box], lines: Sequence[Line], body: Font) -> list[Box]:
    """Edges of one table: it ends where running text, in another type than the table's, stands between two."""
    chain = list(edges[:2])
    for edge in edges[2:]:
        top, last = chain[0], chain[-1]
        if _share(lines, last, edge, body) > 0.6 and _share(lines, top, last, body) < 0.4:
            break
        if any(
            not _within(line, edge) and line.x0 < edge.x1 and line.x1 > edge.x0 for line in _between(lines, last, edge)
        ):
            break
        chain.append(edge)
    return chain


def _between(lines: Sequence[Line], above: Box, below: Box) -> list[Line]:
    return [line for line in lines if above.top < line.base - 0.3 * line.size < below.top]


def _share(lines: Sequence[Line], above: Box, below: Box, body: Font) -> float:
    """How much of the text between two edges is in the document's own type."""
    inner = [line for line in _between(lines, above, below) if _within(line, above)]
    total = sum(len(line.plain) for line in inner)
    return sum(len(line.plain) for line in inner if line.font == body) / total if total else 0.0


def _captioned(region: _Region, lines: list[Line], join: Joiner) -> tuple[list[Table], list[Line]]:
    inner, others = _inside(lines, region.box)
    named = {id(line) for line in region.caption}
    others = [line for line in others if id(line) not in named]
    inner = [line for line in inner if id(line) not in named]
    rows = rows_of(inner)
    head = _head(rows, region.edges)
    columns = gap_columns([line for line in inner if not head or line.base > head[-1].base + 2], head)
    if columns.count < 2:
        return [], lines
    tail = rows[len(head) :]
    cells = [*([columns.merged(head)] if head else []), *records(tail, columns, region.edges)]
    box = region.box
    for line in region.caption:
        box = box.with_(line.box)
    return [_table(box, region.caption, cells, 1 if head else 0, columns, join)], others


def _head(rows: Sequence[Line], edges: Sequence[float]) -> list[Line]:
    """The rows above the first edge that goes below any, if there are rows below it."""
    for edge in edges:
        above = [row for row in rows if row.base < edge + 1]
        if above:
            return above if len(above) < len(rows) else []
    return []


def _table(
    box: Box, caption: Sequence[Line], cells: Sequence[Record], heads: int, columns: Columns, join: Joiner
) -> Table:
    title = join.join(line_text(row) for row in rows_of(caption))
    rows = [tuple(join.join(map(line_text, record.get(at, []))) for at in range(columns.count)) for record in cells]
    used = [at for at in range(columns.count) if any(row[at] for row in rows)]
    kept = [tuple(row[at] for at in used) if any(row[1:]) else row[:1] for row in rows]
    return Table(box, title, tuple(kept[:heads]), tuple(kept[heads:]))
