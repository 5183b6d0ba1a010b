"""The table of formats: which parser reads a file, and that parser's version, which a document records."""

import importlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.parsers import Parsed, ParseError, Parser

_PEEKED = 65_536
_ROOT = re.compile(rb"<(?![?!])(?:\w+:)?([\w-]+)")
"""The first element of an XML file: neither a declaration nor a comment."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format and the parser that reads it. The version goes up when the parser reads anything otherwise."""

    name: str
    version: int
    parser: str
    """Where it stands, as module:function; imported when it is needed."""

    @property
    def label(self) -> str:
        return f"{self.name}/{self.version}"

    def parse(self, path: Path) -> Sequence[Parsed]:
        """The documents of a file. Raises ParseError."""
        module, function = self.parser.split(":")
        parser: Parser = getattr(importlib.import_module(f"ingest.parsers.{module}"), function)
        return parser(path)


MARKDOWN = Format("markdown", 4, "markdown:parse_markdown")
JATS = Format("jats", 2, "jats.parser:parse_jats")
BMC = Format("bmc", 2, "jats.bmc:parse_bmc")
PUBMED = Format("pubmed", 1, "pubmed.parser:parse_pubmed")
REGISTRY = Format("clinicaltrials", 1, "registry.parser:parse_registry")
PDF = Format("pdf", 1, "pdf.parser:parse_pdf")
HTML = Format("html", 2, "html.parser:parse_html")
DOCX = Format("docx", 2, "docx.parser:parse_docx")

_SUFFIXES = {
    ".md": MARKDOWN,
    ".json": REGISTRY,
    ".pdf": PDF,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".docx": DOCX,
}
_XML = (".xml", ".nxml")
_ROOTS = {
    "article": JATS,
    "pmc-articleset": JATS,
    "art": BMC,
    "PubmedArticleSet": PUBMED,
    "PubmedArticle": PUBMED,
    "PubmedBookArticleSet": PUBMED,
}


def format_of(path: Path) -> Format:
    """The format of a file, by its suffix and, of XML, by its root element. Raises ParseError where none fits."""
    suffix = path.suffix.lower()
    if suffix in _XML:
        return _of_xml(path)
    if suffix not in _SUFFIXES:
        raise ParseError(f"no parser reads {suffix or 'files without a suffix'}")
    return _SUFFIXES[suffix]


def _of_xml(path: Path) -> Format:
    with path.open("rb") as file:
        head = re.sub(rb"<!--.*?-->", b"", file.read(_PEEKED).replace(b"\0", b""), flags=re.DOTALL)  # UTF-16 has zeros
    root = _ROOT.search(head)
    name = root[1].decode("ascii", "replace") if root else ""
    if name not in _ROOTS:
        raise ParseError(f"no parser reads XML whose root element is <{name}>" if name else "the file holds no XML")
    return _ROOTS[name]
