"""What a corpus version says of itself: what it is about, what made it, how much it holds."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from corpus.embeddings import EmbedderIdentity

SCHEMA = 6
"""Goes up when a version of before cannot be read any more."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the library is about, in its own words, and where else to ask. From `corpus.yaml` beside the sources."""

    subject: str
    referral: str
    language: str = "en"
    vocabulary: tuple[tuple[str, ...], ...] = ()
    """Groups of words that find the same in this library: what is searched may be said so."""
    equivalents: tuple[tuple[str, ...], ...] = ()
    """Groups of words that claim the same in this library: a statement may put one for another."""
    opposites: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Sets of values of which one is true at a time, each with its words: a statement may not put one for another."""

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Scope":
        groups = {
            name: tuple(tuple(map(str, group)) for group in record.get(name, ()))
            for name in ("vocabulary", "equivalents")
        }
        opposites = tuple(tuple(tuple(map(str, value)) for value in values) for values in record.get("opposites", ()))
        return cls(**{**record, **groups, "opposites": opposites})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a corpus version is made of."""

    id: str
    scope: Scope
    embedder: EmbedderIdentity
    dimension: int
    documents: int
    passages: int
    sentences: int
    built_at: str
    analyzer: str
    schema: int = SCHEMA

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        record = json.loads(text)
        record["scope"] = Scope.from_record(record["scope"])
        record["embedder"] = EmbedderIdentity(**record["embedder"])
        return cls(**record)
