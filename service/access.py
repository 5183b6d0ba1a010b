"""Who is asking, and what they may do: a key's holder, an anonymous browser session, or the open local caller.

A session is 128 random bits in an HttpOnly cookie that the pages set and that ends with the browser: on a shared
device the next reader finds nothing. On the page of another site browsers send no cookie: there the follow-up box, or
whoever embeds us, draws the bits and sends them in a header. That tells readers of one page apart; it lets nobody in.
A caller without key and session (curl, a script on this machine) shares the owner `local`, and is let in only while
the service is open: on loopback, before its first key.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

Scope = Literal["ask", "review", "admin"]
GRANTS: Mapping[Scope, frozenset[Scope]] = {
    "ask": frozenset({"ask"}),
    "review": frozenset({"review", "ask"}),
    "admin": frozenset({"admin", "ask"}),  # who runs the service is no reviewer of medicine
}
"""What a key of each scope may do."""

COOKIE = "footnote_session"
HEADER = "Footnote-Session"
LOCAL = "local"
_SESSION = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """What is known of an access key; of its secrets nothing. Aware times.

    `name` and `role` say who a reviewer is; readers are shown the role alone. `rate` (requests a minute) and `quota`
    (answers a day) are None where the settings' hold.
    """

    id: str
    name: str
    scope: Scope
    role: str | None
    origins: tuple[str, ...]
    rate: int | None
    quota: int | None
    created_at: datetime
    revoked_at: datetime | None

    @property
    def publishable(self) -> bool:
        """Whether it may stand in a web page: it asks only, from its origins."""
        return bool(self.origins)

    @property
    def owner(self) -> str:
        return f"key:{self.id}"


@dataclass(frozen=True, slots=True)
class Caller:
    """`owner`: of what this caller makes, `key:<id>`, `session:<hex>` or `local`; of one reader of the pages that carry
    a publishable key, `key:<id> session:<hex>`.
    """

    owner: str
    scopes: frozenset[Scope]
    key: KeyInfo | None

    @classmethod
    def of(cls, key: KeyInfo, request: Request) -> "Caller":
        """The holder of a key; of a publishable one, the reader of the page that carries it."""
        reader = _session(request.headers.get(HEADER)) if key.publishable else None
        return cls(f"{key.owner} {reader}" if reader else key.owner, GRANTS[key.scope], key)


def visitor(request: Request) -> Caller | None:
    """The reader of our pages whom this request comes from, if any."""
    session = _session(request.cookies.get(COOKIE))
    return Caller(session, GRANTS["ask"], None) if session else None


def local(request: Request | None = None) -> Caller:
    """Whoever asks without a key on this machine, while the service is open; by a request or a program's own pipe."""
    sent = request.headers.get(HEADER) if request else None
    return Caller(_session(sent) or LOCAL, GRANTS["ask"], None)


def _session(sent: str | None) -> str | None:
    return f"session:{sent}" if _SESSION.fullmatch(sent or "") else None


def start_session(request: Request, response: Response) -> None:
    """Give a browser a session, where it has none."""
    if visitor(request) is None:
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, secrets.token_hex(16), httponly=True, secure=secure, samesite="lax", path="/")
