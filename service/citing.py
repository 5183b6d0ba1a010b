"""Where the quotes of stored answers stand, so that answers are found by what they cite. Holds no word of an answer."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Engine, select

from corpus.batches import batches
from service.tables import AnswerRow, AnswerSourceRow, utc

_BATCH = 500
"""Passages of one statement."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: offsets (code points) in a passage of a document."""

    document_id: str
    passage_id: str
    start: int
    stop: int


def places(record: str) -> list[Place]:
    """Every place that an answer quotes, once. `record`: its wire JSON."""
    quotes = [
        Place(citation["source"]["id"], quote["passage_id"], quote["start"], quote["end"])
        for citation in json.loads(record)["citations"]
        for quote in citation.get("quotes", ())
    ]
    return list(dict.fromkeys(quotes))


class CitedPlaces:
    """The places that stored answers quote."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._columns = [getattr(AnswerSourceRow, field.name) for field in fields(Place)]

    def all(self) -> list[Place]:
        """Each once."""
        with self._engine.connect() as connection:
            return [Place(*row) for row in connection.execute(select(*self._columns).distinct())]

    def citing(self, passage_ids: Sequence[str]) -> Iterator[tuple[Place, str, datetime]]:
        """What quotes one of these passages: the place, the answer's id and when it was made (UTC)."""
        wanted = select(*self._columns, AnswerRow.id, AnswerRow.created_at).join(AnswerRow)
        with self._engine.connect() as connection:
            for batch in batches(passage_ids, _BATCH):
                for *place, answer_id, made in connection.execute(wanted.where(AnswerSourceRow.passage_id.in_(batch))):
                    yield Place(*place), answer_id, utc(made)
