"""Does a quote support a statement? The last gate before anything is shown.

A statement that is a quote, word for word, is supported by identity. Anything else is not yet judged and so is
not supported: the layers that judge paraphrase come beside this function and keep its signature.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.answering.types import Verdict

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a statement and a reason that a person can read."""

    verdict: Verdict
    reason: str


def verify(statement: str, quotes: Sequence[str]) -> Judgement:
    """Judge one statement against the quotes that it names."""
    wanted = _normal(statement)
    if any(wanted == _normal(quote) for quote in quotes):
        return Judgement("supported", "The statement is the quote, word for word.")
    if not quotes:
        return Judgement("unsupported", "The statement names no quote.")
    return Judgement("unsupported", "The statement is not in its quotes word for word.")


def _normal(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
