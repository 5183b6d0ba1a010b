"""What tests look at in a parsed document."""

from corpus.documents import Section
from ingest.parsers import Parsed


def all_text(parsed: Parsed) -> str:
    return "\n".join(section.text for section in parsed.sections)


def text_at(parsed: Parsed, *path: str) -> str:
    """The text of the sections under these headings."""
    return "\n".join(section.text for section in parsed.sections if section.path == path)


def tables(parsed: Parsed) -> list[Section]:
    return [section for section in parsed.sections if section.head]


def table(parsed: Parsed, caption: str) -> Section:
    """The first table whose caption begins so."""
    return next(section for section in tables(parsed) if section.text.startswith(caption))
