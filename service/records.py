"""What the service keeps: conversations, answers, the passages they cite, feedback. SQLAlchemy; migrated by Alembic.

Everything belongs to an owner; what is another's is as unknown as what does not exist.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, delete, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from corpus.catalog import document_from_record, passage_from_record
from corpus.documents import Document, Passage
from service import database
from service.answering.types import Turn
from service.citing import CitedPlaces, places
from service.idempotency import Claim, Idempotency, remember
from service.inserts import insert_new
from service.keys import Keys
from service.tables import AnswerRow, AnswerSourceRow, Base, CitedPassageRow, ConversationRow, FeedbackRow


class UnknownRecord(LookupError):
    """No such record, or it belongs to another; the message may be told to a caller."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A reader's rating of an answer."""

    rating: str
    reasons: tuple[str, ...]
    comment: str | None


def new_id(prefix: str) -> str:
    """`prefix` and 128 random bits."""
    return f"{prefix}_{secrets.token_hex(16)}"


Row = TypeVar("Row", bound=Base)
Owned = TypeVar("Owned", ConversationRow, AnswerRow)


class Records:
    """Reads and writes records; safe to use from several threads."""

    def __init__(self, url: str) -> None:
        self._engine = database.open_engine(url)
        self.places = CitedPlaces(self._engine)
        self.keys = Keys(self._engine)
        self.idempotency = Idempotency(self._engine)

    def migrate(self) -> None:
        """Bring the database to the newest schema."""
        database.migrate(self._engine)

    def reachable(self) -> bool:
        """Whether the database answers."""
        try:
            with self._engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def turns(self, conversation_id: str, owner: str, before: str | None = None) -> tuple[Turn, ...]:
        """The earlier questions of a conversation, or those before one answer of it. Raises UnknownRecord."""
        with Session(self._engine) as session:
            _owned(session, ConversationRow, conversation_id, owner)
            rows = session.scalars(
                select(AnswerRow)
                .where(AnswerRow.conversation_id == conversation_id)
                .order_by(AnswerRow.created_at, AnswerRow.id)
            )
            return tuple(_turn(row) for row in takewhile(lambda row: row.id != before, rows))

    def save_answer(
        self,
        *,
        answer_id: str,
        conversation_id: str,
        owner: str,
        starts: bool,
        turn: Turn,
        record: str,
        cited: Iterable[tuple[Passage, Document]],
        claim: Claim | None = None,
    ) -> None:
        """Keep an answer (its wire JSON) with its conversation and what it cites, all or nothing.

        `starts`: it is the first of its conversation. `claim`: of the request that it answers. Raises UnknownRecord
        where a conversation that it should go on with has been erased meanwhile.
        """
        with self._transaction() as session:
            if starts:
                session.add(ConversationRow(id=conversation_id, owner=owner))
                session.flush()
            else:
                _owned(session, ConversationRow, conversation_id, owner)
            session.add(
                AnswerRow(
                    id=answer_id,
                    conversation_id=conversation_id,
                    owner=owner,
                    question=turn.question,
                    standalone_question=turn.standalone,
                    record=record,
                )
            )
            session.add_all(AnswerSourceRow(answer_id=answer_id, **asdict(place)) for place in places(record))
            for passage, document in cited:
                _keep_cited(session, passage, document)
            if claim is not None:
                remember(session, claim, answer_id)

    def answer(self, answer_id: str, owner: str) -> str:
        """The wire JSON of an answer. Raises UnknownRecord."""
        with Session(self._engine) as session:
            return _owned(session, AnswerRow, answer_id, owner).record

    def answer_of_anyone(self, answer_id: str) -> str:
        """The wire JSON of an answer, for an operator. Raises UnknownRecord."""
        with Session(self._engine) as session:
            row = _get(session, AnswerRow, answer_id)
            if row is None:
                raise UnknownRecord(f"There is no answer {answer_id}.")
            return row.record

    def cited_passage(self, passage_id: str) -> tuple[Passage, Document]:
        """A passage that some answer cites, and its document as it was then. Raises UnknownRecord."""
        with Session(self._engine) as session:
            row = _get(session, CitedPassageRow, passage_id)
            if row is None:
                raise UnknownRecord(passage_id)
            return passage_from_record(json.loads(row.passage)), document_from_record(json.loads(row.document))

    def add_feedback(
        self, answer_id: str, owner: str, rating: str, reasons: Sequence[str], comment: str | None
    ) -> None:
        """Keep a reader's rating. Raises UnknownRecord."""
        with self._transaction() as session:
            _owned(session, AnswerRow, answer_id, owner)
            session.add(
                FeedbackRow(answer_id=answer_id, rating=rating, reasons=json.dumps(list(reasons)), comment=comment)
            )

    def feedback_of_anyone(self, answer_id: str) -> list[Feedback]:
        """What readers said of an answer, in order, for an operator."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(FeedbackRow).where(FeedbackRow.answer_id == answer_id).order_by(FeedbackRow.id)
            )
            return [Feedback(row.rating, tuple(json.loads(row.reasons)), row.comment) for row in rows]

    def erase_conversation(self, conversation_id: str, owner: str) -> None:
        """Erase a conversation, its answers and their feedback. Raises UnknownRecord."""
        with self._transaction() as session:
            row = _owned(session, ConversationRow, conversation_id, owner)
            answers = select(AnswerRow.id).where(AnswerRow.conversation_id == conversation_id)
            for table in (FeedbackRow, AnswerSourceRow):
                session.execute(delete(table).where(table.answer_id.in_(answers)))
            session.execute(delete(AnswerRow).where(AnswerRow.conversation_id == conversation_id))
            session.delete(row)

    def forget_before(self, moment: datetime) -> int:
        """Erase every conversation whose last answer is older than `moment` (aware), with answers and feedback.

        Returns how many. The passages they cited stay: they hold no question.
        """
        since = moment.astimezone(UTC)  # SQLite keeps the digits of a time, not its zone: ours are UTC
        continued = select(AnswerRow.id).where(
            AnswerRow.conversation_id == ConversationRow.id, AnswerRow.created_at >= since
        )
        old = (ConversationRow.created_at < since) & ~continued.exists()
        with self._transaction() as session:
            # On PostgreSQL, an answer that is just being added goes first; then `old` is looked at again and sees it.
            ids = session.scalars(select(ConversationRow.id).where(old).order_by(ConversationRow.id).with_for_update())
            if not ids.all():
                return 0
            # The keys of the schema take answers and feedback along, in the same statement.
            erased = session.execute(delete(ConversationRow).where(old).execution_options(synchronize_session=False))
            return cast(CursorResult[Any], erased).rowcount

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with Session(self._engine) as session, session.begin():
            yield session


def _keep_cited(session: Session, passage: Passage, document: Document) -> None:
    """Content-addressed, so the first writer of a passage is as good as any other."""
    row = {"id": passage.id, "passage": json.dumps(asdict(passage)), "document": json.dumps(asdict(document))}
    insert_new(session, CitedPassageRow, row)


def _owned(session: Session, table: type[Owned], key: str, owner: str) -> Owned:
    row = _get(session, table, key)
    if row is None or row.owner != owner:
        raise UnknownRecord(f"There is no such {table.__tablename__.removesuffix('s')} of yours.")
    return row


def _get(session: Session, table: type[Row], key: str) -> Row | None:
    # No id of ours holds a NUL, and PostgreSQL refuses to look for one.
    return None if "\0" in key else session.get(table, key)


def _turn(row: AnswerRow) -> Turn:
    answer = json.loads(row.record)
    sources = tuple(citation["source"]["id"] for citation in answer["citations"])
    said = " ".join(statement["text"] for statement in answer["summary"]["statements"])
    return Turn(row.question, row.standalone_question, sources, said)
