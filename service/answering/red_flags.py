"""Red flags: wordings of an emergency that is happening now, and what is said to whoever writes them.

What counts is data (prompts/triage.yaml), and so is the language; this file knows no illness.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, ValidationError

from prompts import Prompt
from service.answering.wording import Patterns, Reading, Speller, WordingError, sentences

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Reason = Literal["emergency", "self_harm"]


class TriageError(Exception):
    """The triage rules cannot be used; the message names the rule and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The rule that fired, the words that made it fire (normalised), and what the reader is told, in order."""

    rule: str
    reason: Reason
    matched: str
    why: str
    do_now: tuple[str, ...]
    tell_staff: tuple[str, ...]


class _Rule(BaseModel, extra="forbid", strict=True, frozen=True):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
    reason: Reason
    any: list[Text] = []
    always: list[Text] = []
    all: list[list[Text]] = []
    unless: list[Text] = []
    why: Text
    do_now: Annotated[list[Text], Field(min_length=2, max_length=5)]
    tell_staff: Annotated[list[Text], Field(min_length=1)]


class Thresholds(BaseModel, extra="forbid", strict=True, frozen=True):
    """From which probability on the model raises the alarm, and below which one it calms a rule."""

    fires: Annotated[float, Field(gt=0, lt=1)]
    calms: Annotated[float, Field(ge=0, lt=1)]


class _Rulebook(BaseModel, extra="forbid", strict=True, frozen=True):
    version: Text
    reviewed_by: Text | None
    reviewed_on: Text | None
    lists: dict[str, list[Text]]
    never_between: list[Text]
    not_misspelt: list[Text]
    cues: dict[str, list[Text]]
    alarm: Thresholds
    rules: Annotated[list[_Rule], Field(min_length=1)]


class _Watch:
    """One rule, compiled."""

    def __init__(self, rule: _Rule, patterns: Patterns, reading: Reading) -> None:
        if not (rule.any or rule.always) or not all(rule.all):
            raise WordingError("a rule needs a pattern in any or always, and in each group of all")
        self._rule, self._reading = rule, reading
        self._any, self._always = patterns.compile(rule.any), patterns.compile(rule.always)
        self._all = [patterns.compile(group) for group in rule.all]
        self._unless = patterns.compile(rule.unless)

    def find(self, turn: Sequence[str], context: Sequence[str]) -> Finding | None:
        """Look in the sentences of one turn; a rule with groups in `all` reads its context (this and earlier turns)."""
        if not all(any(self._meant(group, sentence) for sentence in context) for group in self._all):
            return None
        for sentence in context if self._all else turn:
            if found := self._meant(self._always, sentence) or self._meant(self._any, sentence, now=True):
                return _finding(self._rule, found[0].strip())
        return None

    def _meant(self, pattern: re.Pattern[str], sentence: str, now: bool = False) -> re.Match[str] | None:
        for match in _matches(pattern, sentence):
            if self._reading.denies(sentence, match) or (now and not self._reading.is_now(sentence, match)):
                continue
            if not any(match.start() < no.end() and no.start() < match.end() for no in self._unless.finditer(sentence)):
                return match
        return None


class RedFlags:
    """One set of rules. Raises TriageError when they cannot be used as they are."""

    def __init__(self, rules: Prompt) -> None:
        book = _parse(rules)
        watching = "word lists and cues"
        try:
            patterns = Patterns(book.lists, book.never_between)
            self._reading = Reading(book.cues, patterns)
            self._watches = []
            for rule in book.rules:
                watching = f"rule {rule.id!r}"
                self._watches.append(_Watch(rule, patterns, self._reading))
        except WordingError as error:
            raise TriageError(f"{rules.name}, {watching}: {error}") from error
        self._speller = Speller(patterns.tolerant, {*patterns.literals, *book.not_misspelt})
        self._rules = {rule.id: rule for rule in book.rules}
        self.alarm = book.alarm

    def find(self, turns: Sequence[str]) -> Finding | None:
        """The first rule, in the order of the file, that the first of these messages meets; the others came before it.

        Never raises for any text.
        """
        read = [self._reading.join(sentences(text, self._speller)) for text in turns]
        context = [sentence for turn in read for sentence in turn]
        found = (watch.find(read[0], context) for watch in self._watches)
        return next((finding for finding in found if finding), None)

    def finding(self, rule: str, said: str) -> Finding:
        """What a rule tells the reader, met by other means. Raises KeyError for an unknown rule."""
        return _finding(self._rules[rule], said)

    @property
    def rules(self) -> frozenset[str]:
        return frozenset(self._rules)


def _finding(rule: _Rule, said: str) -> Finding:
    return Finding(rule.id, rule.reason, said, rule.why, tuple(rule.do_now), tuple(rule.tell_staff))


def _matches(pattern: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    # Matches may overlap: the first reading of a sentence can be a denied one, and a meant one begins inside it.
    position = 0
    while match := pattern.search(sentence, position):
        yield match
        position = sentence.index(" ", match.start()) + 1


def _parse(rules: Prompt) -> _Rulebook:
    try:
        book = _Rulebook.model_validate(dict(rules.data))
    except ValidationError as error:
        first = error.errors()[0]
        raise TriageError(f"{rules.name}, {_place(rules, first['loc'])}: {first['msg']}") from error
    names = [rule.id for rule in book.rules]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TriageError(f"{rules.name}: more than one rule is called {', '.join(twice)}")
    return book


def _place(rules: Prompt, path: Sequence[Any]) -> str:
    where = " > ".join(map(str, path))
    match path:
        case ["rules", int(number), *_]:
            rule = rules.data["rules"][number]
            return f"rule {rule.get('id') if isinstance(rule, dict) else number + 1!r} ({where})"
    return where
