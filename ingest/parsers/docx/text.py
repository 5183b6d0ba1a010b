"""The text of a paragraph of a Word file as it is printed (lxml): insertions in, deletions and hidden runs out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from docx.oxml.ns import qn
from lxml import etree

from ingest.parsers.docx.formula import formula
from ingest.parsers.docx.styles import Styles
from ingest.parsers.docx.symbols import readable, symbol
from ingest.parsers.numerals import numeral
from ingest.parsers.raised import raised

_AROUND_RUNS = {"hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo"}
_PLAIN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "1", "endnoteReference": "i"}
"""References to notes, and the form of their numbers."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note that a paragraph refers to; `kind` is the name of the reference to it."""

    kind: str
    id: str
    mark: str


@dataclass(slots=True)
class ParagraphText:
    text: str = ""
    notes: list[Note] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    """Contents of text boxes that are anchored in it."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    raised: bool = False
    linked: bool = False


class TextReader:
    """Reads paragraphs in order: it numbers the notes."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts = dict.fromkeys(_NOTES, 0)

    def read(self, paragraph: etree._Element) -> ParagraphText:
        read = ParagraphText()
        read.text = _joined(self._pieces(paragraph, paragraph, read))
        return read

    def _pieces(self, parent: etree._Element, paragraph: etree._Element, read: ParagraphText) -> Iterator[_Piece]:
        for child in parent:
            name = local_name(child)
            if name == "r" and not self._styles.is_hidden(child, paragraph):
                yield from self._run(child, read)
            elif name in _AROUND_RUNS:
                yield from self._pieces(child, paragraph, read)
            elif name in ("oMath", "oMathPara"):
                yield _Piece(formula(child))

    def _run(self, run: etree._Element, read: ParagraphText) -> Iterator[_Piece]:
        is_raised, font = self._styles.is_raised(run), _font(run)
        for child in run:
            name = local_name(child)
            if name == "t":
                yield _Piece(readable(child.text or "", font), is_raised)
            elif name in _PLAIN:
                yield _Piece(_PLAIN[name])
            elif name == "sym":
                yield _Piece(symbol(child.get(qn("w:char"), ""), child.get(qn("w:font"), "")), is_raised)
            elif name in _NOTES:
                yield _Piece(self._note(name, child, read), raised=True, linked=True)
            elif name in ("drawing", "pict", "AlternateContent"):
                read.boxes += _boxes(child)

    def _note(self, kind: str, reference: etree._Element, read: ParagraphText) -> str:
        self._counts[kind] += 1
        note = Note(kind, reference.get(qn("w:id"), ""), numeral(self._counts[kind], _NOTES[kind]))
        read.notes.append(note)
        return note.mark


def local_name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _joined(pieces: Iterator[_Piece]) -> str:
    """Neighbouring raised pieces are one: Word splits "12" where spelling was checked."""
    merged: list[_Piece] = []
    for piece in filter(lambda piece: piece.text, pieces):
        last = merged[-1] if merged else None
        if last and (last.raised, last.linked) == (piece.raised, piece.linked) and not piece.linked:
            merged[-1] = _Piece(last.text + piece.text, piece.raised)
        else:
            merged.append(piece)
    text = ""
    for piece, after in pairwise([*merged, _Piece("")]):
        text += raised(piece.text, text, after.text, piece.linked) if piece.raised else piece.text
    return text


def _font(run: etree._Element) -> str:
    fonts = run.find(qn("w:rPr") + "/" + qn("w:rFonts"))
    return "" if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or ""


def _boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """Text boxes within a drawing; its fallback for older programs says the same again."""
    if local_name(drawing) == "Fallback":
        return
    for child in drawing:
        if local_name(child) == "txbxContent":
            yield child
        else:
            yield from _boxes(child)
