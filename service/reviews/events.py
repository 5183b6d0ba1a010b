"""What happened in a review: one event is one line of the history, in the database as in the export."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from service.access import KeyInfo
from service.reviews.risk import Reason
from service.reviews.states import Kind, Status


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decided: the id of the key, the name it was given, and the role that readers are told."""

    key: str
    name: str
    role: str

    @classmethod
    def of(cls, key: KeyInfo) -> "Reviewer":
        return cls(key.id, key.name, key.role or key.scope)


SOFTWARE = Reviewer("", "Footnote", "software")
"""Submits what needs a look and notices edits; it never approves."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that stand in for a statement's, supported by the same quotes. `original`: the words they stand in for."""

    statement: int
    """Its place among the statements of the item, in reading order, from 0."""
    original: str
    text: str
    quotes: tuple[str, ...]
    reason: str
    """Why the verifier lets it stand."""


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a review. `version` counts the events of an item from 1.

    `content`: a digest of the article's text that was seen; nothing for an answer, which never changes.
    """

    kind: Kind
    item: str
    version: int
    at: datetime
    by: Reviewer
    before: Status
    after: Status
    note: str
    reasons: tuple[Reason, ...]
    risk: int
    correction: Correction | None
    corpus_version: str
    content: str


_LINE = TypeAdapter(Event)


def as_line(event: Event) -> str:
    """Its JSON, in one line."""
    return _LINE.dump_json(event).decode()


def from_line(line: str) -> Event:
    """Raises ValueError where the line is no event."""
    return _LINE.validate_json(line)
