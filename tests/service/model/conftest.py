"""Services whose answers a model writes: one that misbehaves as its name says."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.embeddings import Embedder
from corpus.settings import CorpusSettings
from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings
from tests.conftest import wait_until_ready
from tests.model_servers.misbehaving import ModelServer, misbehaving
from tests.service.api.sse_reader import Event, read_events

Settings = Callable[..., ServiceSettings]
Caller = Callable[..., TestClient]
QUESTION = "How common was dry mouth with 177Lu-PSMA-617?"


class Streamed(list[Event]):
    """The events of one answer."""

    @property
    def done(self) -> dict[str, Any]:
        name, data = self[-1]
        assert name == "done", self[-1]
        return data

    @property
    def statements(self) -> list[dict[str, Any]]:
        return [data for name, data in self if name == "statement"]


def ask(caller: TestClient, question: str = QUESTION, **more: object) -> Streamed:
    """The answer as it is streamed."""
    response = caller.post("/v1/followups/stream", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return Streamed(read_events(response.text))


@pytest.fixture(scope="session")
def server() -> Iterator[ModelServer]:
    with misbehaving() as running:
        yield running


@pytest.fixture(scope="session")
def model_settings(server: ModelServer, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for a model of a server, over the shipped library, with records of their own."""
    records = tmp_path_factory.mktemp("records") / "answers.db"

    def make(model: str, url: str = server.url, **chosen: object) -> ServiceSettings:
        return ServiceSettings(
            corpus=CorpusSettings(data=data),
            database_url=f"sqlite:///{records}",
            model=model,
            OPENAI_BASE_URL=url,
            **chosen,
        )

    return make


@pytest.fixture(scope="session")
def model_caller(model_settings: Settings, embedder: Embedder) -> Iterator[Caller]:
    """A caller of a service whose answers the named model writes. The same settings give the same service."""
    with ExitStack() as open_until_the_end:

        @cache
        def make(model: str, **chosen: object) -> TestClient:
            build = lambda settings: bootstrap.build(settings, embedder)  # noqa: E731
            app = create_app(model_settings(model, **chosen), build=build, follow=None)
            caller = open_until_the_end.enter_context(TestClient(app, raise_server_exceptions=False))
            wait_until_ready(caller)
            return caller

        yield make


def as_text(events: Streamed) -> str:
    """Everything that a reader is shown, for messages of failed tests."""
    return json.dumps(events.done, ensure_ascii=False, indent=1)
