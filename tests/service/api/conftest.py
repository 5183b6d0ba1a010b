"""Callers of the running service."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from doubles import wait_for
from fastapi.testclient import TestClient
from shop import Shop

from corpus.embeddings import Embedder
from service import bootstrap
from service.app import create_app
from service.records import Records


@pytest.fixture(scope="session")
def read_passage(client: TestClient) -> Callable[[str], dict[str, Any]]:
    @cache
    def read(passage_id: str) -> dict[str, Any]:
        response = client.get(f"/v1/passages/{passage_id}")
        assert response.status_code == 200, response.text
        passage: dict[str, Any] = response.json()
        return passage

    return read


@pytest.fixture
def browser(client: TestClient) -> TestClient:
    """A browser with a session of its own."""
    visitor = TestClient(client.app)
    assert visitor.get("/").status_code == 200
    assert visitor.cookies
    return visitor


@pytest.fixture
def shop(tmp_path: Path, embedder: Embedder) -> Shop:
    return Shop(tmp_path, embedder)


@pytest.fixture
def shop_client(shop: Shop, embedder: Embedder) -> Iterator[TestClient]:
    """A service over the shop's first version."""
    shop.say(38)
    with TestClient(create_app(shop.settings, build=lambda chosen: bootstrap.build(chosen, embedder))) as client:
        wait_for(lambda: client.get("/v1/ready").status_code == 200)
        yield client


@pytest.fixture
def damaged(tmp_path: Path) -> Iterator[Records]:
    """A database that takes no answers."""
    records = Records(f"sqlite:///{tmp_path / 'damaged.db'}")
    records.migrate()
    with closing(sqlite3.connect(tmp_path / "damaged.db")) as database:
        database.execute("DROP TABLE answers")
    yield records
    records.close()
