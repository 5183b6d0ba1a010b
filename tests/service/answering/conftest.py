"""Asking small libraries."""

import pytest
from fastapi.testclient import TestClient

from service.app import create_app


@pytest.fixture
def ask_library(library):
    """Asks a library of the given documents."""

    def ask(question, *documents):
        services = library(*documents)
        app = create_app(build=lambda _: services)
        caller = TestClient(app)
        app.state.services = services
        return caller.post("/v1/followups", json={"question": question}).json()

    return ask
