"""What the styles of a Word file say of its paragraphs and runs, down the chain of styles they are based on (lxml)."""

import re
from collections.abc import Iterator, Sequence

from docx.oxml.ns import qn
from lxml import etree

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LEFT_OUT = re.compile(r"toc (?:\d|heading)|table of figures|(?:endnote )?bibliography|index \d", re.IGNORECASE)
_OFF = ("0", "false", "off")
_BODY_LEVEL = 9
_SMALLEST = 4
"""Half-points: type that nobody reads."""
_WHITE = re.compile("F[A-F0-9]F[A-F0-9]F[A-F0-9]")


class Styles:
    """`root`: the element of the part of styles, if the file has one."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = [] if root is None else root.findall(qn("w:style"))
        self._by_id = {style.get(qn("w:styleId"), ""): style for style in styles}

    def heading_level(self, paragraph: etree._Element) -> int | None:
        """1 for the highest; None for a paragraph that is no heading. What stands nearest to the text holds."""
        level = _value(paragraph, "w:pPr/w:outlineLvl")
        for style in self._of(paragraph):
            named = _HEADING.fullmatch(_value(style, "w:name") or "")
            level = level or (str(int(named[1]) - 1) if named else _value(style, "w:pPr/w:outlineLvl"))
        return int(level) + 1 if level and level.isdigit() and int(level) < _BODY_LEVEL else None

    def is_title(self, paragraph: etree._Element) -> bool:
        return any((_value(style, "w:name") or "").casefold() == "title" for style in self._of(paragraph))

    def is_left_out(self, paragraph: etree._Element) -> bool:
        """Lines of a table of contents or of a bibliography."""
        return any(_LEFT_OUT.fullmatch(_value(style, "w:name") or "") for style in self._of(paragraph))

    def is_hidden(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Vanished, too small to read, or white where nothing dark lies behind it."""
        sources = [run, *self._chain(_value(run, "w:rPr/w:rStyle")), *self._of(paragraph)]
        stated = (source.find(qn("w:rPr") + "/" + qn("w:vanish")) for source in sources)
        vanish = next((mark for mark in stated if mark is not None), None)
        if vanish is not None and vanish.get(qn("w:val"), "1") not in _OFF:
            return True
        size, colour = (next(filter(None, (_value(s, f"w:rPr/w:{n}") for s in sources)), "") for n in ("sz", "color"))
        if size.isdecimal() and int(size) < _SMALLEST:
            return True
        return bool(_WHITE.fullmatch(colour.upper())) and not _is_shaded([*sources, paragraph])

    def is_raised(self, run: etree._Element) -> bool:
        sources = [run, *self._chain(_value(run, "w:rPr/w:rStyle"))]
        stated = (_value(source, "w:rPr/w:vertAlign") for source in sources)
        return next(filter(None, stated), None) == "superscript"

    def numbering(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list of a paragraph and its level in it."""
        for source in (paragraph, *self._of(paragraph)):
            number = _value(source, "w:pPr/w:numPr/w:numId")
            if number is not None:
                level = _value(source, "w:pPr/w:numPr/w:ilvl") or "0"
                return (number, int(level)) if number != "0" and level.isdigit() else None
        return None

    def _of(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        return self._chain(_value(paragraph, "w:pPr/w:pStyle"))

    def _chain(self, name: str | None) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while name and name in self._by_id and name not in seen:
            seen.add(name)
            yield self._by_id[name]
            name = _value(self._by_id[name], "w:basedOn")


def _is_shaded(sources: Sequence[etree._Element]) -> bool:
    """Whether a colour lies behind text: its own, its paragraph's, that of a cell, a table of some style, a box."""
    own = any(_is_dark(mark) for source in sources for mark in source.iterfind("*/*"))
    around = [etree.QName(above).localname for above in sources[-1].iterancestors()]
    return own or "txbxContent" in around or ("tbl" in around and _is_shaded_table(sources[-1]))


def _is_shaded_table(paragraph: etree._Element) -> bool:
    tables = list(paragraph.iterancestors(qn("w:tbl")))
    shades = [mark for table in tables for mark in table.iter(qn("w:shd"))]
    return any(map(_is_dark, shades)) or any(next(table.iter(qn("w:tblStyle")), None) is not None for table in tables)


def _is_dark(mark: etree._Element) -> bool:
    if mark.tag == qn("w:highlight"):
        return mark.get(qn("w:val")) not in ("white", "none")
    return mark.tag == qn("w:shd") and mark.get(qn("w:fill"), "auto").upper() not in ("AUTO", "FFFFFF")


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find("/".join(map(qn, path.split("/"))))
    return None if found is None else found.get(qn("w:val"))
