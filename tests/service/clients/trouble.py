"""Troubles on the way between a client and the service, planted one by one before the running application."""

import json
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUSY = {
    "type": "/problems/not_ready",
    "title": "Busy",
    "status": 503,
    "detail": "Ask again.",
    "instance": "/v1/followups",
    "code": "not_ready",
    "retryable": True,
    "request_id": "0" * 32,
}


class Trouble:
    """Each request meets the next trouble: None for none, "busy", "gateway", "page", or after how many pieces of the
    body the connection is cut ("end": that many, and then a proper end)."""

    def __init__(self, app: ASGIApp, troubles: Iterable[object], seen: list[dict[str, str]]) -> None:
        self._app, self._troubles, self._seen = app, iter(troubles), seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._seen.append({name.decode(): value.decode() for name, value in scope["headers"]})
        match next(self._troubles, None):
            case "busy":
                await _answer(send, 503, "application/problem+json", json.dumps(BUSY), b"1")
            case "gateway":
                await _answer(send, 502, "text/html", "<h1>Bad gateway</h1>")
            case "page":
                await _answer(send, 200, "text/html", "<h1>Log in to our network</h1>")
            case "novelty":
                await self._app(scope, receive, _after_a_novelty(send))
            case (int(pieces), "end"):
                await self._cut(scope, receive, send, pieces, cleanly=True)
            case int(pieces):
                await self._cut(scope, receive, send, pieces, cleanly=False)
            case None:
                await self._app(scope, receive, send)

    async def _cut(self, scope: Scope, receive: Receive, send: Send, pieces: int, cleanly: bool) -> None:
        left = pieces

        async def cutting(message: Message) -> None:
            nonlocal left
            if message["type"] == "http.response.body":
                left -= 1
                if left < 0:
                    if cleanly:
                        await send({"type": "http.response.body", "body": b"", "more_body": False})
                    raise ConnectionResetError("cut")
            await send(message)

        await self._app(scope, receive, cutting)


async def _answer(send: Send, status: int, media_type: str, body: str, retry_after: bytes | None = None) -> None:
    headers = [(b"content-type", media_type.encode())] + ([(b"retry-after", retry_after)] if retry_after else [])
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})


def _after_a_novelty(send: Send) -> Send:
    async def sending(message: Message) -> None:
        await send(message)
        if message["type"] == "http.response.start":
            await send({"type": "http.response.body", "body": b"event: novelty\ndata: {}\n\n", "more_body": True})

    return sending
