"""One answer for one Idempotency-Key: a request that is sent again gets the answer that its first sending was given.

Of a request a hash is kept, under a key that is not: its question cannot be guessed from it. What is remembered goes
with its answer, at the latest after a day.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, and_, delete, or_, update
from sqlalchemy.orm import Session

from service.inserts import insert_new
from service.tables import IdempotentRequestRow as Row

KEPT = timedelta(hours=24)
ABANDONED = timedelta(minutes=2)
"""After this long a request whose process was killed is taken to run no more."""


class AnotherBody(ValueError):
    """The key was sent before, with something else."""


class Running(RuntimeError):
    """The first request with this key has not been answered yet."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer a request; `token` tells it from a later one to the same."""

    id: str
    token: str


class Idempotency:
    """The requests of one database, whichever process they came to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, owner: str, route: str, key: str, body: bytes) -> Claim | str:
        """The id of the answer that this request was given before, or the claim to make it.

        Raises AnotherBody, or Running.
        """
        claim = Claim(_hash(b"request", "\0".join((owner, route, key)).encode()), secrets.token_hex(16))
        digest = _hash(key.encode(), body)
        now = datetime.now(UTC)
        abandoned = and_(Row.answer_id.is_(None), Row.created_at < now - ABANDONED)
        with Session(self._engine) as session, session.begin():
            session.execute(delete(Row).where(or_(Row.created_at < now - KEPT, abandoned)))
            if insert_new(session, Row, {"id": claim.id, "body": digest, "token": claim.token, "created_at": now}):
                return claim
            row = session.get(Row, claim.id)
            if row is None:
                raise Running  # it was erased this moment
            if not hmac.compare_digest(row.body, digest):
                raise AnotherBody
            if row.answer_id is None:
                raise Running
            return row.answer_id

    def release(self, claim: Claim) -> None:
        """Forget a request that was not answered, so that it can be sent again."""
        unanswered = and_(Row.id == claim.id, Row.token == claim.token, Row.answer_id.is_(None))
        with Session(self._engine) as session, session.begin():
            session.execute(delete(Row).where(unanswered))


def remember(session: Session, claim: Claim, answer_id: str) -> None:
    """In the transaction that stores the answer, so that both are kept or neither."""
    claimed = and_(Row.id == claim.id, Row.token == claim.token)
    session.execute(update(Row).where(claimed).values(answer_id=answer_id))


def _hash(key: bytes, text: bytes) -> str:
    return hmac.new(key, text, hashlib.sha256).hexdigest()
