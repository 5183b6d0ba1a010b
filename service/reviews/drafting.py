"""From production to test: a stored answer with its feedback and corrections becomes a draft case of the evaluation."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from service.answering.types import ANSWERED
from service.records import Feedback, Records
from service.reviews.risk import stated
from service.reviews.standing import standing


def draft(records: Records, answer_id: str) -> str:
    """A line for a file of cases. Raises UnknownRecord.

    An answer becomes an answerable case, a refusal that a reader found wrong too (its documents and facts are to be
    filled in); any other refusal an unanswerable case. Facts are the answer's own statements, as corrected: a person
    keeps those that a good answer needs. The question is as it was stored, without identifiers.
    """
    answer = json.loads(records.answer_of_anyone(answer_id))
    feedback = records.feedback_of_anyone(answer_id)
    missed = any(one.rating == "down" for one in feedback)
    if answer["outcome"] in ANSWERED or missed:
        corrections = standing("unreviewed", records.reviews.of("answers", answer_id)).corrections
        case = _answerable(answer, {one.statement: one.text for one in corrections})
    else:
        case = _unanswerable(answer)
    identity = f"draft-{answer_id.removeprefix('ans_')[:12]}"
    return json.dumps({"id": identity, **case, "written_by": _told(feedback), "reviewed_by": None}, ensure_ascii=False)


def _answerable(answer: Mapping[str, Any], corrected: Mapping[int, str]) -> dict[str, Any]:
    facts = [corrected.get(place, said["text"]) for place, said in enumerate(stated(answer))]
    return {
        "category": "from a reader",
        "audience": answer["audience"],
        "question": answer["standalone_question"],
        "doc_ids": [one["source"]["id"] for one in answer["citations"]] or ["TO FILL IN"],
        "key_facts": facts or ["TO FILL IN"],
        "must_not_say": [],
    }


def _unanswerable(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": "from a reader",
        "question": answer["standalone_question"],
        "reason": f"outcome: {answer['outcome']}; TO FILL IN",
        "expected": answer["outcome"],
        "nearest_doc_ids": [one["source"]["id"] for one in answer["citations"]],
    }


def _told(feedback: Sequence[Feedback]) -> str:
    """What the readers said, for whoever completes the case."""
    said = [
        f"{one.rating}{': ' if one.reasons else ''}{', '.join(one.reasons)}{f' ({one.comment})' if one.comment else ''}"
        for one in feedback
    ]
    return f"draft from a stored answer; feedback: {'; '.join(said) or 'none'}"
