"""Web pages (lxml): the article of a page as sections, without the page around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from corpus.documents import Section
from ingest.parsers import Metadata, Parsed, ParseError
from ingest.parsers.html.cascade import conceal
from ingest.parsers.html.content import main_content
from ingest.parsers.html.encoding import decode
from ingest.parsers.html.furniture import prune
from ingest.parsers.html.metadata import page_metadata
from ingest.parsers.html.reader import read
from ingest.parsers.outline import Outline, is_abstract

_KEYWORDS = re.compile(r"key\s?words|index terms|mesh terms|schlüsselwörter|mots[- ]clés", re.IGNORECASE)

_TOO_DEEP = "the page cannot be read: its elements are nested too deeply"


def parse_html(path: Path) -> Sequence[Parsed]:
    """The one document of a page. Raises ParseError for a file that is no HTML, or a page without text."""
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise ParseError(f"the file cannot be read: {error.strerror}") from error
    page = _page(text)
    disguised = conceal(page)
    metadata = page_metadata(page)
    prune(page)
    outline = Outline(metadata.title)
    try:
        read(main_content(page), outline)
    except RecursionError as error:  # a formula
        raise ParseError(_TOO_DEEP) from error
    return [replace(_parsed(metadata, outline.sections()), disguised=disguised)]


def _page(text: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        page = document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise ParseError(f"the page cannot be read: {error}") from error
    if any("Excessive depth" in error.message for error in parser.error_log):  # the rest is not in the tree
        raise ParseError(_TOO_DEEP)
    return page


def _parsed(metadata: Metadata, sections: Iterable[Section]) -> Parsed:
    sections = _without_front_matter(tuple(sections))
    keywords = [section for section in sections if section.path and _KEYWORDS.fullmatch(section.path[-1])]
    sections = tuple(section for section in sections if section not in keywords)
    if not sections:
        raise ParseError("the page has no text: what it shows may be loaded by a script")
    if keywords and not metadata.keywords:
        words = re.split(r"\s*[;,\n\u2022]\s*", "\n".join(section.text for section in keywords))
        metadata = replace(metadata, keywords=tuple(filter(None, words)))
    return Parsed(metadata, sections)


def _without_front_matter(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """What stands above the headings of an article with an abstract is its authors, dates and licence."""
    headed = [section.path[0] for section in sections if section.path]
    if headed and (is_abstract(headed[0]) or "abstract" in map(str.casefold, headed)):
        return tuple(section for section in sections if section.path)
    return sections
