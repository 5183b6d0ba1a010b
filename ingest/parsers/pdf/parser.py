"""PDF (pypdfium2 for text and drawings, pdfminer.six for the names of odd glyphs): guidelines, journal articles.

A PDF has no headings, paragraphs or tables, only signs at places. They are told by type, place and drawn lines;
rooms beside this one each tell one of them. What is no text to quote is left out: running heads and feet, page
numbers, turned and hidden text, lettering in figures, the reference list.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from ingest.parsers import Parsed, ParseError
from ingest.parsers.pdf.captions import without_figures
from ingest.parsers.pdf.flow import Part, PlacedTable, sections, without_title
from ingest.parsers.pdf.furniture import without_furniture
from ingest.parsers.pdf.layout import Item, columns
from ingest.parsers.pdf.metadata import read_metadata
from ingest.parsers.pdf.page import Page, rows_of
from ingest.parsers.pdf.paragraphs import paragraphs
from ingest.parsers.pdf.reader import read_pages
from ingest.parsers.pdf.symbols import UNKNOWN
from ingest.parsers.pdf.tables import find_tables
from ingest.parsers.pdf.text import Joiner, joiner
from ingest.parsers.pdf.typography import Typography, typography


def parse_pdf(path: Path) -> Sequence[Parsed]:
    """Read one file. Raises ParseError where it is damaged, needs a password or has no text layer."""
    info, printed = _read(path)
    _refuse_images(printed)
    _refuse_unnamed(printed)
    type_ = typography(printed)
    if type_ is None:
        raise ParseError("the PDF has no text layer: run it through OCR first")
    metadata = read_metadata(path, info, printed, type_.body.size)
    join = joiner(printed)
    pages = without_furniture(printed, type_.body.size)
    parts = [part for page in pages for part in _parts(page, type_, join)]
    found = sections(without_title(parts, metadata.title), join)
    if not found:
        raise ParseError("the PDF has no text besides running heads, page numbers and references")
    return [Parsed(metadata, tuple(found))]


def _read(path: Path) -> tuple[dict[str, str], list[Page]]:
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError) as error:
        needs = "a password is needed to read it" if "password" in str(error).lower() else f"it is damaged: {error}"
        raise ParseError(f"the PDF cannot be opened: {needs}") from error
    try:
        return document.get_metadata_dict(), list(read_pages(document, path))
    finally:
        document.close()


def _refuse_images(pages: Sequence[Page]) -> None:
    """A file of which much is scanned and has no text would be read with most of it missing."""
    scanned = [page.number for page in pages if not page.lines and _is_image(page)]
    if len(scanned) * 2 > len(pages):
        raise ParseError(
            f"{len(scanned)} of {len(pages)} pages are images without a text layer (the first: page {scanned[0]}): "
            "run it through OCR first"
        )


def _refuse_unnamed(pages: Sequence[Page]) -> None:
    """Fonts may not say which letters they show: then the file has signs and no text."""
    text = "".join(line.plain for page in pages for line in page.lines)
    if text.count(UNKNOWN) > 0.1 * len(text):
        raise ParseError("the fonts of the PDF do not say which letters they show: run it through OCR first")


def _is_image(page: Page) -> bool:
    return any(box.width * box.height > 0.4 * page.width * page.height for box in page.drawings.images)


def _parts(page: Page, type_: Typography, join: Joiner) -> Iterator[Part]:
    """The paragraphs and tables of a page in reading order."""
    tables, lines = find_tables(page, type_.body, join)
    items = [Item(table.box, block=at) for at, table in enumerate(tables)]
    items += [Item(line.box, line) for line in without_figures(page, lines, type_.body)]
    for group in columns(items):
        if group[0].line is None:
            yield PlacedTable(tables[group[0].block], page.number)
        else:
            rows = rows_of([item.line for item in group if item.line is not None])
            yield from paragraphs(rows, page.number, type_, join)
