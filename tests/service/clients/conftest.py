"""The service on a real port, for clients that others wrote and for our own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from service.answering.pipeline import Answerer
from service.bootstrap import Services
from tests.browser.serving import serving
from tests.service.api.doubles import app_with

Served = Callable[[Answerer], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def address(services: Services) -> Iterator[str]:
    """The running service, listening."""
    with serving(app_with(services)) as listening:
        yield listening


@pytest.fixture
def served(services: Services) -> Served:
    """The service with another answerer, listening."""
    return lambda answerer: serving(app_with(services, answerer=answerer))
