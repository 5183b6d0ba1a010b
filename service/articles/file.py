"""What is written of an article, in a YAML file or as a draft in the database. Every statement quotes the library."""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.answering.types import Audience

Status = Literal["submitted", "under_review", "approved"]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quoted(_Written):
    """A sentence of a source, word for word."""

    source: str
    quote: str


class ArticleStatement(Quoted):
    """A sentence of an article with the sentence that supports it."""

    also: tuple[Quoted, ...] = ()
    """Sentences of other sources that say the same."""
    text: str | None = None
    """Its own words, where they are not those of the quote."""

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        return (self, *self.also)


class ArticleSection(_Written):
    heading: str
    statements: tuple[ArticleStatement, ...] = Field(min_length=1)


class Revision(_Written):
    """A change of an article that its readers should know of."""

    day: date
    what: str


class Review(_Written):
    """The step of the review that an article stands at: since when, and in which role somebody took it there."""

    status: Status
    role: str = Field(min_length=1)
    at: datetime


class Drafting(_Written):
    """What drafted an article, and from which corpus version."""

    corpus_version: str
    composer: Literal["built-in", "model", "mixed"]
    model: str | None
    outside_model: str | None
    """The model of another machine that the question may have been shown to."""


class ArticleFile(_Written):
    """An article as it was written."""

    slug: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    question: str
    status: Status
    review: Review | None = None
    last_updated: date
    history: tuple[Revision, ...] = ()
    """The oldest first."""
    audience: Audience
    summary: tuple[ArticleStatement, ...] = Field(min_length=1)
    sections: tuple[ArticleSection, ...]
    gaps: tuple[str, ...] = ()
    """What was asked and not found in the library."""
    drafting: Drafting | None = None

    @model_validator(mode="after")
    def _says_who_approved_it(self) -> Self:
        if self.review is not None and self.review.status != self.status:
            raise ValueError("status and review.status are the same")
        if self.status == "approved" and self.review is None:
            raise ValueError("an approved article says in `review` in which role it was approved and when")
        return self

    @model_validator(mode="after")
    def _is_as_old_as_its_last_revision(self) -> Self:
        days = [revision.day for revision in self.history]
        if days != sorted(days) or (days and days[-1] != self.last_updated):
            raise ValueError("history goes from the oldest revision to the newest, which is of the day last_updated")
        return self

    @property
    def statements(self) -> tuple[tuple[str | None, ArticleStatement], ...]:
        """Every statement with its heading (None in the summary), in reading order."""
        parts = [(None, self.summary), *((section.heading, section.statements) for section in self.sections)]
        return tuple((heading, statement) for heading, statements in parts for statement in statements)
