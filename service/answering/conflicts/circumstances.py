"""For whom, when and in which phase: what sets two sentences apart though they are of the same thing."""

import re
from collections.abc import Iterable
from functools import cache

from service.answering.conflicts.lexicon import finder
from service.answering.reading.phrases import PhraseFinder
from service.answering.reading.sentence import Sentence
from service.answering.reading.tokens import plain
from service.answering.reading.words import words

Values = dict[str, frozenset[str]]
"""Axis -> the values that are named."""
_OF_PATIENTS = frozenset("age sex line prevention extent hormones diabetes moment volume place".split())
"""Axes on which the title and the sentences before speak for a sentence."""
_AGE = re.compile(
    r"\b(?P<young>\d{1,2})[ -]?(?:years?|y)[ -]?(?:old|of age)?\b(?<=old|age)|"
    r"\b(?:over|above|aged|beyond|older than) (?P<old>[5-9]\d)\b(?! ?(?:%|mg|g\b|kg|ml|mm|cm|x|/|\.))",
    re.IGNORECASE,
)
_GROWN, _AGED = 16, 65
"""Years from which on people are adults, and aged."""
_ANYTHING = r"[^.;]{0,80}?"
"""What "..." stands for in a listed phrase."""


def of_text(text: str, start: int = 0, end: int | None = None) -> Values:
    """The circumstances named in a stretch of a text, in characters."""
    found: Values = {}
    stretch = plain(text)[start:end]
    for axis, value, pattern in _axes():
        if pattern.search(stretch):
            found[axis] = found.get(axis, frozenset()) | {value}
    ages = {value for match in _AGE.finditer(stretch) for value in _of_age(int(match["young"] or match["old"]))}
    return found | {"age": found.get("age", frozenset()) | ages} if ages else found


def _of_age(years: int) -> tuple[str, ...]:
    return ("children",) if years < _GROWN else ("adults", "aged") if years >= _AGED else ("adults",)


def of_surroundings(found: Values, *around: Sentence) -> Values:
    """With what the surroundings say of the patients, where the sentence says nothing."""
    for text in around:
        for axis, named in of_text(text.text).items():
            if axis in _OF_PATIENTS:
                found.setdefault(axis, named)
    return found


def apart(one: Values, other: Values, axes: Iterable[str]) -> str | None:
    """The first of these axes on which both name values and share none."""
    return next((a for a in axes if a in one and a in other and one[a].isdisjoint(other[a])), None)


def printed(text: str, axis: str) -> str:
    """The words of a text that name a value on an axis; empty where none do."""
    found = (pattern.search(plain(text)) for name, _, pattern in _axes() if name == axis)
    return next((match.group() for match in found if match), "")


def special(sentence: Sentence) -> frozenset[str]:
    """The patients apart that a sentence speaks of; none where it says who is left out."""
    found = frozenset(mention.key for mention in _special().find(sentence))
    return frozenset() if found and finder("circumstances", "left_out").find(sentence) else found


def takes_up(sentence: Sentence) -> bool:
    """Whether it speaks of those of the sentence before: "in such patients"."""
    return not set(words("circumstances")["these"]).isdisjoint(token.low for token in sentence.tokens)


def takes_in_all(sentence: Sentence) -> bool:
    """Whether it is of everybody, special patients too."""
    return bool(finder("circumstances", "whoever").find(sentence))


@cache
def _axes() -> list[tuple[str, str, re.Pattern[str]]]:
    return [
        (axis, value, re.compile(r"\b(?:" + "|".join(map(_form, phrases)) + r")\b", re.IGNORECASE))
        for axis, named in words("circumstances")["axes"].items()
        for value, phrases in named.items()
    ]


def _form(phrase: str) -> str:
    parts = [re.sub(r"\\?[ -]", "[ -]", re.escape(part.strip())) for part in phrase.split("...")]
    return (r"\b" + _ANYTHING + r"\b").join(parts)


@cache
def _special() -> PhraseFinder:
    return PhraseFinder(words("circumstances")["special"])
