"""The history and what readers said, as JSON lines: for an archive, for another database, for whoever audits."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.records import Records
from service.reviews.events import Event, as_line, from_line
from service.tables import AnswerRow, FeedbackRow, utc

_RATINGS = (
    select(FeedbackRow, AnswerRow.owner, AnswerRow.record)
    .join(AnswerRow, AnswerRow.id == FeedbackRow.answer_id)
    .order_by(FeedbackRow.id)
    .execution_options(yield_per=100)
)


def lines(records: Records) -> Iterator[str]:
    """Every event in the order of time, then every rating of an answer that is still kept."""
    for event in records.reviews.all():
        yield _line("review", json.loads(as_line(event)))
    with Session(records.reviews.engine) as session:
        for rating, owner, record in session.execute(_RATINGS):
            yield _line("feedback", _feedback(rating, owner, record))


def events(exported: Iterable[str]) -> Iterator[Event]:
    """The events of an export. Ratings belong to answers, which no export holds. Raises ValueError, with the line."""
    for number, line in enumerate(exported, 1):
        try:
            held = json.loads(line)
            if held.pop("type") == "review":
                yield from_line(json.dumps(held))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"Line {number} is no line of an export of reviews.") from error


def _feedback(rating: FeedbackRow, owner: str, record: str) -> dict[str, Any]:
    """`by`: the id of a partner's key, or `reader`: the name of a session would let in whoever reads it here."""
    return {
        "answer": rating.answer_id,
        "at": utc(rating.created_at).isoformat(),
        "by": owner.split(maxsplit=1)[0] if owner.startswith("key:") else "reader",
        "rating": rating.rating,
        "reasons": json.loads(rating.reasons),
        "comment": rating.comment,
        "corpus_version": json.loads(record)["provenance"]["corpus_version"],
    }


def _line(kind: str, held: dict[str, Any]) -> str:
    return json.dumps({"type": kind, **held}, ensure_ascii=False) + "\n"
