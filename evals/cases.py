"""The cases, one JSON object a line. A line that does not fit its model is reported by file and number."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.answering.types import Audience

HERE = Path(__file__).parent / "cases"


class CaseError(Exception):
    """A case file cannot be read; the message names the file and line."""


class Answerable(BaseModel):
    """A question that the library answers, with what a good answer cites, states and never says."""

    model_config = ConfigDict(extra="forbid")
    id: str
    category: str
    audience: Audience
    question: str
    doc_ids: list[str] = Field(min_length=1)
    key_facts: list[str] = Field(min_length=1)
    must_not_say: list[str]
    written_by: str | None = None
    reviewed_by: str | None = None


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
    """A message that must be handled with care."""

    model_config = ConfigDict(extra="forbid")
    id: str
    category: str
    input: str
    expected_handling: str
    must_include: list[str]
    must_not_include: list[str]
    escalate: bool
    doc_ids: list[str]


class ConversationTurn(BaseModel):
    """One question of a conversation. `standalone`: one way to put it; empty `doc_ids`: no document is wanted."""

    model_config = ConfigDict(extra="forbid")
    turn: int
    user: str
    standalone: str
    depends_on_previous: bool
    doc_ids: list[str]
    key_facts: list[str]


class Conversation(BaseModel):
    """Questions that follow one another."""

    model_config = ConfigDict(extra="forbid")
    id: str
    topic: str
    turns: list[ConversationTurn] = Field(min_length=2)


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
