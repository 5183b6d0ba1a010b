"""The vocabulary of the library: documents, their sections and passages. Frozen values, no behaviour beyond them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

KINDS = ("guideline", "label", "consensus", "rct", "review", "single-arm", "retrospective")
"""Kinds of document, strongest claim on practice first; what a parser meets beyond them is kept as printed."""

TextBasis = Literal["summary", "abstract", "full_text", "label", "registry"]
Checked = Literal["once", "twice", "reviewed"]
Standing = Literal["current", "superseded", "retracted"]

CELL = " | "
"""Between the cells of a table's row."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text in Unicode code points, `start` included and `end` not."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """What of a document a newer one replaces; the rest stays citable."""

    by: str
    what: str


@dataclass(frozen=True, slots=True)
class PlainWording:
    """A sentence of a document, and its author's wording of it for readers who are no clinicians."""

    of: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a document. `superseded_by` is the id of the document that replaces this section.

    A table is a section of its own: a row a line, cells separated by CELL; `head` counts its first lines (caption,
    column names) that every part of it must repeat. 0: not a table.
    """

    path: tuple[str, ...]
    text: str
    evidence_level: str | None = None
    superseded_by: str | None = None
    page: int | None = None
    head: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A bibliographic record. Fields are metadata from the source's own front matter, never generated."""

    id: str
    title: str
    authors: str | None
    organization: str
    year: int | None
    kind: str
    licence: str
    text_basis: TextBasis
    as_of: str
    checked: Checked = "once"
    review_status: str = "submitted"
    doi: str | None = None
    pmid: str | None = None
    nct: str | None = None
    study: str | None = None
    """The name that a study goes by; several documents may report one study."""
    url: str | None = None
    evidence_level: str | None = None
    retracted: bool = False
    superseded_by: str | None = None
    replaced_in_part: tuple[Replacement, ...] = ()
    plain: tuple[PlainWording, ...] = ()
    pmcid: str | None = None
    keywords: tuple[str, ...] = ()
    parser: str = ""
    """Name and version of what read the file."""

    @property
    def standing(self) -> Standing:
        if self.retracted:
            return "retracted"
        return "superseded" if self.superseded_by else "current"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one section, whole sentences: the unit that is embedded, retrieved and quoted.

    `start` and `end` are offsets in the text of section number `part` of the document; `sentences` are offsets in
    `text`. Of a table the rows are its sentences, and the first is what stands above them.
    `id` is content-addressed: the same document, section and text give the same id in every version.
    """

    id: str
    document_id: str
    ordinal: int
    section: tuple[str, ...]
    text: str
    start: int
    end: int
    sentences: tuple[Span, ...]
    page: int | None = None
    evidence_level: str | None = None
    superseded_by: str | None = None
    part: int = 0
    table: bool = False

    def sentence(self, index: int) -> str:
        span = self.sentences[index]
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class EvidenceFilter:
    """Which documents a question may draw on; empty means all."""

    kinds: tuple[str, ...] = ()
    year_from: int | None = None
    organizations: tuple[str, ...] = ()

    def admits(self, document: Document) -> bool:
        if self.kinds and document.kind not in self.kinds:
            return False
        if self.year_from is not None and (document.year is None or document.year < self.year_from):
            return False
        return not self.organizations or _names(document.organization, self.organizations)


def _names(organization: str, wanted: Sequence[str]) -> bool:
    return organization.casefold() in {name.casefold() for name in wanted}
