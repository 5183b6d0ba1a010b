"""Callers of the running service."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from fastapi.testclient import TestClient


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
