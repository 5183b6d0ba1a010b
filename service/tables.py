"""The tables of the database of answers, as SQLAlchemy sees them; the migrations make them."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, ForeignKey, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service.access import Scope


def _now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """The tables; the schema they are in is what the migrations make."""


class ConversationRow(Base):
    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)


class AnswerRow(Base):
    __tablename__ = "answers"
    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    owner: Mapped[str] = mapped_column(index=True)
    question: Mapped[str] = mapped_column(Text)
    standalone_question: Mapped[str] = mapped_column(Text)
    record: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)


class CitedPassageRow(Base):
    """A passage that an answer cites, kept so that it resolves when the corpus has moved on."""

    __tablename__ = "cited_passages"
    id: Mapped[str] = mapped_column(primary_key=True)
    passage: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)


class AnswerSourceRow(Base):
    """A quote of an answer, by where it stands: what is in the record, kept so that it is found by its source."""

    __tablename__ = "answer_sources"
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    passage_id: Mapped[str] = mapped_column(primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    stop: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str]


class FeedbackRow(Base):
    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), index=True)
    rating: Mapped[str]
    reasons: Mapped[str] = mapped_column(Text)
    comment: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)


class AccessKeyRow(Base):
    """A key that was made, revoked or not. `origins`: a JSON list, empty but for a key that web pages carry."""

    __tablename__ = "access_keys"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    scope: Mapped[Scope] = mapped_column(String(10))
    role: Mapped[str | None] = mapped_column(Text)
    origins: Mapped[str] = mapped_column(Text)
    rate: Mapped[int | None]
    quota: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class AccessSecretRow(Base):
    """What is kept of a text that a key is sent as: its SHA-256, and until when it holds if it was rotated."""

    __tablename__ = "access_secrets"
    digest: Mapped[str] = mapped_column(primary_key=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("access_keys.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=_now)
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class IdempotentRequestRow(Base):
    """A request that came with an Idempotency-Key; `answer_id`: what it was given, once it was."""

    __tablename__ = "idempotent_requests"
    id: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    token: Mapped[str]
    answer_id: Mapped[str | None] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
