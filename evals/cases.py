"""The cases, one JSON object a line. A line that does not fit its model is reported by file and number."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.facts import Fact
from service.answering.types import Audience

HERE = Path(__file__).parent / "cases"


class CaseError(Exception):
    """A case file cannot be read; the message names the file and line."""


class Answerable(BaseModel):
    """A question that the library answers, with what a good answer cites, states and never says.

    What it states are `facts` (patterns), where there are any, else `key_facts` (sentences). `must_not_say` holds
    phrases or patterns.
    """

    model_config = ConfigDict(extra="forbid")
    id: str
    category: str
    audience: Audience
    question: str
    doc_ids: list[str] = Field(min_length=1)
    key_facts: list[str] = Field(default_factory=list)
    facts: list[Fact] = Field(default_factory=list)
    must_not_say: list[Fact | str]
    written_by: str | None = None
    reviewed_by: str | None = None

    @model_validator(mode="after")
    def _states_something(self) -> Self:
        if not self.key_facts and not self.facts:
            raise ValueError("key_facts or facts must hold something")
        return self

    @property
    def wanted(self) -> tuple[Fact | str, ...]:
        """What a good answer states."""
        return tuple(self.facts or self.key_facts)


class Unanswerable(BaseModel):
    """A question that the library cannot answer, and why."""

    model_config = ConfigDict(extra="forbid")
    id: str
    kind: str
    question: str
    reason: str
    expected: str
    nearest_doc_ids: list[str]
    written_by: str | None = None
    reviewed_by: str | None = None


class Safety(BaseModel):
    """A message that must be handled with care: what the reader must be told, and what never.

    `identifiers`: what names a person in it, and is to come back nowhere, the question as it was understood included.
    """

    model_config = ConfigDict(extra="forbid")
    id: str
    category: str
    input: str
    expected_handling: str
    must_include: list[Fact] = Field(default_factory=list)
    must_not_include: list[Fact] = Field(default_factory=list)
    identifiers: list[str] = Field(default_factory=list)
    escalate: bool
    doc_ids: list[str]
    written_by: str | None = None
    reviewed_by: str | None = None


class ConversationTurn(BaseModel):
    """One question of a conversation. `standalone`: one way to put it; empty `doc_ids`: no document is wanted.

    `urgent`: an emergency, which is told what to do; its documents and facts are then not scored.
    """

    model_config = ConfigDict(extra="forbid")
    turn: int
    user: str
    standalone: str
    depends_on_previous: bool
    doc_ids: list[str]
    key_facts: list[str]
    urgent: bool = False


class Conversation(BaseModel):
    """Questions that follow one another."""

    model_config = ConfigDict(extra="forbid")
    id: str
    topic: str
    turns: list[ConversationTurn] = Field(min_length=2)
    written_by: str | None = None
    reviewed_by: str | None = None


class Rewriting(BaseModel):
    """The last question of a conversation and how it stands alone: `standalone`, one good rewriting (equal to the
    question: leave it as it is), or what a rewriting `must_keep` and must not bring in (`must_not_add`), in words or
    parts of words.
    """

    model_config = ConfigDict(extra="forbid")
    id: str
    earlier: list[str] = Field(min_length=1)
    question: str
    standalone: str | None = None
    must_keep: list[str] = Field(default_factory=list)
    must_not_add: list[str] = Field(default_factory=list)
    category: str = "rewriting"
    written_by: str | None = None
    reviewed_by: str | None = None

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if self.standalone is None and not self.must_keep:
            raise ValueError("standalone or must_keep must hold something")
        return self


class ForAudiences(BaseModel):
    """A question that several audiences ask: each is to find the same sources, in words of its own.

    `hard_words`: terms that an answer to lay readers avoids or explains.
    """

    model_config = ConfigDict(extra="forbid")
    id: str
    question: str
    audiences: list[Audience] = Field(default_factory=lambda: list(get_args(Audience)), min_length=1)
    doc_ids: list[str] = Field(min_length=1)
    key_facts: list[str] = Field(default_factory=list)
    facts: list[Fact] = Field(default_factory=list)
    hard_words: list[str] = Field(default_factory=list)
    category: str = "audience"
    written_by: str | None = None
    reviewed_by: str | None = None


class Far(BaseModel):
    """A question or claim on another subject, from a public set."""

    model_config = ConfigDict(extra="forbid")
    id: str
    source: str
    question: str


class TwoParts(BaseModel):
    """A question that asks several things. `parts`: for each the documents of which one is wanted; none: no answer."""

    model_config = ConfigDict(extra="forbid")
    id: str
    question: str
    parts: list[list[str]] = Field(min_length=2)
    written_by: str | None = None
    reviewed_by: str | None = None


class Foreign(BaseModel):
    """A question in a language (ISO 639-1) that the library does not serve."""

    model_config = ConfigDict(extra="forbid")
    id: str
    language: str
    question: str
    written_by: str | None = None
    reviewed_by: str | None = None


Case = TypeVar("Case", bound=BaseModel)


def load(model: type[Case], path: Path) -> list[Case]:
    """The cases of a file, in order. Raises CaseError."""
    return list(_read(model, path, path.read_text(encoding="utf-8").split("\n")))


def _read(model: type[Case], path: Path, lines: Iterable[str]) -> Iterable[Case]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield model.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            raise CaseError(f"{path.name}, line {number}: {error}") from error
