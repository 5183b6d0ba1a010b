"""Wire models of what is cited: documents, and the quotes taken from them."""

from typing import Literal

from pydantic import BaseModel, Field

from service.recall import StandingNow


class Quote(BaseModel):
    """A verbatim span of a passage; offsets are code points in the passage's text.

    `standing_now`: what became of it since; an answer just made cites what is current.
    """

    id: str
    passage_id: str
    text: str
    start: int
    end: int
    section: str
    page: int | None
    evidence_level: str | None = None
    standing_now: StandingNow = "current"


class Replacement(BaseModel):
    """What of a source a newer one replaces."""

    by: str
    what: str


class Source(BaseModel):
    """A document as an answer cites it; every field is its own metadata."""

    id: str
    title: str
    organization: str
    authors: str | None
    year: int | None
    kind: str
    evidence_level: str | None
    standing: Literal["current", "superseded", "retracted"]
    as_of: str
    text_basis: str
    checked: str
    doi: str | None
    pmid: str | None
    nct: str | None
    url: str | None
    licence: str
    review_status: str
    replaced_in_part: list[Replacement] = Field(default_factory=list)


class Citation(BaseModel):
    """A number, its source as it was then, and its quotes. `standing_now`: the gravest that became of any of them."""

    number: int
    source: Source
    quotes: list[Quote]
    standing_now: StandingNow = "current"
