"""Asking the running service, and services over small libraries."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from small_library import build_corpus

from corpus.embeddings import Embedder
from service import bootstrap
from service.bootstrap import Services
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


@pytest.fixture
def library(tmp_path: Path, embedder: Embedder) -> Iterator[Library]:
    """Builds the services over a library of the given documents, with a database and articles of their own."""
    opened: list[Services] = []

    def make(*documents: str, articles: Path | None = None) -> Services:
        folder = tmp_path / f"library-{len(opened)}"
        corpus = build_corpus(folder, documents, embedder)
        shelf = articles or folder / "articles"
        shelf.mkdir(exist_ok=True)
        settings = ServiceSettings(corpus=corpus, database_url=f"sqlite:///{folder / 'answers.db'}", articles=shelf)
        opened.append(bootstrap.build(settings, embedder))
        return opened[-1]

    yield make
    for services in opened:
        services.close()
