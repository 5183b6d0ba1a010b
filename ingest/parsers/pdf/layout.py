"""The reading order of a page: columns from left to right, between what goes across them from top to bottom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.parsers.pdf.page import Box, Line

_FULL = 0.6
"""Of the width of its column: a line of running text is at least so long."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of text, or a block (a table) that is read as one: then `line` is None and `block` its number."""

    box: Box
    line: Line | None = None
    block: int = -1


@dataclass(frozen=True, slots=True)
class _Split:
    left: list[Item]
    right: list[Item]
    across: list[Item]
    support: int


def columns(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Groups of items in reading order; a group is a column, a part of one, or what goes across."""
    split = _best_split(items)
    if split is None:
        yield from _blocks(items)
        return
    zones = _zones(split)
    taken = {id(item) for zone in zones for item in zone}
    left, right = ([item for item in side if id(item) not in taken] for side in (split.left, split.right))
    start = float("-inf")
    for zone in zones:
        top = min(item.box.top for item in zone)
        yield from _beside((left, right), start, top)
        yield from columns(zone) if len(zone) < len(items) else _blocks(zone)
        start = top
    yield from _beside((left, right), start, float("inf"))


def _blocks(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Lines of one column, from top to bottom, parted by the blocks between them."""
    run: list[Item] = []
    for item in sorted(items, key=lambda one: one.box.top):
        if item.line is None:
            if run:
                yield run
            yield [item]
            run = []
        else:
            run.append(item)
    if run:
        yield run


def _beside(sides: tuple[list[Item], list[Item]], start: float, end: float) -> Iterator[list[Item]]:
    for side in sides:
        part = [item for item in side if start <= _middle(item) < end]
        if part:
            yield from columns(part)


def _middle(item: Item) -> float:
    return (item.box.top + item.box.bottom) / 2


def _zones(split: _Split) -> list[list[Item]]:
    """What goes across in runs without a gap, each with what stands at its side and the short lines it ends with."""
    runs: list[list[Item]] = []
    for item in sorted(split.across, key=lambda one: one.box.top):
        if runs and item.line and _adjoins(runs[-1][-1], item, split.right):
            runs[-1].append(item)
        else:
            runs.append([item])
    for run in runs:
        run.extend(_ends(run[-1], split))
    zones = [[*run, *_at_side(run, split)] for run in runs]
    return [
        [*_above(zone, split), *zone] if len(zone) > len(run) else zone for run, zone in zip(runs, zones, strict=True)
    ]


def _adjoins(last: Item, item: Item, right: Sequence[Item]) -> bool:
    """Whether there are no columns between two items that go across."""
    gap = item.box.top - last.box.bottom
    between = any(last.box.bottom < _middle(other) < item.box.top for other in right)
    return gap < 1.2 * item.box.height or (gap < 4 * item.box.height and not between)


def _above(zone: Sequence[Item], split: _Split) -> Iterator[Item]:
    """The headings of a text and of what stands at its side: right above, flush with them."""
    top, height = zone[0].box.top, zone[0].box.height
    for item in (*split.left, *split.right):
        if top - 4 * height < item.box.bottom <= top + 1 and any(abs(item.box.x0 - part.box.x0) < 2 for part in zone):
            yield item


def _ends(last: Item, split: _Split) -> Iterator[Item]:
    """A short line that goes on below one that goes across, if nothing stands beside it."""
    for item in split.left:
        follows = 0 < item.box.top - last.box.top < 1.7 * last.box.height and abs(item.box.x0 - last.box.x0) < 2
        if last.line and item.line and item.line.font == last.line.font and follows:
            if not any(other.box.top < _middle(item) < other.box.bottom for other in split.right):
                yield item
            return


def _at_side(run: Sequence[Item], split: _Split) -> Iterator[Item]:
    top, bottom = run[0].box.top, max(item.box.bottom for item in run)
    own = {id(item) for item in run}
    for item in (*split.left, *split.right):
        if top < _middle(item) < bottom and id(item) not in own:
            yield item


def _best_split(items: Sequence[Item]) -> _Split | None:
    """The gutter that most full lines stand on both sides of; None where the items are one column."""
    best: _Split | None = None
    for start in _starts(items):
        split = _split(items, start)
        if split.support >= 3 and (best is None or split.support > best.support):
            best = split
    return best


def _starts(items: Sequence[Item]) -> list[float]:
    """Left edges that several lines share, the first apart."""
    edges = sorted(item.box.x0 for item in items if item.line is not None)
    shared = {edge for at, edge in enumerate(edges) if at + 2 < len(edges) and edges[at + 2] - edge < 2}
    found: list[float] = []
    for edge in sorted(shared):
        if not found or edge - found[-1] > 2:
            found.append(edge)
    return found


def _split(items: Sequence[Item], start: float) -> _Split:
    right = [item for item in items if item.box.x0 >= start - (1 if item.line else 8)]
    others = [item for item in items if item.box.x0 < start - (1 if item.line else 8)]
    left = [item for item in others if item.box.x1 < start - 3]
    across = [item for item in others if item.box.x1 >= start - 3]
    return _Split(left, right, across, _support(left, right, across, start))


def _support(left: Sequence[Item], right: Sequence[Item], across: Sequence[Item], start: float) -> int:
    if not left or not right:
        return 0
    first, last = min(item.box.x0 for item in left), max(item.box.x1 for item in right)
    if not across and start - max(item.box.x1 for item in left) > 8 and _is_side_box(left, right, last - start):
        return len(left)
    full_left = [item for item in left if item.line and item.box.width >= _FULL * (start - first)]
    full_right = [item for item in right if item.line and item.box.width >= _FULL * (last - start)]
    return min(_level_with(full_left, full_right), _level_with(full_right, full_left))


def _is_side_box(left: Sequence[Item], right: Sequence[Item], width: float) -> bool:
    """A narrow column of short lines (keywords, dates) beside one of running text."""
    full = [item for item in right if item.line and item.box.width >= 0.9 * width]
    return len(full) >= 4 and len(full) > 0.5 * len(right) and 3 <= len(left) < len(right)


def _level_with(items: Sequence[Item], others: Sequence[Item]) -> int:
    """How many stand within the height of the others."""
    if not others:
        return 0
    top, bottom = min(item.box.top for item in others), max(item.box.bottom for item in others)
    return sum(1 for item in items if item.box.bottom > top and item.box.top < bottom)
