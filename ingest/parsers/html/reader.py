"""From the elements of an article to lines, headings and tables (lxml). Reads on, however deep elements are nested."""

import re

from lxml import etree
from lxml.html import HtmlElement

from ingest.parsers.html.tables import cells, is_data
from ingest.parsers.numerals import numeral
from ingest.parsers.outline import Outline, is_abstract
from ingest.parsers.raised import raised
from ingest.parsers.text import one_line
from ingest.parsers.xml.mathml import math_text

_BLOCKS = set(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure form header"
    " hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SECTIONS = {"section", "article", "main"}
_LABELS = re.compile(
    r"(?:background|objectives?|aims?|purpose|introduction|context|importance|rationale|(?:materials|patients|subjects)"
    r" and methods|methods?|methods?/design|study design|design|setting|participants|patients|interventions?"
    r"|main outcomes?(?: and| measures?)*|outcomes?|results|findings|interpretation|conclusions?|discussion|funding"
    r"|limitations?|significance|trial registration)[.:]?",
    re.IGNORECASE,
)
_RUN_IN = 7
"""The level of a label in bold at the start of a paragraph: below all headings."""


def read(element: HtmlElement, outline: Outline) -> None:
    """Tells an outline what an element holds."""
    _Reader(outline).read(element)


def cell_text(cell: HtmlElement) -> str:
    """The lines of a cell, blanks between them."""
    outline = Outline()
    reader = _Reader(outline, tables=False)
    reader.read(cell)
    return one_line(" ".join(section.text for section in outline.sections()))


class _Reader:
    """`text` is the line being read, `prefix` the number or term that it will begin with."""

    def __init__(self, outline: Outline, tables: bool = True) -> None:
        self._outline = outline
        self._tables = tables
        self._text = ""
        self._prefix = ""
        self._level: int | None = None
        self._depths: list[int] = []
        self._places: list[int] = []

    def read(self, root: HtmlElement) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        whole = None
        for event, element in walk:
            if event == "start" and self._whole(element):
                walk.skip_subtree()
                whole = element
            elif event == "start":
                self._start(element)
                self._add(element.text)
            else:
                if element is not whole:
                    self._end(element)
                if element is not root:
                    self._add(element.tail)
        self._break()

    def _whole(self, element: HtmlElement) -> bool:
        """Elements that are read at once."""
        if element.tag == "sup":
            self._text += raised(one_line(element.text_content()), self._text, element.tail or "", _is_linked(element))
        elif element.tag == "math":
            self._text += math_text(element)
        elif element.tag == "table" and self._tables and is_data(element):
            self._break()
            caption = element.find("caption")
            self._outline.table(cells(element, cell_text), "" if caption is None else cell_text(caption))
        else:
            return False
        return True

    def _start(self, element: HtmlElement) -> None:
        level = _level(element) or self._run_in(element)
        if level and self._tables:
            self._break()
            self._level = level
        elif level or element.tag in _BLOCKS or element.tag == "br":
            self._break()
        if element.tag in ("ol", "ul"):
            self._places.append(_whole_number(element.get("start"), 1))
        if element.tag == "li":
            place = _whole_number(element.get("value"), self._places[-1] if self._places else 1)
            self._places[-1:] = [place + 1]
            self._prefix = _number(element, place)
        if element.tag in _BLOCKS:
            self._depths.append(self._outline.depth)

    def _end(self, element: HtmlElement) -> None:
        if element.tag == "dt" and self._text.strip():
            self._prefix, self._text = _term(self._text, element), ""
        if self._level == _RUN_IN:
            element.tail = (element.tail or "").lstrip(" :.\n")
        if self._level and (_level(element) or self._level == _RUN_IN):
            level, self._level = self._level, None
            self._outline.heading(level, self._text.strip(" .") if level == _RUN_IN else self._text)
            self._text = ""
        elif element.tag in _BLOCKS:
            self._break()
        if element.tag in ("li", "dl"):
            self._prefix = ""
        if element.tag in ("ol", "ul"):
            self._places.pop()
        if element.tag in _BLOCKS:
            depth = self._depths.pop()
            (self._outline.close if element.tag in _SECTIONS else self._outline.close_left_out)(depth)

    def _add(self, text: str | None) -> None:
        text = re.sub(r"\s+", " ", text or "")
        self._text += text if self._text.strip() else text.lstrip()

    def _break(self) -> None:
        """Ends a line; within a heading a line's end is a blank."""
        if self._level:
            self._text += " "
        elif one_line(self._text):
            self._outline.line(self._prefix + self._text)
            self._text = self._prefix = ""
        else:
            self._text = ""

    def _run_in(self, element: HtmlElement) -> int | None:
        """A label in bold that opens a paragraph of an abstract is a heading."""
        path = self._outline.path
        if element.tag not in ("b", "strong") or self._text.strip() or not (path and is_abstract(path[0])):
            return None
        return _RUN_IN if _LABELS.fullmatch(one_line(element.text_content())) and (element.tail or "").strip() else None


def _level(element: HtmlElement) -> int | None:
    tag = str(element.tag)
    if re.fullmatch("h[1-6]", tag):
        return int(tag[1])
    level = element.get("aria-level", "2") if element.get("role") == "heading" else ""
    return min(max(int(level), 1), 6) if re.fullmatch("[0-9]", level) else None


def _is_linked(raised_text: HtmlElement) -> bool:
    """Whether raised text leads to a note or a reference on the page."""
    parent = raised_text.getparent()
    links = [*raised_text.iter("a"), *([parent] if parent is not None and parent.tag == "a" else [])]
    return any("#" in link.get("href", "") for link in links)


def _term(text: str, element: HtmlElement) -> str:
    """A term before its definition, which stands on the same line."""
    text = one_line(text)
    return text + (" " if text.endswith((":", ".", "\u2013", "-", "=")) else ": ")


def _number(item: HtmlElement, place: int) -> str:
    """The number that a browser prints before an item, with its blank."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in (parent.get("style", "") + item.get("style", "")):
        return ""
    number = numeral(place, parent.get("type", "1"))
    return "" if re.match(rf"\W*{number}\b", item.text_content()) else f"{number}. "


def _whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text.strip()) else otherwise
