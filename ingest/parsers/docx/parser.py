"""Word files, .docx (python-docx, lxml): headings, paragraphs, lists, tables, text boxes and notes as printed."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from ingest.parsers import Parsed, ParseError
from ingest.parsers.docx.metadata import core_metadata
from ingest.parsers.docx.numbering import Numbering
from ingest.parsers.docx.styles import Styles
from ingest.parsers.docx.tables import is_layout, table_cells, table_contents
from ingest.parsers.docx.text import Note, TextReader, local_name
from ingest.parsers.outline import Outline
from ingest.parsers.text import one_line

_LARGEST = 200 * 1024 * 1024
"""Bytes that a file may unpack to."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_AROUND = {"sdtContent", "ins", "customXml", "moveTo"}
_GALLERIES = {"Table of Contents", "Bibliographies"}
_UNREADABLE = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, PackageNotFoundError)
_NO_WORD = (KeyError, ValueError, AttributeError, NotImplementedError, RuntimeError, EOFError)


def parse_docx(path: Path) -> Sequence[Parsed]:
    """The one document of a file. Raises ParseError for a damaged, encrypted or too large file, or one without text."""
    document = _open(path)
    try:
        return [_Reader(document).parsed()]
    except (*_UNREADABLE, KeyError, RecursionError) as error:  # a part that is missing is a KeyError
        raise ParseError(f"the Word file is damaged: {error}") from error


def _open(path: Path) -> WordDocument:
    try:
        with path.open("rb") as file:
            if file.read(4) == _OLD_WORD:
                raise ParseError("an old Word file (.doc) or an encrypted one: save it as .docx without a password")
        with zipfile.ZipFile(path) as package:
            if sum(member.file_size for member in package.infolist()) > _LARGEST:
                raise ParseError(f"the file unpacks to more than {_LARGEST // 1024**2} MB")
        return Document(str(path))
    except OSError as error:
        raise ParseError(f"the file cannot be read: {error.strerror}") from error
    except _UNREADABLE + _NO_WORD as error:
        raise ParseError(f"the file is no Word document, or damaged: {error}") from error


class _Reader:
    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._styles = Styles(_part(document, RELATION.STYLES))
        self._numbering = Numbering(_part(document, RELATION.NUMBERING))
        self._text = TextReader(self._styles)
        self._notes: list[Note] = []
        body = document.element.body
        own_title = self._title(body)
        self._metadata = core_metadata(document.core_properties, own_title)
        self._outline = Outline(self._metadata.title)
        self._texts = {"footnoteReference": RELATION.FOOTNOTES, "endnoteReference": RELATION.ENDNOTES}

    def parsed(self) -> Parsed:
        self._read(self._document.element.body)
        self._write_notes()
        sections = self._outline.sections()
        if not sections:
            raise ParseError("the Word file has no text: it may hold pictures alone")
        return Parsed(self._metadata, sections)

    def _title(self, body: etree._Element) -> str | None:
        reader = TextReader(self._styles)
        titles = [reader.read(p).text for p in _blocks(body) if local_name(p) == "p" and self._styles.is_title(p)]
        return next(filter(None, map(one_line, titles)), None)

    def _read(self, container: etree._Element) -> None:
        for block in _blocks(container):
            if local_name(block) == "p":
                self._paragraph(block)
            elif is_layout(block):
                for cell in table_contents(block):
                    self._read(cell)
            else:
                self._outline.table(table_cells(block, self._cell_lines))

    def _paragraph(self, paragraph: etree._Element) -> None:
        if self._styles.is_left_out(paragraph):
            return
        read = self._text.read(paragraph)
        number = self._number(paragraph)
        level = self._styles.heading_level(paragraph)
        if self._styles.is_title(paragraph) and one_line(read.text) == self._metadata.title:
            pass
        elif level and one_line(read.text):
            self._write_notes()
            self._outline.heading(level, read.text)
        else:
            self._outline.line(number + read.text if one_line(read.text) else "")
        self._notes += read.notes
        for box in read.boxes:
            self._read(box)

    def _number(self, paragraph: etree._Element) -> str:
        """To be asked once for each paragraph: headings and empty items count too."""
        numbering = self._styles.numbering(paragraph)
        number = self._numbering.number(*numbering) if numbering else ""
        return f"{number} " if number else ""

    def _cell_lines(self, cell: etree._Element) -> list[str]:
        """A line a paragraph, blank ones too; tables within the cell are lines of it."""
        lines = []
        for block in _blocks(cell):
            if local_name(block) == "tbl":
                lines += [" ".join(filter(None, self._cell_lines(inner))) for inner in table_contents(block)]
            else:
                read = self._text.read(block)
                self._notes += read.notes
                lines += _lines(self._number(block) + read.text)
        return lines

    def _write_notes(self) -> None:
        """Notes stand at the end of the section that refers to them."""
        notes, self._notes = self._notes, []
        for note in notes:
            root = _part(self._document, self._texts[note.kind])
            found = [] if root is None else [each for each in root if each.get(qn("w:id")) == note.id]
            texts = [self._text.read(p).text for each in found for p in _blocks(each) if local_name(p) == "p"]
            text = one_line(" ".join(texts))
            if text:
                self._outline.line(f"[{note.mark}] {text}")


def _lines(text: str) -> list[str]:
    return [one_line(line) for line in text.split("\n")]


def _part(document: WordDocument, relation: str) -> etree._Element | None:
    """The root of a part that the document is related to."""
    for related in document.part.rels.values():
        if related.reltype == relation and not related.is_external:
            root: etree._Element = parse_xml(related.target_part.blob)
            return root
    return None


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, whatever wraps them."""
    for child in container:
        name = local_name(child)
        if name in ("p", "tbl"):
            yield child
        elif name in _AROUND or (name == "sdt" and not _is_generated(child)):
            yield from _blocks(child)


def _is_generated(control: etree._Element) -> bool:
    """A table of contents or a bibliography that Word keeps."""
    gallery = control.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) in _GALLERIES
