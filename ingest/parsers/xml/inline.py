"""The running text of an XML element (lxml) of JATS, BMC and PubMed: raised and lowered text, formulas, citations.

text_of    an element's whole text
pieces     the same in pieces, where an element holds lists, tables or figures among its words
"""

import re
from collections.abc import Callable, Container, Iterator

from lxml import etree

from ingest.parsers.text import clean, superscript
from ingest.parsers.xml.mathml import math_text

_OPEN, _CLOSE = "\x02", "\x03"
"""Around a raised citation while a text is put together; no XML text can hold them."""
_RUN = re.compile(rf" *{_OPEN}[^{_CLOSE}]*{_CLOSE}(?:\s*[,;–—-]\s*{_OPEN}[^{_CLOSE}]*{_CLOSE})*")
_LEFT_OUT = {
    *("alt-text", "fn", "graphic", "hr", "index-term", "label", "long-desc", "object-id", "permissions"),
    *("private-char", "ref-list", "sec-meta", "file"),
}
_LINES = {"p", "title", "list-item", "li", "def-item", "disp-quote", "verse-line", "caption"}
_CELLS = {"td", "th", "entry", "table-wrap-foot", "tfoot"}
_FORMULAS = {"math", "inline-formula", "disp-formula", "display-formula", "DispFormula"}
_SOURCES, _NOTES = {"bibr", "ref"}, {"fn", "table-fn"}
_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*")
_LETTERS = re.compile(r"[A-Za-z](?:\s*,\s*\w)*")
_SEVERAL = re.compile(r"(?!st$|nd$|rd$|th$)[a-z]{2,3}")
_INSIDE = re.compile(r"[(\[][^)\]]{0,200}$")
_FURNITURE = re.compile(r"\s*Click here (?:for|to)\b[^\n]{0,60}$")
_PICTURE = "[image]"
_TEX = re.compile(r"\\begin\{document\}\s*\$*(.*?)\$*\s*\\end\{document\}", re.DOTALL)


def text_of(element: etree._Element) -> str:
    """The text as printed: paragraphs and items a line each, `fn` and pictures left out, formulas written once."""
    return "\n".join(piece for piece in pieces(element, (), ()) if isinstance(piece, str))


def pieces(element: etree._Element, blocks: Container[str], floats: Container[str]) -> Iterator[str | etree._Element]:
    """Clean text and the elements within it: `blocks` where they stand, `floats` behind the text around them."""
    writer = _Writer(blocks, floats)
    writer.start(element)
    writer.flush()
    for piece in writer.pieces:
        if not isinstance(piece, str):
            yield piece
        elif text := clean(_RUN.sub(_bracketed, piece)):
            yield text


def _bracketed(run: re.Match[str]) -> str:
    return f" [{re.sub(rf'[{_OPEN}{_CLOSE}]', '', run[0]).strip()}]"


class _Writer:
    def __init__(self, blocks: Container[str] = (), floats: Container[str] = (), raised: bool = False) -> None:
        self.pieces: list[str | etree._Element] = []
        self._blocks, self._floats, self._is_raised = blocks, floats, raised
        self._text = ""
        self._held: list[etree._Element] = []

    def start(self, element: etree._Element) -> None:
        """The whole: a formula by itself is written as one within a sentence is."""
        tag = str(element.tag)
        (_FORMS[tag] if tag in _FORMULAS else _Writer.content)(self, element)

    def content(self, element: etree._Element) -> None:
        self._write(element.text)
        for child in element:
            self._child(child)
            self._write(child.tail)

    def flush(self) -> None:
        self.pieces += [self._text, *self._held]
        self._text, self._held = "", []

    def _write(self, text: str | None) -> None:
        self._text += re.sub(r"\s+", " ", text or "")

    def _child(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in self._blocks:
            self.flush()
            self.pieces.append(element)
        elif tag in self._floats:
            self._held.append(element)
        elif tag in _LEFT_OUT or _hidden(element):
            return
        elif tag in _LINES:
            self._line(element)
        else:
            _FORMS.get(tag, _Writer.content)(self, element)

    def _line(self, element: etree._Element) -> None:
        if not _FURNITURE.fullmatch("".join(element.itertext()).rstrip()):
            self._text += "\n"
            self.content(element)
            self._text += "\n"

    def _raised(self, element: etree._Element) -> None:
        writer = _Writer(raised=True)
        writer.content(element)
        text = writer._text
        if self._is_raised:
            self._text += text
            return
        kinds = {str(link.get("ref-type")) for link in (element, *element.iter("xref"), *element.iterancestors("xref"))}
        cell = any(str(above.tag) in _CELLS for above in element.iterancestors())
        mark = _mark(text.strip(), self._text, bool(kinds & _SOURCES), bool(kinds & _NOTES), cell)
        apart = not self._text.strip(" ").strip("\n") and _starts_note(text.strip(), element.tail or "")
        self._text += mark + " " * (text != text.rstrip() or apart)

    def _link(self, element: etree._Element) -> None:
        kind, text = str(element.get("ref-type")), "".join(element.itertext()).strip()
        if self._is_raised or element.find(".//sup") is not None:
            self.content(element)
        elif kind in _NOTES and len(text) < 4:
            self._raised(element)
        elif kind in _SOURCES and _NUMBERS.fullmatch(text) and _stands_bare(self._text):
            self._text += f"{_OPEN}{text}{_CLOSE}"
        else:
            self.content(element)

    def _group(self, element: etree._Element) -> None:
        """BMC prints the numbers of an `abbrgrp` in square brackets."""
        self._text += f"[{','.join(''.join(number.itertext()).strip() for number in element)}]"

    def _formula(self, element: etree._Element) -> None:
        """A formula that is only a picture must not vanish from its sentence."""
        writer = _Writer()
        writer.content(element)
        text = writer._text.replace(_PICTURE, "").strip() or element.findtext(".//alt-text") or "[formula]"
        label = element.findtext("label") or ""
        self._text += text if element.tag == "inline-formula" else f" {text} {label} "

    def _alternatives(self, element: etree._Element) -> None:
        """One thing in several notations: MathML before TeX, both before the rest."""
        math, tex = element.find("math"), element.find("tex-math")
        chosen = math if math is not None else tex
        if chosen is None:
            self.content(element)
        else:
            self._child(chosen)

    def _math(self, element: etree._Element) -> None:
        self._text += math_text(element)

    def _tex(self, element: etree._Element) -> None:
        written = "".join(element.itertext())
        body = _TEX.search(written)
        parent = element.getparent()
        if parent is None or parent.find("math") is None:
            self._write((body[1] if body else written).strip("$ \n"))

    def _break(self, _: etree._Element) -> None:
        self._text += "\n"

    def _picture(self, element: etree._Element) -> None:
        self._text += element.findtext("alt-text") or _PICTURE


def _hidden(element: etree._Element) -> bool:
    return "display:none" in element.get("style", "").replace(" ", "") or element.get("aria-hidden") == "true"


def _mark(text: str, before: str, source: bool, note: bool, cell: bool) -> str:
    """Raised text after `before`: a citation, a mark of a note, an exponent, or letters."""
    if (source and any(sign.isalnum() for sign in text)) or _lists_sources(text, before):
        return f"{_OPEN}{text.strip('[]() ')}{_CLOSE}"
    letters = _LETTERS.fullmatch(text) or (_SEVERAL.fullmatch(text) and not before[-1:].isalpha())
    if (note or cell) and letters and before[-1:].strip():
        return f" {text}"
    tight = re.sub("[\u2010-\u2012]", "-", "".join(text.split()))
    raised = superscript(tight, "x" if before[-1:] in (*")]}%",) or note else before)
    if raised != tight:
        return raised
    power = before[-1:].isdigit() and re.match(r"[-+−–]?\d", text)
    return f"^{text}" if power else text


def _lists_sources(text: str, before: str) -> bool:
    """Numbers that no link marks as citations: after a full stop or comma, or a list of them after a word."""
    if not _NUMBERS.fullmatch(text) or re.search(r"\d[.,;:]?$", before):
        return False
    return before[-1:] in (".", ",", ";", ":") or (not text.isdigit() and before[-1:].isalpha())


def _starts_note(text: str, after: str) -> bool:
    """Whether raised text opens a line as the mark of a note; a mass number does so too, and belongs to its element."""
    return bool(re.fullmatch(r"[A-Za-z]|\d", text) and re.match("[A-Za-z][a-z]{2}", after))


def _stands_bare(before: str) -> bool:
    """Whether a cited number has no brackets around it and would be read as part of the sentence."""
    return bool(re.search(r"[\w.)%”’]$", before)) or not _INSIDE.search(before)


_FORMS: dict[str, Callable[[_Writer, etree._Element], None]] = {
    "sup": _Writer._raised,
    "superscript": _Writer._raised,
    "xref": _Writer._link,
    "abbrgrp": _Writer._group,
    "math": _Writer._math,
    "tex-math": _Writer._tex,
    "alternatives": _Writer._alternatives,
    "inline-formula": _Writer._formula,
    "disp-formula": _Writer._formula,
    "display-formula": _Writer._formula,
    "DispFormula": _Writer._formula,
    "break": _Writer._break,
    "br": _Writer._break,
    "inline-graphic": _Writer._picture,
}
