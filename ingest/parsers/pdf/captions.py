"""How a table or figure is named in print, and figures: what is drawn above a caption is no text to quote."""

import re
from collections.abc import Callable, Sequence

from ingest.parsers.pdf.page import Box, Drawings, Font, Line, Page

_TABLE = re.compile(
    r"(?:supplementary |supplemental |appendix |web)?(?:e?table|tab\.|tabelle)\s?[A-Z]?[\dIVX]+[A-Z]?(?:\.\d+)*\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?:supplementary |supplemental |appendix )?(?:e?fig(?:ure|\.)?|abb(?:ildung|\.)?)\s?[A-Z]?\d+", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:and|in|of|on|is|was|are|were|shows?|showed|lists?|gives?|presents?|summari[sz]es?"
    r"|provides?|describes?|illustrates?|depicts?|displays?|below|above|for|to|at)\b"
)
"""What goes on after "Table 1" in a sentence."""


def names_table(text: str) -> bool:
    """Whether a line begins the caption of a table, not a sentence about one."""
    return _names(_TABLE, text)


def names_figure(text: str) -> bool:
    return _names(_FIGURE, text)


def captions(lines: Sequence[Line], names: Callable[[str], bool]) -> list[Line]:
    """Lines that begin a caption, from top to bottom: not those that go on with a paragraph."""
    found = [line for line in lines if names(line.plain)]
    return sorted((line for line in found if not _goes_on(line, lines)), key=lambda line: line.base)


def _goes_on(line: Line, lines: Sequence[Line]) -> bool:
    return any(
        other.font == line.font
        and 0.8 * line.size < line.base - other.base < 1.4 * line.size
        and abs(other.x0 - line.x0) < 3 * line.size
        and other.plain[-1:] not in ".!?"
        for other in lines
    )


def _names(pattern: re.Pattern[str], text: str) -> bool:
    match = pattern.match(text)
    return (
        match is not None and not _SENTENCE.match(text, match.end()) and text[match.end() :][:1] not in (",", ")", ";")
    )


def without_figures(page: Page, lines: Sequence[Line], body: Font) -> list[Line]:
    """The lines without the lettering of figures: other type than the text's, drawn on, above a figure's caption."""
    gone: set[int] = set()
    drawn = _drawn(page.drawings)
    for caption in captions(lines, names_figure):
        gone |= _lettering(caption, lines, drawn, body)
    return [line for at, line in enumerate(lines) if at not in gone]


def _drawn(drawings: Drawings) -> list[Box]:
    return [*drawings.images, *drawings.shapes, *drawings.fills, *drawings.posts, *drawings.rules]


def _lettering(caption: Line, lines: Sequence[Line], drawn: Sequence[Box], body: Font) -> set[int]:
    """Numbers of the lines above `caption`, back to the last line of text, that stand in the figure's bounds."""
    bottom = caption.box.top
    reach = _reach(caption, lines)
    texts = [line.base for line in lines if line.base < bottom and _is_text(line, body) and _over(line.box, reach)]
    top = max(texts, default=0.0)
    bounds: Box | None = None
    for box in drawn:
        if box.bottom > top and box.top < bottom and _over(box, reach):
            part = Box(box.x0, max(box.top, top), box.x1, min(box.bottom, bottom))
            bounds = part if bounds is None else bounds.with_(part)
    if bounds is None or bounds.height < 30:
        return set()
    frame = bounds
    return {
        at
        for at, line in enumerate(lines)
        if top < line.base < bottom
        and not names_figure(line.plain)
        and frame.holds((line.x0 + line.x1) / 2, line.base, 12)
    }


def _reach(caption: Line, lines: Sequence[Line]) -> Box:
    """The caption and the lines below it that go on in its type."""
    reach = caption.box
    for line in sorted(lines, key=lambda one: one.base):
        if 0 < line.base - reach.bottom < 1.3 * caption.size and _over(line.box, reach):
            reach = reach.with_(line.box)
    return reach


def _is_text(line: Line, body: Font) -> bool:
    return line.font == body and len(line.words) >= 4


def _over(one: Box, two: Box) -> bool:
    return one.x0 < two.x1 and one.x1 > two.x0
