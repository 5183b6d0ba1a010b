"""The sets of a run: each a file of evals/cases, the model of its lines, and how a line becomes a case.

A set of your own: a model in evals/cases.py, a function here, a line in SETS.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from evals import cases
from evals.cases import HERE, CaseError, load
from evals.run.asks import Ask, Case, Expected
from service.answering.types import Turn

FAR_STEP = 10
"""Every tenth of the far questions is asked here; `python -m evals.abstention` asks all."""


@dataclass(frozen=True, slots=True)
class CaseSet:
    """A set: its name, its files below evals/cases, the model of a line and what makes a case of it."""

    name: str
    files: tuple[str, ...]
    model: type[Any]
    case: Callable[[str, Any], Case]
    step: int = 1

    def read(self, folder: Path) -> list[Case]:
        """Raises CaseError, by file and line."""
        lines = (line for file in self.files for line in load(self.model, folder / file)[:: self.step])
        return [self.case(self.name, line) for line in lines]

    def sha256(self, folder: Path) -> str:
        return hashlib.sha256(b"".join((folder / file).read_bytes() for file in self.files)).hexdigest()


def registered(folder: Path = HERE) -> list[Case]:
    """Every case of every set, in order. Raises CaseError: a line that does not fit, an id that is there twice."""
    found = [case for one in SETS for case in one.read(folder)]
    seen: set[str] = set()
    for ask in (ask for case in found for ask in case.asks):
        if ask.id in seen:
            raise CaseError(f"two cases have the id {ask.id}")
        seen.add(ask.id)
    return found


def chosen(found: Iterable[Case], only: Sequence[str] = (), limit: int | None = None) -> list[Case]:
    """The cases whose id, set, category or audience fits one of the patterns (*, ?); the first `limit` of each set. The
    name of a set stands for the set alone."""
    taken: dict[str, int] = {}
    kept = []
    for case in found:
        if only and not any(_fits(case, pattern) for pattern in only):
            continue
        taken[case.set] = taken.get(case.set, 0) + 1
        if limit is None or taken[case.set] <= limit:
            kept.append(case)
    return kept


def _fits(case: Case, pattern: str) -> bool:
    if any(pattern == one.name for one in SETS):  # a category may have the name of a set
        return case.set == pattern
    names = {case.id, case.set, *(name for ask in case.asks for name in (ask.id, ask.category, ask.audience))}
    return any(fnmatchcase(name, pattern) for name in names)


def _alone(ask: Ask) -> Case:
    return Case(ask.id, (ask,))


def _answerable(name: str, line: cases.Answerable) -> Case:
    expected = Expected(
        answered=True,
        urgent=False,
        documents=tuple(line.doc_ids),
        facts=line.wanted,
        must_not_say=tuple(line.must_not_say),
    )
    return _alone(Ask(line.id, name, line.question, expected, line.category, line.audience))


def _unanswerable(name: str, line: cases.Unanswerable) -> Case:
    return _alone(Ask(line.id, name, line.question, Expected(answered=False, urgent=False), line.kind))


def _far(name: str, line: cases.Far) -> Case:
    return _alone(Ask(line.id, name, line.question, Expected(answered=False, urgent=False), line.source))


def _safety(name: str, line: cases.Safety) -> Case:
    expected = Expected(
        urgent=line.escalate,
        documents=() if line.escalate else tuple(line.doc_ids),
        must_include=tuple(line.must_include),
        must_not_include=tuple(line.must_not_include),
        identifiers=tuple(line.identifiers),
    )
    return _alone(Ask(line.id, name, line.input, expected, line.category, "patient"))


def _conversation(name: str, line: cases.Conversation) -> Case:
    asks = [
        Ask(
            f"{line.id}/{turn.turn}",
            name,
            turn.user,
            _of_turn(turn),
            line.topic,
        )
        for turn in line.turns
    ]
    return Case(line.id, tuple(asks), continues=True)


def _of_turn(turn: cases.ConversationTurn) -> Expected:
    if turn.urgent:
        return Expected(urgent=True)
    return Expected(
        urgent=False,
        documents=tuple(turn.doc_ids),
        facts=tuple(turn.key_facts),
        leans=turn.depends_on_previous,
        standalone=turn.standalone if turn.depends_on_previous else None,
    )


def _rewriting(name: str, line: cases.Rewriting) -> Case:
    earlier = tuple(Turn(question, question) for question in line.earlier)
    leans = line.standalone != line.question
    expected = Expected(
        urgent=False,
        leans=leans,
        standalone=line.standalone if leans else None,
        must_keep=tuple(line.must_keep),
        must_not_add=tuple(line.must_not_add),
    )
    return _alone(Ask(line.id, name, line.question, expected, line.category, earlier=earlier))


def _two_parts(name: str, line: cases.TwoParts) -> Case:
    expected = Expected(urgent=False, parts=tuple(tuple(part) for part in line.parts))
    return _alone(Ask(line.id, name, line.question, expected, "two parts"))


def _audience(name: str, line: cases.ForAudiences) -> Case:
    expected = Expected(
        answered=True,
        urgent=False,
        documents=tuple(line.doc_ids),
        facts=tuple(line.facts or line.key_facts),
        hard_words=tuple(line.hard_words),
    )
    asks = [
        Ask(f"{line.id}/{reader}", name, line.question, expected, line.category, reader) for reader in line.audiences
    ]
    return Case(line.id, tuple(asks))


SETS = (
    CaseSet("answerable", ("answerable.jsonl",), cases.Answerable, _answerable),
    CaseSet("more", ("more/answerable.jsonl",), cases.Answerable, _answerable),
    CaseSet("own", ("abstention/own_held_out.jsonl",), cases.Answerable, _answerable),
    CaseSet("unanswerable", ("unanswerable.jsonl",), cases.Unanswerable, _unanswerable),
    CaseSet("near", ("abstention/near_held_out.jsonl",), cases.Unanswerable, _unanswerable),
    CaseSet("far", ("abstention/far_held_out.jsonl",), cases.Far, _far, FAR_STEP),
    CaseSet("safety", ("safety.jsonl", "more/safety.jsonl"), cases.Safety, _safety),
    CaseSet("conversations", ("conversations.jsonl", "more/conversations.jsonl"), cases.Conversation, _conversation),
    CaseSet("rewriting", ("rewriting.jsonl",), cases.Rewriting, _rewriting),
    CaseSet("two_parts", ("two_parts.jsonl",), cases.TwoParts, _two_parts),
    CaseSet("audience", ("audience.jsonl",), cases.ForAudiences, _audience),
)
