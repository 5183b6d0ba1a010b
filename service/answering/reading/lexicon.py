"""Number words, and the phrases around a number that change what it claims (words/quantities.yaml)."""

from collections.abc import Mapping
from functools import cache

from service.answering.reading.words import words

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
NUMBER_WORDS: Mapping[str, int] = {
    **{word: value for value, word in enumerate(_ONES.split(), 1)},
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "thousand": 1000,
    "zero": 0,
}
ORDINALS: Mapping[str, int] = {
    word: value for value, word in enumerate("first second third fourth fifth sixth".split(), 1)
}
FRACTION_WORDS: Mapping[str, int] = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
    "tenths": 10,
    "sixth": 6,
    "eighth": 8,
}


@cache
def phrases(table: str) -> Mapping[str, str]:
    """Phrase -> what it stands for, of one table: before, after, statistics or frames."""
    return {phrase: meaning for meaning, listed in words("quantities")[table].items() for phrase in listed}


@cache
def labels() -> frozenset[str]:
    """Words that a number names rather than counts."""
    return frozenset(words("quantities")["labels"])
