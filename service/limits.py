"""How large a request may be."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64 * 1024
LARGER = {"/openai/": 1024 * 1024}
"""What paths that begin so may take: chat clients send a conversation whole, with all that was answered."""


def most(path: str) -> int:
    """How many bytes the body of a request to this path may have."""
    return next((size for prefix, size in LARGER.items() if path.startswith(prefix)), MAX_BODY)


class BodyLimit:
    """Refuses a larger body while it is read, whatever length it claims."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read, allowed = 0, most(scope.get("path", ""))

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > allowed:
                raise HTTPException(413, f"The body is larger than {allowed // 1024} KB.")
            return message

        await self._app(scope, counted if scope["type"] == "http" else receive, send)
