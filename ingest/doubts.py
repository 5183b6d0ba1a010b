"""Why a document is not taken in although it can be read: it speaks to a language model, or is written to rank first.

What such documents say is data like any other, and an operator may answer for one in its sidecar (`admit:
instructions`). Wordings are in corpus/orders.yaml. Invisible characters are taken out before anything is cut, so that
offsets count in the text that is kept.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus.documents import CELL, PlainWording, Section
from corpus.orders import WORDINGS, orders
from corpus.visible import visible
from ingest.parsers import Metadata, Parsed
from ingest.whole import everything

_ADMIT = "admit: instructions in its sidecar takes it in all the same"
_LONG = re.compile(r"[^\W\d_]{4,}")
_WINDOW, _DISTINCT, _TIMES = 60, 5, 4
_FEWEST = 0.8


@cache
def rules() -> str:
    """Which wordings documents are looked through with: other ones read the files again."""
    return hashlib.sha256(WORDINGS.read_bytes()).hexdigest()


def seen(parsed: Parsed) -> Parsed:
    """A document without characters that no reader sees."""
    sections = tuple(
        replace(section, path=tuple(map(visible, section.path)), text=visible(section.text))
        for section in parsed.sections
    )
    return replace(parsed, metadata=_seen(parsed.metadata), sections=sections)


def doubt(parsed: Parsed) -> str | None:
    """What is wrong with what a document says, for whom it may concern."""
    said = orders().found("\n".join(_texts(parsed)))
    if said:
        return f"it speaks to a language model: “{said}” ({_ADMIT})"
    if parsed.disguised:
        return f"it holds text that is painted so that nobody sees it: “{parsed.disguised[:80]}” ({_ADMIT})"
    stuffed = next(filter(None, map(_stuffed, parsed.sections)), None)
    return f"it repeats words as if to be found by them: {stuffed} ({_ADMIT})" if stuffed else None


def hidden_doubt(path: Path) -> str | None:
    """The same of all that a file holds: an order that is hidden was not meant for readers."""
    said = orders().found(everything(path), forms=False) or orders().found(_written(path))
    return f"it hides words that speak to a language model: “{said}” ({_ADMIT})" if said else None


def _written(path: Path) -> str:
    """Markdown as it is written: tags that are none of HTML are left out of its text."""
    return path.read_text(encoding="utf-8", errors="replace") if path.suffix.lower() == ".md" else ""


def _texts(parsed: Parsed) -> Iterator[str]:
    """All that may be shown, and the columns of tables, down which a sentence may run."""
    yield from filter(None, map(_in_words, (getattr(parsed.metadata, field.name) for field in fields(Metadata))))
    for section in parsed.sections:
        yield from (*section.path, section.text)
        if section.head:
            rows = [line.split(CELL) for line in section.text.split("\n")[section.head :]]
            for column in range(max(map(len, rows), default=0)):
                yield " ".join(row[column] for row in rows if column < len(row))


def _in_words(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, PlainWording):
        return value.text
    if isinstance(value, dict):
        value = tuple(value.values())
    return "\n".join(filter(None, map(_in_words, value))) if isinstance(value, list | tuple) else ""


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Metadata):
        return replace(value, **{field.name: _seen(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, PlainWording):
        return PlainWording(visible(value.of), visible(value.text))
    if isinstance(value, dict):
        return {key: _seen(own) for key, own in value.items()}
    return type(value)(map(_seen, value)) if isinstance(value, list | tuple) else value


def _stuffed(section: Section) -> str | None:
    """Words of which a stretch of running text is made, where these are few and each comes again and again."""
    if section.head:
        return None
    words = [word.casefold() for word in _LONG.findall(section.text)]
    for start in range(0, len(words) - _WINDOW + 1, _WINDOW // 2):
        counted = Counter(words[start : start + _WINDOW])
        again = {word: count for word, count in counted.items() if count >= _TIMES}
        if len(again) >= _DISTINCT and sum(again.values()) >= _FEWEST * _WINDOW:
            return ", ".join(sorted(again))
    return None
