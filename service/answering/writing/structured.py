"""Reads a JSON answer while it arrives: {"statements": [{"text": …, "keys": […]}, …]}."""

from collections.abc import Collection
from json import JSONDecoder
from typing import Any

from pydantic_core import from_json

from service.answering.writing.marks import Marks
from service.answering.writing.tagged import sentences
from service.answering.writing.written import Written

_DECODER = JSONDecoder(strict=False)
"""Reads JSON and leaves what stands behind it: models close with a remark or a fence."""


class StructuredReader:
    """Feed it JSON in any pieces. What is no JSON, or of another shape, holds no statements."""

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = frozenset(keys)
        self._marks = Marks(keys)
        self._text = ""
        self._read = 0

    def feed(self, piece: str) -> list[Written]:
        """The sentences that are complete with this piece: a statement is, once another has begun."""
        self._text += piece
        return self._new(self._statements()[:-1]) if "{" in piece else []

    def finish(self) -> list[Written]:
        """What is left when no more will come. A statement that was cut off is none."""
        try:
            return self._new(_listed(_DECODER.raw_decode(self._text, self._text.find("{"))[0]))
        except ValueError:
            return self._new(self._statements()[:-1])

    def _statements(self) -> list[Any]:
        try:
            return _listed(from_json(self._text[self._text.find("{") :], allow_partial=True))
        except ValueError:  # words behind its end
            return []

    def _new(self, statements: list[Any]) -> list[Written]:
        fresh, self._read = statements[self._read :], max(self._read, len(statements))
        return [written for statement in fresh if isinstance(statement, dict) for written in self._of(statement)]

    def _of(self, statement: dict[str, Any]) -> list[Written]:
        named = statement.get("keys")
        listed = [str(key).lower() for key in named] if isinstance(named, list) else []
        keys = tuple(dict.fromkeys(key for key in listed if key in self._keys))
        text = str(statement.get("text") or "").replace("\n", " ")
        return [
            Written(one.text, tuple(dict.fromkeys((*keys, *one.keys))))
            for stretch in self._marks.stretches(text)
            for one in sentences(stretch)
        ]


def _listed(read: Any) -> list[Any]:
    found = read.get("statements") if isinstance(read, dict) else None
    return found if isinstance(found, list) else []


def schema(keys: Collection[str], most: int) -> dict[str, Any]:
    """The JSON schema of an answer of up to `most` statements that name these keys."""
    statement = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "keys": {"type": "array", "items": {"type": "string", "enum": list(keys)}, "maxItems": 3},
        },
        "required": ["text", "keys"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": statement, "maxItems": most}},
        "required": ["statements"],
        "additionalProperties": False,
    }
