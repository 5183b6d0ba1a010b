"""The table of parsers: a file's suffix chooses. One format, one file, one signature.

ParseError    the file cannot be read as what it claims to be; the message names the field or line
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import Document, Section


class ParseError(Exception):
    """A file that cannot be ingested, and why."""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document's metadata and its sections in reading order."""

    document: Document
    sections: tuple[Section, ...]


Parser = Callable[[Path], ParsedDocument]


def parser_for(path: Path) -> Parser | None:
    """The parser for a file, or None where the format is not known. Parsers are imported when needed."""
    from ingest.parsers.markdown import parse_markdown

    table: Mapping[str, Parser] = {".md": parse_markdown}
    return table.get(path.suffix.lower())
