"""A service whose streams come slowly, as over a bad line or from a slow model."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class SlowStream:
    """Pauses before each piece of a stream but the first, so that one can look at what has come."""

    def __init__(self, app: ASGIApp, pause: float) -> None:
        self._app, self._pause = app, pause

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        pieces = 0

        async def unhurried(message: Message) -> None:
            nonlocal pieces
            if message["type"] == "http.response.body" and message.get("body"):
                pieces += 1
                await asyncio.sleep(self._pause if pieces > 1 else 0)
            await send(message)

        slow = scope["type"] == "http" and scope["path"].endswith("/stream")
        await self._app(scope, receive, unhurried if slow else send)
