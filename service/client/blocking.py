"""The client for code that waits."""

import time
from collections.abc import Generator
from contextlib import closing
from types import TracebackType
from typing import Self, Unpack

import httpx2

from service.api.listings import Passage, SourceDetail
from service.api.schemas import Answer
from service.client import calls, events
from service.client.calls import About, Call, Read
from service.client.errors import BrokenOff, ClientError, Unreachable
from service.client.retrying import Retries


class Footnote:
    """Asks one service. Retries what may be retried; raises ClientError (service/client/errors.py)."""

    def __init__(
        self,
        base_url: str = "http://127.0.0.1:8000",
        key: str | None = None,
        *,
        timeout: float = 60.0,
        retries: Retries = Retries(),
    ) -> None:
        """`timeout`: seconds of silence after which the service counts as unreachable."""
        self._http = httpx2.Client(**calls.connection(base_url, key, timeout))
        self._retries = retries

    def ask(self, question: str, **about: Unpack[About]) -> Answer:
        """The whole answer."""
        return self._send(calls.ask(question, about))

    def stream(self, question: str, **about: Unpack[About]) -> Generator[events.Event, None, None]:
        """The answer as it is verified. After the first statement nothing is retried: then BrokenOff is raised.

        Before it, an attempt that failed is made again, and `Accepted` and `SourcesRead` come again.
        """
        call = calls.stream(question, about)
        pauses = self._retries.pauses()
        while True:
            shown = False
            try:
                with closing(self._events(call)) as told:
                    for event in told:
                        shown = shown or isinstance(event, events.StatementReady)
                        yield event
                return
            except ClientError as error:
                if shown:
                    raise BrokenOff from error
                time.sleep(pauses.before_next(error))

    def answer(self, answer_id: str) -> Answer:
        """A stored answer, with what became of its sources since."""
        return self._send(calls.answer(answer_id))

    def source(self, source_id: str) -> SourceDetail:
        """A source with its passages."""
        return self._send(calls.source(source_id))

    def passage(self, passage_id: str) -> Passage:
        """The passage that a quote was taken from."""
        return self._send(calls.passage(passage_id))

    def erase(self, conversation_id: str) -> None:
        """Erase a conversation with its answers."""
        self._send(calls.erase(conversation_id))

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, call: Call[Read]) -> Read:
        pauses = self._retries.pauses()
        while True:
            try:
                try:
                    return call.read(self._http.request(**call.request()))
                except httpx2.TransportError as error:
                    raise Unreachable.by(call.name, error) from error
            except ClientError as error:
                time.sleep(pauses.before_next(error))

    def _events(self, call: Call[Answer]) -> Generator[events.Event, None, None]:
        reading = events.Reading()
        try:
            with self._http.sse(**call.request()) as source:
                if not source.response.is_success:
                    source.response.read()
                    calls.check(source.response)
                for sent in source:
                    yield from reading.read(sent)
        except httpx2.TransportError as error:
            raise Unreachable.by(call.name, error) from error
        reading.ended()
