"""The client for code that awaits; what its methods do is said in service/client/blocking.py."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from types import TracebackType
from typing import Self, Unpack

import httpx2

from service.api.listings import Passage, SourceDetail
from service.api.schemas import Answer
from service.client import calls, events
from service.client.calls import About, Call, Read
from service.client.errors import BrokenOff, ClientError, Unreachable
from service.client.retrying import Retries


class AsyncFootnote:
    """Asks one service, as Footnote does."""

    def __init__(
        self,
        base_url: str = "http://127.0.0.1:8000",
        key: str | None = None,
        *,
        timeout: float = 60.0,
        retries: Retries = Retries(),
    ) -> None:
        self._http = httpx2.AsyncClient(**calls.connection(base_url, key, timeout))
        self._retries = retries

    async def ask(self, question: str, **about: Unpack[About]) -> Answer:
        return await self._send(calls.ask(question, about))

    async def stream(self, question: str, **about: Unpack[About]) -> AsyncGenerator[events.Event, None]:
        call = calls.stream(question, about)
        pauses = self._retries.pauses()
        while True:
            shown = False
            try:
                async with aclosing(self._events(call)) as told:
                    async for event in told:
                        shown = shown or isinstance(event, events.StatementReady)
                        yield event
                return
            except ClientError as error:
                if shown:
                    raise BrokenOff from error
                await asyncio.sleep(pauses.before_next(error))

    async def answer(self, answer_id: str) -> Answer:
        return await self._send(calls.answer(answer_id))

    async def source(self, source_id: str) -> SourceDetail:
        return await self._send(calls.source(source_id))

    async def passage(self, passage_id: str) -> Passage:
        return await self._send(calls.passage(passage_id))

    async def erase(self, conversation_id: str) -> None:
        await self._send(calls.erase(conversation_id))

    async def close(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _send(self, call: Call[Read]) -> Read:
        pauses = self._retries.pauses()
        while True:
            try:
                try:
                    return call.read(await self._http.request(**call.request()))
                except httpx2.TransportError as error:
                    raise Unreachable.by(call.name, error) from error
            except ClientError as error:
                await asyncio.sleep(pauses.before_next(error))

    async def _events(self, call: Call[Answer]) -> AsyncGenerator[events.Event, None]:
        reading = events.Reading()
        try:
            async with self._http.sse(**call.request()) as source:
                if not source.response.is_success:
                    await source.response.aread()
                    calls.check(source.response)
                async for sent in source:
                    for event in reading.read(sent):
                        yield event
        except httpx2.TransportError as error:
            raise Unreachable.by(call.name, error) from error
        reading.ended()
