"""PubMed records: the XML of efetch and of the yearly files (lxml), one document a record."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from corpus.documents import Section
from ingest.parsers import Parsed, ParseError
from ingest.parsers.pubmed.metadata import article_metadata, book_metadata, retracted_works
from ingest.parsers.text import one_line
from ingest.parsers.xml.inline import text_of
from ingest.parsers.xml.reader import read_xml

_RECORDS = {
    "PubmedArticle": (article_metadata, "MedlineCitation/Article/Abstract", "MedlineCitation/OtherAbstract"),
    "PubmedBookArticle": (book_metadata, "BookDocument/Abstract", "BookDocument/OtherAbstract"),
}
_NO_LABEL = {"", "UNLABELLED", "UNASSIGNED"}


def parse_pubmed(path: Path) -> Sequence[Parsed]:
    """The records of a file; one without an abstract that retracts no work has no sections.

    Raises ParseError where it is no PubMed XML or no record has a text.
    """
    root = read_xml(path)
    if root.tag not in (*_RECORDS, "PubmedArticleSet", "PubmedBookArticleSet"):
        raise ParseError(f"not PubMed XML: the root is {root.tag!r}, not 'PubmedArticleSet'")
    parsed = [*map(_record, root.iter(*_RECORDS))]
    if not any(record.sections for record in parsed):
        raise ParseError("no record of the file has an abstract")
    return parsed


def _record(record: etree._Element) -> Parsed:
    metadata_of, abstract, other = _RECORDS[str(record.tag)]
    return Parsed(metadata_of(record), tuple(_sections(record, abstract, other)))


def _sections(record: etree._Element, abstract: str, other: str) -> Iterator[Section]:
    for element in record.iterfind(abstract):
        yield from _abstract(element, "Abstract")
    for element in record.iterfind(other):
        if element.get("Language", "eng") == "eng":
            yield from _abstract(element, _heading(element))
    works = retracted_works(record)
    if works:
        yield Section(("Retraction",), "\n".join(f"Retraction of: {work}" for work in works))


def _abstract(element: etree._Element, heading: str) -> Iterator[Section]:
    for part in element.iterfind("AbstractText"):
        label = one_line(part.get("Label", ""))
        _tighten(part)
        text = text_of(part)
        if text:
            yield Section((heading,) if label in _NO_LABEL else (heading, label), text)


def _heading(element: etree._Element) -> str:
    """ "plain-language-summary" -> "Plain language summary"; the other types name a provider."""
    words = element.get("Type", "").replace("-", " ")
    return words.capitalize() if " " in words else "Other abstract"


def _tighten(element: etree._Element) -> None:
    """Lowered text belongs to the sign before it, though an indented file breaks the line between them."""
    for lowered in element.iter("sub"):
        before, parent = lowered.getprevious(), lowered.getparent()
        if before is not None:
            before.tail = _without_break(before.tail)
        elif parent is not None:
            parent.text = _without_break(parent.text)


def _without_break(text: str | None) -> str | None:
    return text.rstrip() if text and "\n" in text[len(text.rstrip()) :] else text
