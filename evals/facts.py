"""Key facts: what a good answer states, as something that a program can look for.

A fact is a sentence, or a pattern: every number of `numbers` and one wording of each list of `any` must stand together
within three sentences. Both kinds are blind to who did what: they find missing facts, they cannot prove a right one.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z]{4,}")
_MARKER = re.compile(r"\[(\d+)\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
WINDOW = 3
WORD_SHARE = 0.4


def _expression(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


def _figure(text: str) -> str:
    if not all(_NUMBER.fullmatch(one) for one in text.split("|")):
        raise ValueError(f"{text!r} is no number, nor numbers with | between them")
    return text


class Fact(BaseModel):
    """A fact as a pattern.

    `any`: lists of regular expressions without regard to case; of each list one must be found, so [["tea", "infusion"],
    ["cold"]] is tea or an infusion, and cold. None given: numbers decide alone.
    `numbers`: all of them must stand as whole numbers; "16.4|16,4" is one number in two spellings.
    `says`: the fact in words, for whoever reads a report.
    """

    model_config = ConfigDict(extra="forbid")
    any: list[Annotated[list[Annotated[str, AfterValidator(_expression)]], Field(min_length=1)]] = Field(
        default_factory=list
    )
    numbers: list[Annotated[str, AfterValidator(_figure)]] = Field(default_factory=list)
    says: str | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> "Fact":
        if not self.any and not self.numbers:
            raise ValueError("a fact needs `any` or `numbers`")
        return self

    def __str__(self) -> str:
        return self.says or " ".join([*(wordings[0] for wordings in self.any), *self.numbers])

    def stands_in(self, text: str) -> bool:
        """Whether three neighbouring sentences of the text hold it."""
        return any(self._in(window) for window in windows(text))

    def _in(self, window: str) -> bool:
        held = set(_NUMBER.findall(window))
        if not all(held & set(one.split("|")) for one in self.numbers):
            return False
        return all(any(re.search(one, window, re.IGNORECASE) for one in wordings) for wordings in self.any)


def fact_stands(fact: Fact | str, text: str) -> bool:
    """Whether the text holds a fact of either kind."""
    return fact.stands_in(text) if isinstance(fact, Fact) else key_fact_present(fact, text)


def key_fact_present(fact: str, text: str) -> bool:
    """All numbers of the sentence and two fifths of its words stand together within three sentences of the text."""
    numbers, words = set(_NUMBER.findall(fact)), stems(fact)
    for window in windows(text):
        if numbers <= set(_NUMBER.findall(window)) and len(words & stems(window)) >= WORD_SHARE * len(words):
            return True
    return False


def missed(facts: Iterable[Fact | str], text: str) -> list[str]:
    """The facts that are not in the text, in words."""
    return [str(fact) for fact in facts if not fact_stands(fact, text)]


def windows(text: str) -> Iterator[str]:
    """Every three neighbouring sentences of a text, its markers left out."""
    sentences = [part for part in _SENTENCE.split(_MARKER.sub("", text)) if part]
    for start in range(max(1, len(sentences) - WINDOW + 1)):
        yield " ".join(sentences[start : start + WINDOW])


def numbers(text: str) -> set[str]:
    """The numbers of a text as written."""
    return set(_NUMBER.findall(text))


def stems(text: str) -> set[str]:
    """The first five letters of each word of four letters and more."""
    return {word[:5] for word in _WORD.findall(text.lower())}
