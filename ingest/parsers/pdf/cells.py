"""Cells of a table: lines to columns by the gaps or lines between these, and to rows."""

from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.parsers.pdf.page import Line, Word, line_of, rows_of
from ingest.parsers.pdf.rules import Grid

Record = dict[int, list[Line]]
"""A row of a table: the lines of each column's cell."""


@dataclass(frozen=True, slots=True)
class Columns:
    """`strips`: the empty strips between columns, from left to right: start and end."""

    strips: tuple[tuple[float, float], ...]

    @property
    def count(self) -> int:
        return len(self.strips) + 1

    @property
    def bounds(self) -> list[float]:
        return [(left + right) / 2 for left, right in self.strips]

    def cells(self, row: Line) -> dict[int, Line]:
        """The words of a line by column; what goes over a strip without a gap stands in the column it begins in."""
        return _cells(row, self.bounds, self.strips)

    def merged(self, rows: Sequence[Line]) -> Record:
        """Rows as one: the column names that a head prints on several lines."""
        record: Record = {}
        for row in rows:
            for column, cell in self.cells(row).items():
                record.setdefault(column, []).append(cell)
        return record


def _cells(row: Line, bounds: Sequence[float], strips: Sequence[tuple[float, float]]) -> dict[int, Line]:
    runs: list[list[Word]] = []
    for word in row.words:
        if runs and not _parted(runs[-1][-1], word, strips):
            runs[-1].append(word)
        else:
            runs.append([word])
    cells: dict[int, list[Word]] = {}
    for run in runs:
        cells.setdefault(_column(run, bounds), []).extend(run)
    return {column: line_of(words) for column, words in cells.items()}


def _parted(last: Word, word: Word, strips: Sequence[tuple[float, float]]) -> bool:
    """Whether the gap between two words is that between two columns."""
    gap = word.x0 - last.x1
    return any(
        last.x1 <= (left + right) / 2 + 1 and word.x0 >= (left + right) / 2 - 1 and gap >= 0.7 * (right - left) - 1
        for left, right in strips
    )


def _column(run: Sequence[Word], bounds: Sequence[float]) -> int:
    first, last = bisect(bounds, run[0].x0), bisect(bounds, run[-1].x1)
    return first if last - first != 1 else bisect(bounds, (run[0].x0 + run[-1].x1) / 2)


def gap_columns(lines: Sequence[Line], head: Sequence[Line]) -> Columns:
    """Columns by the strips that no line enters, of the rows that have several; names in the head narrow a strip."""
    rows = [row for row in rows_of(lines) if _pieces(row) > 1]
    if not rows:
        return Columns(())
    size = max(row.size for row in rows)
    strips = _strips([word for row in rows for word in _runs(row, 0.6 if len(rows) > 7 else 1.0)], 0.6 * size)
    names = [word for row in head for word in row.words]
    return Columns(tuple(_narrowed(strip, names) for strip in strips))


def _pieces(row: Line) -> int:
    return sum(1 for _ in _runs(row, 1.0))


def _runs(row: Line, gap: float) -> Iterator[tuple[float, float]]:
    """Start and end of the parts of a line between gaps of at least `gap` em."""
    start, end = row.words[0].x0, row.words[0].x1
    for word in row.words[1:]:
        if word.x0 - end >= gap * row.size:
            yield start, end
            start = word.x0
        end = max(end, word.x1)
    yield start, end


def _strips(runs: Sequence[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    strips: list[tuple[float, float]] = []
    end: float | None = None
    for start, stop in sorted(runs):
        if end is not None and start - end >= least:
            strips.append((end, start))
        end = stop if end is None else max(end, stop)
    return strips


def _narrowed(strip: tuple[float, float], names: Sequence[Word]) -> tuple[float, float]:
    left, right = strip
    for name in names:
        if left < name.x1 < right and name.x0 <= left + 1:
            left = name.x1
        elif left < name.x0 < right and name.x1 >= right - 1:
            right = name.x0
    return left, right


def records(rows: Sequence[Line], columns: Columns, edges: Sequence[float]) -> list[Record]:
    """Rows of print to rows of the table: a line goes on with the row above where its words had no room there."""
    ends: dict[int, float] = {}
    parted = [columns.cells(row) for row in rows]
    for cells in parted:
        for column, cell in cells.items():
            ends[column] = max(ends.get(column, 0.0), cell.x1 if _in_column(cell, column, columns) else 0.0)
    step = _spaced_step(rows)
    found: list[Record] = []
    for at, (row, cells) in enumerate(zip(rows, parted, strict=True)):
        above = rows[at - 1] if at else None
        if above is None or _far(above, row, step, edges) or _fresh(cells, found[-1], ends, spaced=step is not None):
            found.append({column: [cell] for column, cell in cells.items()})
        else:
            for column, cell in cells.items():
                found[-1].setdefault(column, []).append(cell)
    return found


def _in_column(cell: Line, column: int, columns: Columns) -> bool:
    return column >= len(columns.strips) or cell.x1 <= columns.bounds[column]


def _spaced_step(rows: Sequence[Line]) -> float | None:
    """What parts rows from lines of one row where the table sets rows farther apart than lines; None where not."""
    steps = sorted(below.base - above.base for above, below in pairwise(rows))
    if len(steps) < 4 or steps[0] < 0.9 * min(row.size for row in rows):  # columns with lines of their own
        return None
    least = steps[len(steps) // 20]
    close = [step for step in steps if step < 1.06 * least]
    far = [step for step in steps if step > 1.15 * least]
    return 1.1 * least if close and len(far) > 1 and len(close) + len(far) == len(steps) else None


def _far(above: Line, row: Line, step: float | None, edges: Sequence[float]) -> bool:
    """Whether an edge or a gap goes before a line."""
    return any(above.base < edge < row.base for edge in edges) or row.base - above.base > (
        step or 1.45 * max(row.size, above.size)
    )


def _fresh(cells: dict[int, Line], record: Record, ends: dict[int, float], *, spaced: bool) -> bool:
    """Whether a line's words had room on the line above: a new row. Where space parts rows all must have had much."""
    wraps = [
        _wraps(cell, record.get(column), ends.get(column, 0.0), 2.5 if spaced else 0.0)
        for column, cell in cells.items()
    ]
    return len(wraps) > 1 and not any(wraps) if spaced else not all(wraps)


def _wraps(cell: Line, lines: Sequence[Line] | None, end: float, slack: float) -> bool:
    """Whether a cell goes on with `lines`: its first word had not room, but for `slack` em, up to the column's end."""
    if not lines:
        return False
    last, first = lines[-1], cell.words[0]
    if cell.base - last.base > 1.45 * cell.size:
        return False
    hangs = cell.x0 > lines[0].x0 + 3 and len(lines[0].plain) > 12
    room = max(end, lines[0].x1) - last.x1
    return hangs or first.x1 - first.x0 + (0.2 + slack) * cell.size > room - 1


def grid_columns(grid: Grid) -> Columns:
    return Columns(tuple((x, x) for x in grid.xs[1:-1]))


def grid_records(rows: Sequence[Line], grid: Grid) -> list[Record]:
    """Rows of print to the rows of a grid; a cell over several rows stands in the first."""
    bands: list[Record] = [{} for _ in grid.ys[1:]]
    for row in rows:
        middle = row.base - 0.3 * row.size
        band = min(max(bisect(grid.ys, middle) - 1, 0), len(bands) - 1)
        posts = [(bound, bound) for bound in grid.xs[1:-1] if _covered(grid, bound, middle)]
        for column, cell in _cells(row, grid.xs[1:-1], posts).items():
            bands[_first_band(grid, band, (cell.x0 + cell.x1) / 2)].setdefault(column, []).append(cell)
    return [band for band in bands if band]


def _covered(grid: Grid, x: float, y: float) -> bool:
    return any(abs((post.x0 + post.x1) / 2 - x) < 6 and post.top - 1 <= y <= post.bottom + 1 for post in grid.posts)


def _first_band(grid: Grid, band: int, x: float) -> int:
    closed: Callable[[float], bool] = lambda y: any(  # noqa: E731
        abs(rule.top - y) < 6 and rule.x0 - 1 <= x <= rule.x1 + 1 for rule in grid.rules
    )
    while band > 0 and not closed(grid.ys[band]):
        band -= 1
    return band
