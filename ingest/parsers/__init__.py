"""What a parser is: a file in, its documents out. One format, one signature; formats.py has the table.

A parser takes down what the file says and nothing else: what it does not say stays empty, and may stand in a sidecar
(ingest/metadata.py).

ParseError    the file cannot be read as what it claims to be; the message names the field, line or page
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.documents import Section, TextBasis


class ParseError(Exception):
    """A file that cannot be ingested, and why."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about a document; None or empty: it does not say."""

    title: str | None = None
    authors: str | None = None
    """Family name and initials as citations print them, separated by commas: "Sartor O, de Bono J"."""
    organization: str | None = None
    """Who published it: the journal, the society, the registry's sponsor."""
    year: int | None = None
    kind: str | None = None
    """One of corpus.documents.KINDS where the file says so, else what it prints."""
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    nct: str | None = None
    url: str | None = None
    licence: str | None = None
    keywords: tuple[str, ...] = ()
    as_of: str | None = None
    """The date of the content, ISO 8601, where it may change: of a registry record its last update."""
    retracted: bool = False
    text_basis: TextBasis = "full_text"
    extra: Mapping[str, object] = field(default_factory=dict)
    """Further fields by name: of a Document, or `retracts`, the DOI or PMID that a retraction notice names."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document: its metadata and its sections in reading order.

    A record without a text, among others that have one, has no sections: it is left out and reported.
    """

    metadata: Metadata
    sections: tuple[Section, ...]
    disguised: str = ""
    """Running text that the file paints so that no reader sees it; it is in no section."""


Parser = Callable[[Path], Sequence[Parsed]]
