"""Wire models of what can be listed and looked up: sources, passages, articles, the state of the service."""

from typing import Literal

from pydantic import BaseModel

from service.answering.types import Audience
from service.api.schemas import AnswerSection, Correction, Notice, Review, Summary, Term
from service.api.sources import Citation, Source
from service.articles.file import Status


class Passage(BaseModel):
    """A passage whole, with its source."""

    id: str
    source: Source
    section: str
    text: str
    start: int
    end: int
    page: int | None
    superseded_by: str | None


class SourceList(BaseModel):
    """The library."""

    corpus_version: str
    sources: list[Source]


class SourceDetail(BaseModel):
    """A source with its passages."""

    source: Source
    passages: list[Passage]


class ArticleEntry(BaseModel):
    """An article as it is listed. `public`: false for a draft of the caller's own, until it is approved.

    `notices`: which of its sources stand no longer.
    """

    slug: str
    title: str
    question: str
    status: Status
    review: Review | None
    public: bool
    last_updated: str
    notices: list[Notice]


class Revision(BaseModel):
    """A change of an article that its readers should know of."""

    day: str
    what: str


class ArticleProvenance(BaseModel):
    """The corpus version that an article is read in, when that was built, and of a draft what made it from which.

    `outside_model`: a model of another machine that the question may have been shown to.
    """

    corpus_version: str
    corpus_built_on: str
    drafted_from: str | None = None
    composer: str | None = None
    model: str | None = None
    outside_model: str | None = None


class Article(ArticleEntry):
    """An article in the wording of one audience: the same citation structure as an answer.

    `gaps`: what was asked and not found in the library. `history`: the oldest first.
    """

    audience: Audience
    text: str
    summary: Summary
    sections: list[AnswerSection]
    citations: list[Citation]
    corrections: list[Correction]
    gaps: list[str]
    glossary: list[Term]
    history: list[Revision]
    disclaimer: str
    disclaimers: dict[str, str]
    provenance: ArticleProvenance


class ArticleList(BaseModel):
    articles: list[ArticleEntry]


class Alive(BaseModel):
    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """The corpus is open and the embedder is warm."""

    status: Literal["ready"] = "ready"
    corpus_version: str
    documents: int
    passages: int
