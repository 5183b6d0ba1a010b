"""Drawn lines that rule a table: level edges over its width, and grids of level and upright lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.parsers.pdf.page import Box, Drawings

_NEAR = 3.0
_MOST = 1200
"""Lines of a page that are looked at for grids: more are a drawing."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines that touch one another, with `xs` and `ys` where they stand."""

    box: Box
    rules: tuple[Box, ...]
    posts: tuple[Box, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]


def level_edges(drawings: Drawings) -> list[Box]:
    """Level lines and the upper and lower edges of boxes, those that touch end to end as one, from top to bottom."""
    edges = [Box(rule.x0, _mid(rule), rule.x1, _mid(rule)) for rule in drawings.rules]
    for box in (*drawings.fills, *drawings.images):
        edges.extend(Box(box.x0, y, box.x1, y) for y in (box.top, box.bottom))
    return sorted(_end_to_end(edges), key=lambda edge: edge.top)


def _mid(rule: Box) -> float:
    return (rule.top + rule.bottom) / 2


def _end_to_end(edges: Iterable[Box]) -> list[Box]:
    """Edges on one level (within 1.6 points) that touch, joined."""
    joined: list[Box] = []
    levels: list[list[Box]] = []
    for edge in sorted(edges, key=lambda one: one.top):
        if levels and edge.top - levels[-1][0].top < 1.6:
            levels[-1].append(edge)
        else:
            levels.append([edge])
    for level in levels:
        for edge in sorted(level, key=lambda one: one.x0):
            last = joined[-1] if joined else None
            if last and abs(last.top - level[0].top) < 1.6 and edge.x0 - last.x1 < _NEAR:
                joined[-1] = Box(last.x0, last.top, max(last.x1, edge.x1), last.top)
            else:
                joined.append(Box(edge.x0, level[0].top, edge.x1, level[0].top))
    return joined


def grids(drawings: Drawings) -> list[Grid]:
    """Lines that touch, where they part an area into at least two columns and two rows."""
    if len(drawings.rules) + len(drawings.posts) > _MOST:
        return []
    rules = _end_to_end(Box(rule.x0, _mid(rule), rule.x1, _mid(rule)) for rule in drawings.rules)
    posts = list(drawings.posts)
    found = (_grid(part) for part in _connected(rules, posts))
    return [grid for grid in found if len(grid.xs) > 2 and len(grid.ys) > 2]


def _connected(rules: Sequence[Box], posts: Sequence[Box]) -> list[tuple[list[Box], list[Box]]]:
    """Rules and posts in groups that touch."""
    groups: list[tuple[list[Box], list[Box]]] = []
    for post in posts:
        touched = [rule for rule in rules if _touch(rule, post)]
        alike = [group for group in groups if any(rule in group[0] for rule in touched)]
        merged: tuple[list[Box], list[Box]] = (list(touched), [post])
        for group in alike:
            merged[0].extend(rule for rule in group[0] if rule not in merged[0])
            merged[1].extend(group[1])
            groups.remove(group)
        groups.append(merged)
    return groups


def _touch(rule: Box, post: Box) -> bool:
    level = post.top - _NEAR <= rule.top <= post.bottom + _NEAR
    return level and rule.x0 - _NEAR <= (post.x0 + post.x1) / 2 <= rule.x1 + _NEAR


def _grid(part: tuple[Sequence[Box], Sequence[Box]]) -> Grid:
    rules, posts = part
    box = posts[0]
    for other in (*rules, *posts):
        box = box.with_(other)
    xs = _apart([box.x0, box.x1, *((post.x0 + post.x1) / 2 for post in posts)])
    ys = _apart([box.top, box.bottom, *(rule.top for rule in rules)])
    return Grid(box, tuple(rules), tuple(posts), xs, ys)


def _apart(places: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > 2 * _NEAR:
            found.append(place)
    return tuple(found)
