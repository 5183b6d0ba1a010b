"""Who is asking. Until keys come, a caller is an anonymous browser session, or the open local caller.

A session is 128 random bits in an HttpOnly cookie that the pages set and that ends with the browser: on a shared
device the next reader finds nothing. On the page of another site browsers send no cookie: there the follow-up box
draws the bits itself, keeps them in its tab, and sends them in a header. A caller without either (curl, a script on
this machine) shares the owner `local`; the service listens on loopback only as long as there are no keys.
"""

import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "footnote_session"
HEADER = "Footnote-Session"
LOCAL = "local"
_SESSION = re.compile(r"[0-9a-f]{32}")


def owner(request: Request) -> str:
    """The owner of what this caller makes."""
    session = request.cookies.get(COOKIE) or request.headers.get(HEADER, "")
    return f"session:{session}" if _SESSION.fullmatch(session) else LOCAL


def start_session(request: Request, response: Response) -> None:
    """Give a browser a session, where it has none."""
    if owner(request) == LOCAL:
        response.set_cookie(COOKIE, secrets.token_hex(16), httponly=True, samesite="lax", path="/")
