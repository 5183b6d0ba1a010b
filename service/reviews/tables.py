"""The tables of the reviews. The database itself refuses to change or delete an event (migration of the reviews)."""

from datetime import datetime

from sqlalchemy import DateTime, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.tables import Base


class ReviewEventRow(Base):
    """An event: `record` is its JSON; the columns beside it repeat what the queue looks for."""

    __tablename__ = "review_events"
    kind: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    after: Mapped[str]
    key: Mapped[str]
    risk: Mapped[int]
    reasons: Mapped[str]
    record: Mapped[str] = mapped_column(Text)


class DeskSessionRow(Base):
    """A reviewer who signed in at the desk. `token`: a digest of what the cookie holds."""

    __tablename__ = "desk_sessions"
    token: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str]
    began: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen: Mapped[datetime] = mapped_column(DateTime(timezone=True))
