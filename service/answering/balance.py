"""Yes-or-no questions: the evidence on either side, so that an answer shows both.

A question of effect ("does it prolong life?") is answered by findings of a difference or link and by findings of
none; one of permission ("can it be repeated?") by what guidelines and labels allow and what they refuse. A side is
what a sentence says of itself, by its words (reading/words/balance.yaml), its interval or its p value: that it then
means yes or no is left to the reader, who sees the sentence.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal

from service.answering.candidates import Candidate
from service.answering.concepts import Concept
from service.answering.reading.words import words
from service.answering.repeats import words_of

YesNo = Literal["effect", "permission"]
Side = Literal["found", "found_none", "allowed", "refused"]
SIDES: tuple[Side, ...] = ("found", "found_none", "allowed", "refused")
HEADINGS: dict[Side, str] = {
    "found": "A difference or link was found",
    "found_none": "No difference or link was found",
    "allowed": "Recommended or allowed",
    "refused": "Not recommended or not allowed",
}
RULING_KINDS = ("guideline", "label", "consensus")
NAMED = 0.5
"""The share of what is asked, by weight, that a sentence must name to take a side."""
_AUXILIARY = "is|are|was|were|does|do|did|has|have|had|can|could|should|will|would|may|might|must"
_ASKED = re.compile(rf"^(?:so |and |but |then )?(?:{_AUXILIARY})\b.*\?$", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[.!?:,])\s+")
_INTERVAL = re.compile(r"ratio\b(?:[^.;]|\.\d){0,60}?CI,? (\d+(?:\.\d+)?)(?: to |-|\u2013)(\d+(?:\.\d+)?)")
_P = re.compile(r"\bp ?([=<>]) ?(0?\.\d+)", re.IGNORECASE)
_LEVEL = 0.05
_FREE_OF = re.compile(r"([^\W_]+)[- ]free[- ][^\W_]+", re.IGNORECASE)


def yes_or_no(question: str) -> YesNo | None:
    """What kind of question yes or no answers; None for any other, and for one that offers a choice."""
    asked = next((part for part in reversed(_CLAUSE.split(question.strip())) if _ASKED.match(part)), None)
    if asked is None or re.search(r"\bor\b", asked, re.IGNORECASE):
        return None
    low = asked.casefold()
    if _found("permission")(low):
        return "permission"
    return "effect" if _found("effect")(low) else None


def side(asked: YesNo, question: str, concepts: Sequence[Concept], candidate: Candidate) -> Side | None:
    """The side that a sentence takes; None where it takes none, or is of something else."""
    evidence = candidate.evidence
    if not _names_it(question, concepts, candidate):
        return None
    low = evidence.text.casefold()
    if asked == "effect":
        return _effect(evidence.text)
    if evidence.document.kind not in RULING_KINDS:
        return None
    return "refused" if _found("refused")(low) else "allowed" if _found("allowed")(low) else None


def _names_it(question: str, concepts: Sequence[Concept], candidate: Candidate) -> bool:
    """Whether the sentence, under its heading and title, is about the things that are asked about."""
    text = candidate.evidence.text
    things = [concept for concept in concepts if concept.known and not _is_verb(concept.name.casefold())]
    if not things or (not _FREE_OF.search(question) and _names_another_outcome(text, things)):
        return False
    own = words_of(text)
    around = own | words_of(f"{candidate.evidence.document.title} {' '.join(candidate.evidence.passage.section)}")
    named = sum(concept.weight for concept in things if concept.within(around))
    phrases = [concept for concept in things if len(concept.alternatives) > 1]
    return named >= NAMED * sum(concept.weight for concept in things) and all(phrase.within(own) for phrase in phrases)


def _names_another_outcome(text: str, things: Sequence[Concept]) -> bool:
    """Whether a thing is named only as the end of "free of" another: progression-free survival is about progression."""
    event = words_of(_FREE_OF.sub(r"\1", text))
    return any(thing.within(words_of(text)) and not thing.within(event) for thing in things)


def _is_verb(name: str) -> bool:
    """Whether a concept is what is asked about things, and no thing itself: "increase", "work", "allowed"."""
    return any(_found(kind)(name) for kind in ("effect", "permission", "acts"))


def _effect(text: str) -> Side | None:
    """By its intervals of a ratio, else by its p values, else by its words."""
    crossing = {float(low) <= 1 <= float(high) for low, high in _INTERVAL.findall(text)}
    levels = {_is_significant(relation, float(value)) for relation, value in _P.findall(text)}
    tests = {not crosses for crosses in crossing} | {level for level in levels if level is not None}
    if tests:
        return None if len(tests) > 1 else "found" if tests.pop() else "found_none"
    low = text.casefold()
    return "found_none" if _found("found_none")(low) else "found" if _found("found")(low) else None


def _is_significant(relation: str, value: float) -> bool | None:
    if relation == ">":
        return False if value >= _LEVEL else None
    if relation == "<":
        return True if value <= _LEVEL else None
    return value < _LEVEL


@cache
def _found(name: str) -> Callable[[str], re.Match[str] | None]:
    listed = sorted(words("balance")[name], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + ")").search
