"""Wire models of what can be listed and looked up: sources, passages, articles, the state of the service."""

from typing import Literal

from pydantic import BaseModel

from service.answering.types import Audience
from service.api.schemas import AnswerSection, Notice, Summary
from service.api.sources import Citation, Source


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


class Article(BaseModel):
    """An article: the same citation structure as an answer. `notices`: which of its sources stand no longer."""

    slug: str
    title: str
    question: str
    status: Literal["submitted", "under_review", "approved"]
    last_updated: str
    notices: list[Notice]
    audience: Audience
    text: str
    summary: Summary
    sections: list[AnswerSection]
    citations: list[Citation]
    disclaimer: str
    disclaimers: dict[str, str]
    provenance: dict[str, str]


class ArticleEntry(BaseModel):
    """An article as it is listed."""

    slug: str
    title: str
    question: str
    status: str
    last_updated: str
    notices: list[Notice]


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
