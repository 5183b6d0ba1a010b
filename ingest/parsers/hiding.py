"""What style properties hide from a reader: not shown at all, without ink, without size, cut away, off the page."""

import re
from collections.abc import Mapping

_NUMBER = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%|vw|vh|in|cm|mm|pc|ex|ch)?")
_FACTOR = {"pt": 1.33, "em": 16, "rem": 16, "vw": 12.8, "vh": 8, "in": 96, "cm": 38, "mm": 3.8, "pc": 16, "ex": 8}
_CLEAR = re.compile(r"transparent|#[0-9a-f]{3}0|#[0-9a-f]{6}00|(?:rgba?|hsla?)\((?:.*,.*,.*,|.*/)0(?:\.0\d*)?%?\)")
_ALWAYS = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "content-visibility": re.compile("hidden"),
    "filter": re.compile(r".*opacity\(0(?:\.0\d*)?%?\).*"),
    "transform": re.compile(
        r".*(?:scale(?:3d|x|y)?\(0(?:\.0+)?[,)]|translate(?:3d|x|y)?\(-?\d{4,}|translate\([^,]*,-\d{4,}).*"
    ),
    "clip": re.compile(r"rect\((?:[01](?:px)?[, ]*){4}\)"),
    "clip-path": re.compile(r"(?:inset\((?:[5-9]\d|100)%.*|circle\(0.*|polygon\((?:0[a-z%]* ?0[a-z%]*,? ?)+\))"),
}
_FAR = {"left": -100, "top": -100, "text-indent": -100}
_FAR |= dict.fromkeys(("right", "bottom", "margin-left", "margin-top"), -1000)  # less centres a box
_SMALLEST = 2
"""Pixels of type that nobody reads."""
_FAINT = 0.1
_LONGEST = 200
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")


def declared(style: str) -> dict[str, str]:
    """A style attribute by property, in lower case, without blanks and `!important`."""
    return {name.lower(): compact(value) for name, value in _DECLARATION.findall(style)}


def compact(value: str) -> str:
    """One value so that the patterns here meet it; nothing of one that is longer than any that hides."""
    return (
        re.sub(r"\s*!important|(?<=[,(/])\s+|\s+(?=[,)/])", "", value.strip().lower()) if len(value) < _LONGEST else ""
    )


def hides(style: Mapping[str, str]) -> bool:
    """Whether a reader sees nothing of what has these properties, whatever stands around it."""
    if any(value in style and pattern.fullmatch(style[value]) for value, pattern in _ALWAYS.items()):
        return True
    opacity, zoom = _size(style.get("opacity", "")), _size(style.get("zoom", ""))
    if (opacity is not None and opacity < _FAINT) or zoom == 0 or is_tiny(style) or _is_clear(style):
        return True
    if any((_size(style.get(name, "")) or 0) <= far for name, far in _FAR.items()):
        return True
    cut = any(style.get(name, "") in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y"))
    sides = (_size(style.get(name, "")) for name in ("height", "max-height", "width", "max-width"))
    return cut and any(side is not None and side <= 1 for side in sides)


def is_tiny(style: Mapping[str, str]) -> bool:
    size = _size(style.get("font-size", "") or _type_size(style.get("font", "")))
    return size is not None and size < _SMALLEST


def _is_clear(style: Mapping[str, str]) -> bool:
    """Without ink, unless the background is what fills the letters."""
    clear = any(_CLEAR.fullmatch(style.get(name, "")) for name in ("color", "-webkit-text-fill-color"))
    return clear and "text" not in (style.get("background-clip"), style.get("-webkit-background-clip"))


def _size(value: str) -> float | None:
    """In pixels; of a percentage of type its share of 16."""
    found = _NUMBER.fullmatch(value)
    if not found:
        return None
    return float(found[1]) * (0.16 if found[2] == "%" else _FACTOR.get(found[2] or "", 1))


def _type_size(font: str) -> str:
    """The size in the shorthand `font`: `0/0 a`."""
    return next((part.split("/")[0] for part in font.split() if _NUMBER.fullmatch(part.split("/")[0])), "")
