"""Lines, boxes and images that a page of a PDF draws (pypdfium2), from the top left corner of the page as held."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pypdfium2 import raw  # type: ignore[import-untyped]

from ingest.parsers.pdf.page import Box, Drawings

_THIN = 2.6
_SHORTEST = 8.0
_MOST = 6000
"""Objects of a page that are looked at: a map may have a million."""

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Place:
    """The page's crop box (left, bottom, right, top) and the quarter turns of its text: how it is to be held."""

    crop: tuple[float, float, float, float]
    turn: int

    @property
    def width(self) -> float:
        left, bottom, right, top = self.crop
        return top - bottom if self.turn % 2 else right - left

    @property
    def height(self) -> float:
        left, bottom, right, top = self.crop
        return right - left if self.turn % 2 else top - bottom

    def point(self, x: float, y: float) -> _Point:
        left, bottom, right, top = self.crop
        turned = ((x - left, top - y), (y - bottom, x - left), (right - x, y - bottom), (top - y, right - x))
        return turned[self.turn]

    def text(self, start: float, end: float, base: float) -> tuple[float, float, float]:
        """Start, end and base line of text whose `start` and `end` are measured along the line."""
        if self.turn % 2:
            (first, level), (second, _) = self.point(base, start), self.point(base, end)
        else:
            (first, level), (second, _) = self.point(start, base), self.point(end, base)
        return min(first, second), max(first, second), level

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        (left, top), (right, bottom) = self.point(x0, y0), self.point(x1, y1)
        return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


@dataclass(slots=True)
class _Found:
    rules: list[Box]
    posts: list[Box]
    fills: list[Box]
    images: list[Box]
    shapes: list[Box]
    inked: list[Box]

    def freeze(self) -> Drawings:
        return Drawings(*map(tuple, (self.rules, self.posts, self.fills, self.images, self.shapes, self.inked)))


def read_drawings(page: object, place: Place) -> Drawings:
    """The drawings of a page. White boxes count as fills: the cells of a table may be white."""
    found = _Found([], [], [], [], [], [])
    for count, (item, matrix) in enumerate(_objects(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _PLAIN)):
        if count == _MOST:
            break
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _sort_path(item, matrix, place, found)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            found.images.append(_bounds(item, matrix, place))
            found.inked.append(found.images[-1])
    return found.freeze()


def _objects(
    parent: object, count: object, get: object, matrix: _Matrix, depth: int = 0
) -> Iterator[tuple[object, _Matrix]]:
    """Objects with the matrix of the forms that they stand in."""
    for index in range(count(parent)):  # type: ignore[operator]
        item = get(parent, index)  # type: ignore[operator]
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < 8:
            inner = _times(_matrix(item), matrix)
            yield from _objects(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix(item: object) -> _Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    (a, b), (c, d) = _moved(one[:2], two, shift=False), _moved(one[2:4], two, shift=False)
    e, f = _moved(one[4:], two)
    return (a, b, c, d, e, f)


def _moved(point: tuple[float, ...], matrix: _Matrix, *, shift: bool = True) -> _Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return x * a + y * c + e * shift, x * b + y * d + f * shift


def _bounds(item: object, matrix: _Matrix, place: Place) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    first, second = _moved((left.value, bottom.value), matrix), _moved((right.value, top.value), matrix)
    return place.box(*first, *second)


def _sort_path(item: object, matrix: _Matrix, place: Place, found: _Found) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value):
        return  # it only clips
    box = _bounds(item, matrix, place)
    if fill.value and not _is_white(item):
        found.inked.append(box)
    count = raw.FPDFPath_CountSegments(item)
    if box.height <= _THIN or box.width <= _THIN:
        _sort_lines([box], found)
    elif fill.value and count <= 5:
        found.fills.append(box)
    else:
        lines = list(_straight(item, count, _times(_matrix(item), matrix), place))
        _sort_lines(lines, found)
        if len(lines) < count - 1 or not lines:
            found.shapes.append(box)


def _is_white(item: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
    raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return min(red.value, green.value, blue.value) > 250 or alpha.value == 0


def _sort_lines(lines: Iterable[Box], found: _Found) -> None:
    for line in lines:
        if line.height <= _THIN and line.width >= _SHORTEST:
            found.rules.append(line)
        elif line.width <= _THIN and line.height >= _SHORTEST:
            found.posts.append(line)
        else:
            found.shapes.append(line)


def _straight(item: object, count: int, matrix: _Matrix, place: Place) -> Iterator[Box]:
    """The level and upright lines of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    last: _Point | None = None
    for index in range(min(count, 400)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved((x.value, y.value), matrix)
        if last is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            line = place.box(*last, *point)
            if min(line.width, line.height) <= _THIN / 2:
                yield line
        last = point
