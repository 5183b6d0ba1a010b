"""Who is signed in at the desk. A session is 256 random bits in a cookie; the database keeps their digest.

It ends eight hours after it began, an hour after the last request, when it is signed out, and with its key.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, or_
from sqlalchemy.orm import Session

from service.keys import Keys
from service.reviews.events import Reviewer
from service.reviews.tables import DeskSessionRow
from service.tables import utc

LONGEST = timedelta(hours=8)
IDLE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DeskSession:
    """A reviewer who is signed in. `form_token` stands in every form of theirs: another site cannot know it."""

    reviewer: Reviewer
    form_token: str

    def sent(self, form_token: str) -> bool:
        """Whether a form is one of ours."""
        return hmac.compare_digest(form_token.encode(), self.form_token.encode())


class DeskSessions:
    """Begins, recognises and ends sessions."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self._engine, self._keys = engine, keys

    def begin(self, key: str) -> str | None:
        """What the cookie of a reviewer holds; None where the key does not hold or may not review."""
        info = self._keys.authenticate(key)
        if info is None or info.scope != "review":
            return None
        cookie, now = secrets.token_hex(32), datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            session.execute(delete(DeskSessionRow).where(_over(now)))
            session.add(DeskSessionRow(token=_digest(cookie), key=info.id, began=now, seen=now))
        return cookie

    def of(self, cookie: str) -> DeskSession | None:
        """The session of this cookie, which goes on from now."""
        now = datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            row = session.get(DeskSessionRow, _digest(cookie))
            if row is None or utc(row.began) < now - LONGEST or utc(row.seen) < now - IDLE:
                return None
            row.seen = now
            key = row.key
        info = self._keys.get(key)
        return DeskSession(Reviewer.of(info), _digest(f"form {cookie}")) if info else None

    def end(self, cookie: str) -> None:
        with Session(self._engine) as session, session.begin():
            session.execute(delete(DeskSessionRow).where(DeskSessionRow.token == _digest(cookie)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _over(now: datetime) -> ColumnElement[bool]:
    return or_(DeskSessionRow.began < now - LONGEST, DeskSessionRow.seen < now - IDLE)
