"""Answerers that fail or stall, and the service around them; everything else is the running service's own."""

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

import anyio
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.answering.pipeline import Answerer
from service.answering.types import Accepted, Event, Question
from service.app import create_app
from service.bootstrap import Services
from service.settings import ServiceSettings


class Borrowed(Services):
    """Services that somebody else closes."""

    __slots__ = ()

    def close(self) -> None:
        pass


class Failing(Answerer):
    """Streams what the real one streams, and raises where the `after`th event would be."""

    def __init__(self, real: Answerer, error: Exception, after: int) -> None:
        self._real, self._error, self._after = real, error, after

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        given = 0
        async for event in self._real.stream(question):
            if given == self._after:
                break
            given += 1
            yield event
        raise self._error


class Stalling(Answerer):
    """Accepts a question and works on it until it is cancelled, which it records."""

    def __init__(self) -> None:
        self.started = threading.Event()
        self.cancelled = threading.Event()

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        try:
            yield Accepted(question.text)
            self.started.set()
            await anyio.sleep_forever()
        finally:
            self.cancelled.set()


def borrow(services: Services, **replaced: object) -> Borrowed:
    """The running service's parts, some of them replaced."""
    parts: dict[str, Any] = {field.name: getattr(services, field.name) for field in fields(services)}
    if "records" in replaced:
        parts["shared"] = replace(services.shared, records=replaced.pop("records"))
    return Borrowed(**{**parts, **replaced})


def app_with(services: Services, **replaced: object) -> FastAPI:
    """The application over borrowed services."""
    return create_app(ServiceSettings(), build=lambda _: borrow(services, **replaced), follow=None)


@contextmanager
def calling(app: FastAPI) -> Iterator[TestClient]:
    """A caller of an application that is ready."""
    with TestClient(app, raise_server_exceptions=False) as caller:
        wait_for(lambda: app.state.services is not None or app.state.failed)
        assert not app.state.failed, app.state.why_not_ready
        yield caller


def wait_for(condition: Callable[[], bool]) -> None:
    """Poll, within a bound."""
    for _ in range(1000):
        if condition():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not happen")
