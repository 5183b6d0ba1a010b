"""Wire models of the reviews."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from service.api.listings import Article
from service.api.schemas import Answer, Correction, without_control_characters
from service.reviews.events import Event
from service.reviews.queue import Order
from service.reviews.risk import Reason
from service.reviews.states import Kind, Status

NOTE = 2_000
SENTENCE = 1_000
Words = BeforeValidator(without_control_characters)


class NewWords(BaseModel):
    """What is to stand in for a statement: its place in reading order, from 0, and the words."""

    model_config = ConfigDict(extra="forbid")
    statement: int = Field(ge=0)
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=SENTENCE), Words]


class ReviewDecision(BaseModel):
    """What a reviewer makes of an item. `version`: the item's, as it was read; without it a colleague's decision of a
    moment ago is not noticed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"status": "approved", "note": "Read with both labels.", "version": "2-"}},
    )
    status: Status
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NOTE), Words] = ""
    correction: NewWords | None = None
    version: str | None = Field(default=None, max_length=100)


class Look(BaseModel):
    """Why an item should be looked at: a number, its level in a word, and the reasons."""

    score: int
    level: str
    reasons: list[Reason]
    told: list[str]


class Entry(BaseModel):
    """An item as the queue lists it. `since`: when something last happened to it, and `last` what and by whom.

    `kept_until`: when an answer is erased, unless its conversation goes on.
    """

    kind: Kind
    id: str
    title: str
    status: Status
    since: datetime
    risk: Look
    last: Event | None
    kept_until: datetime | None


class ReviewList(BaseModel):
    """A page of the queue. `total`: how many fit in all."""

    reviews: list[Entry]
    total: int
    offset: int
    limit: int
    order: Order


class ReaderFeedback(BaseModel):
    """What a reader said of an answer."""

    rating: str
    reasons: list[str]
    comment: str | None
    at: datetime


class ReviewItem(BaseModel):
    """An item with its history, oldest first. `answer` and `article` are null for what was erased since.

    `allowed`: what it may become next.
    """

    kind: Kind
    id: str
    status: Status
    version: str
    allowed: list[Status]
    risk: Look
    corrections: list[Correction]
    history: list[Event]
    feedback: list[ReaderFeedback]
    answer: Answer | None
    article: Article | None


class AffectedItem(BaseModel):
    """An answer or article that cites what no longer stands. `fate`: what became of it; `by`: what replaces it."""

    kind: Kind
    id: str
    day: str
    source: str
    fate: str
    by: str | None


class AffectedList(BaseModel):
    affected: list[AffectedItem]
