"""Access keys: made, rotated, revoked, listed, recognised.

A key reads `fn_<kind>_<id>_<secret>`: its scope (`pub` where it may stand in a web page), its id, and 256 random bits.
Of those only the SHA-256 is kept: a slow hash would protect a password that can be guessed, not 256 random bits.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, exists, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from service.access import KeyInfo, Scope
from service.origins import is_origin
from service.tables import AccessKeyRow, AccessSecretRow, utc

_KEY = re.compile(r"fn_(?:ask|pub|review|admin)_([0-9a-f]{16})_[0-9a-f]{64}")
_NAME = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f]{1,80}")


class KeyRefused(ValueError):
    """No such key can be, or there is none; the message says what to do."""


class KeysUnreachable(ConnectionError):
    """The database that holds the keys does not answer."""


def key_id(key: str) -> str | None:
    """The id that a key names; None for what is no key."""
    found = _KEY.fullmatch(key)
    return found[1] if found else None


class Keys:
    """The keys of one database. Nothing is remembered between two calls: what is revoked is refused at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(
        self,
        name: str,
        scope: Scope,
        *,
        role: str | None = None,
        origins: Sequence[str] = (),
        rate: int | None = None,
        quota: int | None = None,
    ) -> tuple[KeyInfo, str]:
        """A new key, and the text that its holder sends: told here and never again. Raises KeyRefused."""
        _refuse_what_cannot_be(name, scope, role, origins, (rate, quota))
        row = AccessKeyRow(
            id=secrets.token_hex(8),
            name=name,
            scope=scope,
            role=role,
            origins=json.dumps(list(origins)),
            rate=rate,
            quota=quota,
        )
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            session.add(row)
            session.flush()
            key = _new_secret(session, _info(row))
        return _info(row), key

    def rotate(self, key_id: str, overlap: timedelta) -> str:
        """A further text for the same key, which keeps what it owns; earlier ones hold for `overlap`. KeyRefused."""
        now = datetime.now(UTC)
        until = now + overlap
        ends_later = or_(AccessSecretRow.expires_at.is_(None), AccessSecretRow.expires_at > until)
        with Session(self._engine) as session, session.begin():
            info = _info(_live(session, key_id))
            of_this_key = AccessSecretRow.key_id == info.id
            session.execute(delete(AccessSecretRow).where(of_this_key, AccessSecretRow.expires_at <= now))
            session.execute(update(AccessSecretRow).where(of_this_key, ends_later).values(expires_at=until))
            return _new_secret(session, info)

    def revoke(self, key_id: str) -> None:
        """Refuse a key from now on; what it made stays. Raises KeyRefused."""
        with Session(self._engine) as session, session.begin():
            row = _live(session, key_id)
            row.revoked_at = datetime.now(UTC)
            session.execute(delete(AccessSecretRow).where(AccessSecretRow.key_id == row.id))

    def list(self) -> list[KeyInfo]:
        """Every key that was made, revoked ones too, in that order."""
        with Session(self._engine) as session:
            rows = session.scalars(select(AccessKeyRow).order_by(AccessKeyRow.created_at, AccessKeyRow.id))
            return [_info(row) for row in rows]

    def get(self, key_id: str) -> KeyInfo | None:
        """What is known of a key, if it was not revoked."""
        with Session(self._engine) as session:
            row = session.get(AccessKeyRow, key_id)
            return _info(row) if row is not None and row.revoked_at is None else None

    def authenticate(self, key: str) -> KeyInfo | None:
        """What is known of a key that holds now. Raises KeysUnreachable."""
        named = key_id(key)
        if named is None:
            return None
        given, now = _digest(key), datetime.now(UTC)
        holds = or_(AccessSecretRow.expires_at.is_(None), AccessSecretRow.expires_at > now)
        with self._reading() as session:
            row = session.get(AccessKeyRow, named)
            kept = session.scalars(select(AccessSecretRow.digest).where(AccessSecretRow.key_id == named, holds)).all()
        matches = [hmac.compare_digest(given, digest) for digest in kept]
        return _info(row) if row is not None and row.revoked_at is None and any(matches) else None

    def exist(self) -> bool:
        """Whether any key was ever made; a service without one is open. Revoking the last does not open it again.

        Raises KeysUnreachable.
        """
        with self._reading() as session:
            return bool(session.scalar(select(exists().select_from(AccessKeyRow))))

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        try:
            with Session(self._engine) as session:
                yield session
        except SQLAlchemyError as error:
            raise KeysUnreachable("The access keys cannot be read now.") from error


def _refuse_what_cannot_be(
    name: str, scope: Scope, role: str | None, origins: Sequence[str], limits: Sequence[int | None]
) -> None:
    if not _NAME.fullmatch(name) or (role is not None and not _NAME.fullmatch(role)):
        raise KeyRefused("A name or role has 1 to 80 characters, and no control characters among them.")
    if scope == "review" and role is None:
        raise KeyRefused("A reviewer's key needs a role (urologist, nurse): readers see it beside what they approved.")
    if origins and scope != "ask":
        raise KeyRefused("A key with origins stands in a web page, where anybody reads it: it can only ask.")
    for origin in origins:
        if not is_origin(origin):
            raise KeyRefused(f"{origin!r} is not an origin. One looks like https://partner.example, without a path.")
    if any(limit is not None and limit < 1 for limit in limits):
        raise KeyRefused("A rate or a quota is at least 1.")


def _live(session: Session, key_id: str) -> AccessKeyRow:
    row = None if "\0" in key_id else session.get(AccessKeyRow, key_id)
    if row is None or row.revoked_at is not None:
        raise KeyRefused(f"There is no key {key_id!r}, or it was revoked. `footnote keys list` shows those that are.")
    return row


def _new_secret(session: Session, info: KeyInfo) -> str:
    key = f"fn_{'pub' if info.publishable else info.scope}_{info.id}_{secrets.token_hex(32)}"
    session.add(AccessSecretRow(digest=_digest(key), key_id=info.id))
    return key


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _info(row: AccessKeyRow) -> KeyInfo:
    return KeyInfo(
        id=row.id,
        name=row.name,
        scope=row.scope,
        role=row.role,
        origins=tuple(json.loads(row.origins)),
        rate=row.rate,
        quota=row.quota,
        created_at=utc(row.created_at),
        revoked_at=utc(row.revoked_at) if row.revoked_at else None,
    )
