"""The wire contract of `/v1`: what partners rely on. Fields may be added, never renamed."""

import unicodedata
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from service.answering.remarks import Disagreement
from service.answering.types import Audience, Outcome, Reason, Verdict
from service.api.sources import Citation
from service.reviews.states import Status as ReviewStatus


def without_control_characters(value: object) -> object:
    """A NUL cannot be stored everywhere, and no control character but white space means anything in a question."""
    if not isinstance(value, str):
        return value
    return "".join(sign for sign in value if sign.isspace() or unicodedata.category(sign) != "Cc")


class Filters(BaseModel):
    """Which documents an answer may draw on."""

    model_config = ConfigDict(extra="forbid")
    kinds: list[str] = Field(default_factory=list, max_length=20)
    year_from: int | None = Field(default=None, ge=1900, le=2100)
    organizations: list[str] = Field(default_factory=list, max_length=20)


QuestionText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=2000),
    BeforeValidator(without_control_characters),
]


class FollowupRequest(BaseModel):
    """A follow-up question."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"question": "What is the labelled dose and schedule?", "audience": "clinician"}},
    )
    question: QuestionText
    article: str | None = Field(default=None, max_length=200)
    conversation_id: str | None = Field(default=None, max_length=100)
    audience: Audience = "clinician"
    filters: Filters | None = None


class ArticleRequest(BaseModel):
    """A question to draft an article from."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"question": "How common is dry mouth, and does it last?", "audience": "clinician"}
        },
    )
    question: QuestionText
    audience: Audience = "clinician"


class Statement(BaseModel):
    """One sentence of an answer. `start` and `end` are offsets in the answer's `text`, markers excluded."""

    text: str
    citations: list[int]
    quotes: list[str]
    verdict: Verdict
    start: int
    end: int


class Summary(BaseModel):
    """The statements that answer best."""

    text: str
    citations: list[int]
    statements: list[Statement]


class AnswerSection(BaseModel):
    """Statements under one heading."""

    heading: str
    statements: list[Statement]


class Nearest(BaseModel):
    """Evidence near the question that is not an answer to it."""

    number: int
    quote: str


class Conflict(BaseModel):
    """Two current sources that disagree. `note`: what may explain it; empty where nothing is known to."""

    topic: str
    citations: list[int]
    kind: Disagreement = "direction"
    quotes: list[str] = Field(default_factory=list)
    note: str = ""


class Notice(BaseModel):
    """Something the reader should know about how the question was treated, or about its sources since."""

    code: str
    text: str


class Instructions(BaseModel):
    """What an urgent answer says to do, in order. `matched`: the words of the reader that it goes by."""

    rule: str
    why: str
    do_now: list[str]
    tell_staff: list[str]
    matched: str = ""


class Term(BaseModel):
    """A word of the answer that a lay reader may not know, and what it means."""

    term: str
    meaning: str


class EvidenceKind(BaseModel):
    """How many of an answer's sources are of one kind, and the years they are from."""

    kind: str
    sources: int
    first_year: int | None
    last_year: int | None


class Writing(BaseModel):
    """What became of the sentences that a model wrote: each was checked against its quotes.

    `repaired`: the source's own sentence stands in its place. `added`: statements of the built-in composer.
    `stopped` says why the model was not heard to its end, if it was not.
    """

    written: int
    shown: int
    repaired: int
    dropped: int
    added: int
    stopped: str | None


class Provenance(BaseModel):
    """What made an answer. `outside_model`: a model of another machine that the question may have been shown to."""

    corpus_version: str
    embedder: str
    composer: Literal["built-in", "model", "mixed"]
    model: str | None
    outside_model: str | None = None
    writing: Writing | None = None
    prompts: dict[str, str]
    created_at: datetime
    latency_ms: dict[str, float]


class Review(BaseModel):
    """The step of the review that was reached: since when, and in which role somebody took it there."""

    status: ReviewStatus
    role: str
    at: datetime


class Correction(BaseModel):
    """A reviewer's words for a statement, supported by the same quotes.

    `statement`: its place in reading order, from 0. `original`: the words they stand in for, which stay where they are.
    """

    statement: int
    original: str
    text: str


class Answer(BaseModel):
    """An answer to a follow-up question. `supersedes`: the answer whose question was asked again.

    `review_status`, `review` and `corrections` are as of when it is read; the rest is as it was given.
    """

    id: str
    conversation_id: str
    supersedes: str | None = None
    article: str | None
    filters: Filters | None = None
    outcome: Outcome
    reason: Reason | None
    question: str
    standalone_question: str
    audience: Audience
    text: str
    summary: Summary
    sections: list[AnswerSection]
    citations: list[Citation]
    gaps: list[str]
    conflicts: list[Conflict]
    nearest: list[Nearest]
    notices: list[Notice]
    team_questions: list[str] = Field(default_factory=list)
    suggestions: list[str]
    instructions: Instructions | None = None
    evidence_profile: list[EvidenceKind] = Field(default_factory=list)
    glossary: list[Term] = Field(default_factory=list)
    disclaimer: str
    review_status: ReviewStatus
    review: Review | None = None
    corrections: list[Correction] = Field(default_factory=list)
    provenance: Provenance


class Feedback(BaseModel):
    """What a reader thinks of an answer."""

    model_config = ConfigDict(extra="forbid")
    rating: Literal["up", "down"]
    reasons: list[Annotated[str, StringConstraints(max_length=100)]] = Field(default_factory=list, max_length=10)
    comment: str | None = Field(default=None, max_length=2000)


class Replay(BaseModel):
    """An answer made anew from the corpus version of the stored one; `same`: it reads as that did."""

    same: bool
    answer: Answer
