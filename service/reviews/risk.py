"""Why a person should look at an answer: what its record and its readers' ratings show. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Reason = Literal[
    "rated_down", "commented", "source_changed", "emergency", "conflict", "fallback", "personal_decision", "reworded",
    "one_source", "partial", "orders",
]  # fmt: skip
"""Histories keep them: one may be added, none renamed."""

WEIGHTS: Mapping[Reason, int] = {
    "rated_down": 3,
    "commented": 3,
    "source_changed": 3,
    "emergency": 3,
    "conflict": 2,
    "fallback": 2,
    "personal_decision": 1,
    "reworded": 1,
    "one_source": 1,
    "partial": 1,
    "orders": 1,
}
WORDS: Mapping[Reason, str] = {
    "rated_down": "a reader rated it down",
    "commented": "a reader said something of it",
    "source_changed": "a source was retracted, replaced or withdrawn since",
    "emergency": "it tells somebody in danger what to do",
    "conflict": "its sources disagree",
    "fallback": "sentences of the model did not pass, or it broke off",
    "personal_decision": "it was asked for a personal decision",
    "reworded": "a sentence is not its source’s own, word for word",
    "one_source": "it rests on one source",
    "partial": "part of the question is not answered",
    "orders": "the question gave orders to the service",
}
SUBMITS = 3
"""The number from which on an answer is submitted for review without being asked."""
HIGH, RAISED = 4, 2


@dataclass(frozen=True, slots=True)
class Risk:
    """The reasons, weightiest first."""

    reasons: tuple[Reason, ...] = ()

    @property
    def score(self) -> int:
        return sum(WEIGHTS[reason] for reason in self.reasons)

    @property
    def submits(self) -> bool:
        return self.score >= SUBMITS


def level(score: int) -> str:
    """The number in a word."""
    return "high" if score >= HIGH else "raised" if score >= RAISED else "low"


@dataclass(frozen=True, slots=True)
class Rating:
    """What a reader said of an answer: up or down, and whether there was more to it."""

    down: bool
    words: bool


def of_article(changed: bool) -> Risk:
    """`changed`: a source of it no longer stands."""
    return Risk(("source_changed",) if changed else ())


def of_answer(answer: Mapping[str, Any], ratings: Iterable[Rating] = (), changed: bool = False) -> Risk:
    """`answer`: its wire JSON."""
    found = {*_of_record(answer), *of_article(changed).reasons}
    for rating in ratings:
        if rating.down:
            found.add("rated_down")
        if rating.words:
            found.add("commented")
    return Risk(tuple(reason for reason in WEIGHTS if reason in found))


def stated(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The statements of a wire JSON, in reading order."""
    for section in (answer["summary"], *answer["sections"]):
        yield from section["statements"]


def _of_record(answer: Mapping[str, Any]) -> Iterator[Reason]:
    notices = {notice["code"] for notice in answer["notices"]}
    writing = answer["provenance"].get("writing") or {}
    statements = list(stated(answer))
    if answer["outcome"] == "urgent":
        yield "emergency"
    if answer["conflicts"]:
        yield "conflict"
    if writing.get("repaired") or writing.get("dropped") or writing.get("stopped"):
        yield "fallback"
    if "personal_decision" in notices:
        yield "personal_decision"
    if _reworded(answer["citations"], statements):
        yield "reworded"
    if statements and len(answer["citations"]) == 1:
        yield "one_source"
    if answer["outcome"] == "partial":
        yield "partial"
    if answer["reason"] == "injection" or "instructions_ignored" in notices:
        yield "orders"


def _reworded(citations: Sequence[Mapping[str, Any]], statements: Sequence[Mapping[str, Any]]) -> bool:
    quotes = {quote["id"]: quote["text"] for citation in citations for quote in citation["quotes"]}
    return any(s["text"] not in (quotes.get(name) for name in s["quotes"]) for s in statements)
