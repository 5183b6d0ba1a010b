"""Callers of the running service."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from fastapi.testclient import TestClient

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def ask(client: TestClient) -> Ask:
    """Asks a question and returns the answer."""

    def post(question: str, **more: object) -> dict[str, Any]:
        response = client.post("/v1/followups", json={"question": question, **more})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    return post


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
