"""What a page prints besides the text: running heads and feet, page numbers, notices that every page repeats."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.parsers.pdf.page import Line, Page

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:page|seite|p\.?)?\s*\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]|[ivxl]{1,6}", re.IGNORECASE
)
_LINK = re.compile(r"(?:doi:?\s*|https?://|www\.)\S+", re.IGNORECASE)
_ENTRY = re.compile(r"(?:\.\s?){5,}\s*(?:\d{1,4}|[ivxl]{1,6})?$")
_GRID = 3.0
"""Points within which two pages' lines stand at the same place."""


def without_furniture(pages: Sequence[Page], body_size: float) -> list[Page]:
    """The pages with the lines of their text alone."""
    found = list(pages)
    for _ in range(3):  # a running head of several lines goes line by line
        drop = [_repeated(found), _running(found, body_size), _numbers(found)]
        found = [_less(page, [lines[at] for lines in drop]) for at, page in enumerate(found)]
    return found


def _less(page: Page, drop: Sequence[set[int]]) -> Page:
    gone = set().union(*drop)
    return replace(page, lines=tuple(line for at, line in enumerate(page.lines) if at not in gone)) if gone else page


def _repeated(pages: Sequence[Page]) -> list[set[int]]:
    """Lines that many pages print at one place, digits apart."""
    count = Counter(key for page in pages for key in {_key(line) for line in page.lines})
    least = max(2 if len(pages) < 5 else 3, 0.25 * len(pages))
    everywhere = {key for key, times in count.items() if times >= max(3, 0.6 * len(pages))}
    heads = {text for (text, _), times in count.items() if times >= least and len(text) > 12}
    return [
        {
            at
            for at, line in enumerate(page.lines)
            if _key(line) in everywhere
            or (_marginal(page, line) and (count[_key(line)] >= least or _key(line)[0] in heads))
        }
        for page in pages
    ]


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.plain.casefold()), round(line.base / _GRID)


def _marginal(page: Page, line: Line) -> bool:
    return line.base < 0.12 * page.height or line.base > 0.89 * page.height


def _running(pages: Sequence[Page], body_size: float) -> list[set[int]]:
    """Small outermost lines at a place where most pages have one that stands apart from the text below or above it.

    A running head that names the chapter differs from page to page; the title of a slide is larger than its text.
    """
    outer = [tuple(_outermost(page, body_size)) for page in pages]
    count = Counter(place for places in outer for place in set(places))
    enough = max(3, 0.5 * len(pages))
    return [
        {
            at
            for at, line in enumerate(page.lines)
            if _marginal(page, line) and _place(line) in places and count[_place(line)] >= enough
        }
        for page, places in zip(pages, outer, strict=True)
    ]


def _place(line: Line) -> int:
    return round(line.base / _GRID)


def _outermost(page: Page, body_size: float) -> Iterator[int]:
    bases = sorted({round(line.base) for line in page.lines})
    for edge, inner in ((bases[:1], bases[1:2]), (bases[-1:], bases[-2:-1])):
        lines = [line for line in page.lines if edge and round(line.base) == edge[0]]
        apart = not inner or any(abs(inner[0] - edge[0]) > 1.7 * line.size for line in lines)
        if lines and apart and all(line.size <= body_size * 1.05 and not line.font.bold for line in lines):
            yield _place(lines[0])


def _numbers(pages: Sequence[Page]) -> list[set[int]]:
    """Page numbers and links that stand alone on the outermost line of a page; entries of a table of contents."""
    return [
        {at for at, line in enumerate(page.lines) if _is_number(page, line) or round(line.base) in entries}
        for page, entries in ((page, _entries(page)) for page in pages)
    ]


def _entries(page: Page) -> set[int]:
    return {round(line.base) for line in page.lines if _ENTRY.search(line.plain)}


def _is_number(page: Page, line: Line) -> bool:
    if not _marginal(page, line) or not (_NUMBER.fullmatch(line.plain) or _LINK.fullmatch(line.plain)):
        return False
    others = [other for other in page.lines if other is not line]
    above = any(other.base < line.base + 2 for other in others)
    below = any(other.base > line.base - 2 for other in others)
    return not (above and below)
