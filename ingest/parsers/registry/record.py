"""Reading a record of ClinicalTrials.gov (API v2, JSON): a missing field is empty, one of another shape an error.

Texts are the registry's Markdown: `\\<` stands for `<`, `* ` for a bullet. Numbers are kept in the digits of the file.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.parsers import ParseError
from ingest.parsers.text import clean, one_line

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BULLET = re.compile(r"(?m)^\s*\*\s+")


@dataclass(frozen=True, slots=True)
class Record:
    """An object of the file. `place` says where it stands, for messages."""

    fields: Mapping[str, object]
    place: str = ""

    def at(self, *path: str) -> "Record":
        """The object under `path`; an empty one where there is none."""
        value = self._value(path)
        if value is None:
            return Record({}, self._place(path))
        if not isinstance(value, dict):
            raise ParseError(f"{self._place(path)} should be an object")
        return Record(value, self._place(path))

    def each(self, *path: str) -> list["Record"]:
        """The objects of a list."""
        place = self._place(path)
        found = [(f"{place}[{index}]", item) for index, item in enumerate(self._list(path))]
        for where, item in found:
            if not isinstance(item, dict):
                raise ParseError(f"{where} should be an object")
        return [Record(item, where) for where, item in found if isinstance(item, dict)]

    def texts(self, *path: str) -> list[str]:
        """The texts of a list, a line each."""
        return [text for item in self._list(path) if (text := one_line(_plain(self._scalar(item, path))))]

    def text(self, *path: str) -> str:
        """A text or number on one line; "" where there is none."""
        return one_line(_plain(self._scalar(self._value(path), path)))

    def lines(self, *path: str) -> list[str]:
        """A text in its own lines, without the marks of bullets."""
        raw = _BULLET.sub("", self._scalar(self._value(path), path))
        return [line for line in clean(_plain(raw)).split("\n") if line]

    def raw(self, *path: str) -> str:
        """A text as the file has it, with its Markdown."""
        return self._scalar(self._value(path), path)

    def _list(self, path: tuple[str, ...]) -> list[object]:
        value = self._value(path)
        if value is None:
            return []
        if not isinstance(value, list):
            raise ParseError(f"{self._place(path)} should be a list")
        return value

    def _scalar(self, value: object, path: tuple[str, ...]) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if not isinstance(value, str):
            raise ParseError(f"{self._place(path)} should be a text or a number")
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise ParseError(f"{self._place(path)} holds half a character (a lone surrogate)")
        return value

    def _value(self, path: tuple[str, ...]) -> object:
        *above, last = path
        record = self.at(*above) if above else self
        return record.fields.get(last)

    def _place(self, path: tuple[str, ...]) -> str:
        return ".".join(filter(None, (self.place, *path)))


def read_json(path: Path) -> object:
    """The content of a JSON file, its numbers as texts. Raises ParseError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (OSError, ValueError, RecursionError) as error:
        raise ParseError(f"the file cannot be read as JSON: {error}") from error


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
