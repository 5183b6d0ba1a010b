"""A stream of server-sent events from a route that may answer otherwise, too: kept open, and ended with its reader."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT
from starlette.types import Receive, Scope, Send

PING_S = 15.0
"""After so many seconds of silence a comment says that the stream goes on."""


class EventStream(StreamingResponse):
    """The events, encoded, as they come. They are closed when the response ends, whichever way it does."""

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[bytes, None]) -> None:
        sending, self._receiving = anyio.create_memory_object_stream[bytes](max_buffer_size=1)
        self._producing = _produce(events, sending)
        super().__init__(_with_pings(self._receiving), headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        producer = asyncio.create_task(self._producing)
        try:
            with self._receiving:
                await super().__call__(scope, receive, send)
        finally:
            producer.cancel()
            await asyncio.gather(producer, return_exceptions=True)


async def _produce(events: AsyncGenerator[bytes, None], sending: MemoryObjectSendStream[bytes]) -> None:
    async with sending, aclosing(events) as happening:
        async for event in happening:
            await sending.send(event)


async def _with_pings(receiving: MemoryObjectReceiveStream[bytes]) -> AsyncIterator[bytes]:
    while True:
        try:
            with anyio.fail_after(PING_S):
                event = await receiving.receive()
        except TimeoutError:
            event = KEEPALIVE_COMMENT
        except anyio.EndOfStream:
            return
        yield event
