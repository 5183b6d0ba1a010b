"""The numbers that Word prints before the items of a list (lxml): "3.", "(b)", "2.1"."""

import re
from collections import defaultdict
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from ingest.parsers.numerals import numeral

_FORMS = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}


@dataclass(frozen=True, slots=True)
class _Level:
    form: str | None
    """None: a bullet, or a number that is not read."""
    text: str
    start: int


class Numbering:
    """Counts items as they come. `root`: the element of the part of numbering, if the file has one."""

    def __init__(self, root: etree._Element | None) -> None:
        abstract = [] if root is None else root.findall(qn("w:abstractNum"))
        numbers = [] if root is None else root.findall(qn("w:num"))
        levels = {_attribute(each, "w:abstractNumId"): _levels(each) for each in abstract}
        self._list = {_attribute(num, "w:numId"): _child(num, "w:abstractNumId") for num in numbers}
        self._restarts = {_attribute(num, "w:numId"): _restarts(num) for num in numbers}
        self._levels = levels
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def number(self, item: str, level: int) -> str:
        """The number of the next item of a list, at a level; empty for a bullet."""
        name = self._list.get(item, "")
        levels, counts = self._levels.get(name, {}), self._counts[name]
        if level not in levels:
            return ""
        for restarted, start in self._restarts.pop(item, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if levels[level].form is None:
            return ""
        return re.sub(r"%([1-9])", lambda place: _written(levels, counts, int(place[1]) - 1), levels[level].text)


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    known = levels.get(level)
    return "" if known is None or known.form is None else numeral(counts.get(level, known.start), known.form)


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    found = {}
    for level in abstract.findall(qn("w:lvl")):
        form = _FORMS.get(_child(level, "w:numFmt") or "decimal")
        found[_whole(_attribute(level, "w:ilvl"), 0)] = _Level(
            form, _child(level, "w:lvlText"), _whole(_child(level, "w:start"), 1)
        )
    return found


def _restarts(number: etree._Element) -> dict[int, int]:
    overrides = [each for each in number.findall(qn("w:lvlOverride")) if each.find(qn("w:startOverride")) is not None]
    return {_whole(_attribute(each, "w:ilvl"), 0): _whole(_child(each, "w:startOverride"), 1) for each in overrides}


def _attribute(element: etree._Element, name: str) -> str:
    return element.get(qn(name), "")


def _child(element: etree._Element, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else _attribute(found, "w:val")


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
