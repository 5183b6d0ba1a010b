"""Asking the running service, and services over small libraries."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from small_library import build_corpus

from corpus.embeddings import Embedder
from service import bootstrap
from service.bootstrap import Services, Shared
from service.records import Records
from service.settings import ServiceSettings

Ask = Callable[..., dict[str, Any]]
Library = Callable[..., Services]


@pytest.fixture(scope="session")
def services(client: TestClient) -> Services:
    """The parts of the running service; the client closes them."""
    return client.app.state.services  # type: ignore[attr-defined,no-any-return]


@pytest.fixture(scope="session")
def ask(client: TestClient) -> Ask:
    """Asks the running service a question and returns the answer."""

    def post(question: str, **more: object) -> dict[str, Any]:
        response = client.post("/v1/followups", json={"question": question, **more})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    return post


@pytest.fixture(scope="session")
def loaded() -> list[Shared]:
    """What serves any library, once a first one was opened: models are loaded once."""
    return []


@pytest.fixture
def library(tmp_path: Path, embedder: Embedder, loaded: list[Shared]) -> Iterator[Library]:
    """Builds the services over a library of the given documents, with a database and articles of their own."""
    opened: list[Services] = []

    def make(*documents: str, articles: Path | None = None) -> Services:
        folder = tmp_path / f"library-{len(opened)}"
        corpus = build_corpus(folder, documents, embedder)
        shelf = articles or folder / "articles"
        shelf.mkdir(exist_ok=True)
        settings = ServiceSettings(corpus=corpus, database_url=f"sqlite:///{folder / 'answers.db'}", articles=shelf)
        opened.append(_open(settings, embedder, loaded))
        return opened[-1]

    yield make
    for services in opened:
        services.close()


def _open(settings: ServiceSettings, embedder: Embedder, loaded: list[Shared]) -> Services:
    if not loaded:
        services = bootstrap.build(settings, embedder)
        loaded.append(services.shared)
        return services
    shared = replace(loaded[0], settings=settings, records=Records(settings.records_url))
    services = bootstrap.open_version(shared, bootstrap.store_of(settings).open_live())
    services.records.migrate()
    return services
