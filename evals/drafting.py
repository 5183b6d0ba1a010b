"""From production to test: a stored answer with its feedback becomes a draft case."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.cases import Answerable, CaseError, Unanswerable, load
from service.answering.types import ANSWERED
from service.records import Feedback, Records


def draft(records: Records, answer_id: str) -> str:
    """A line for a file of cases. Raises UnknownRecord.

    An answer becomes an answerable case, a refusal that a reader found wrong too (its documents and facts are to be
    filled in); any other refusal an unanswerable case. Facts are the answer's own statements: a person keeps those that
    a good answer needs. The question is as it was stored, without identifiers.
    """
    answer = json.loads(records.answer_of_anyone(answer_id))
    feedback = records.feedback_of_anyone(answer_id)
    missed = any(one.rating == "down" for one in feedback)
    if answer["outcome"] in ANSWERED or missed:
        return _line(_answerable(answer, feedback))
    return _line(_unanswerable(answer, feedback))


def append(path: Path, line: str) -> None:
    """Add the line to a file of cases, if it fits there and its id is new. Raises CaseError."""
    made = json.loads(line)
    model: type[Answerable] | type[Unanswerable] = Answerable if "key_facts" in made else Unanswerable
    found: Sequence[Answerable | Unanswerable] = load(model, path) if path.exists() else []
    if made["id"] in {case.id for case in found}:
        raise CaseError(f"{path.name} has the case {made['id']} already.")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "" if not before or before.endswith("\n") else "\n"
    path.write_text(f"{before}{gap}{line}\n", encoding="utf-8")


def _answerable(answer: dict[str, Any], feedback: list[Feedback]) -> Answerable:
    statements = [
        statement["text"] for section in (answer["summary"], *answer["sections"]) for statement in section["statements"]
    ]
    return Answerable(
        id=_id(answer),
        category="from a reader",
        audience=answer["audience"],
        question=answer["standalone_question"],
        doc_ids=[one["source"]["id"] for one in answer["citations"]] or ["TO FILL IN"],
        key_facts=statements or ["TO FILL IN"],
        must_not_say=[],
        written_by=_told(feedback),
    )


def _unanswerable(answer: dict[str, Any], feedback: list[Feedback]) -> Unanswerable:
    return Unanswerable(
        id=_id(answer),
        kind="from a reader",
        question=answer["standalone_question"],
        reason=f"outcome: {answer['outcome']}; TO FILL IN",
        expected=answer["outcome"],
        nearest_doc_ids=[one["source"]["id"] for one in answer["citations"]],
        written_by=_told(feedback),
    )


def _id(answer: dict[str, Any]) -> str:
    return f"draft-{answer['id'].removeprefix('ans_')[:12]}"


def _told(feedback: list[Feedback]) -> str:
    """What the readers said, for whoever completes the case."""
    said = [
        f"{one.rating}{': ' if one.reasons else ''}{', '.join(one.reasons)}{f' ({one.comment})' if one.comment else ''}"
        for one in feedback
    ]
    return f"draft from a stored answer; feedback: {'; '.join(said) or 'none'}"


def _line(case: Answerable | Unanswerable) -> str:
    return json.dumps(case.model_dump(exclude={"facts"}), ensure_ascii=False)
