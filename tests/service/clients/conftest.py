"""The service on a real port, for clients that others wrote and for our own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import openai
import pytest

from service.answering.pipeline import Answerer
from service.bootstrap import Services
from tests.browser.serving import serving
from tests.service.api.doubles import app_with
from tests.service.clients.chat import client_of

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


@pytest.fixture(scope="session")
def openai_client(address: str) -> Iterator[openai.OpenAI]:
    with client_of(address) as caller:
        yield caller


@pytest.fixture(scope="session")
def complete(openai_client):
    """Asks what the user said, in order; a message of another role is given whole."""

    def ask(*said, model="footnote", **more):
        messages = [{"role": "user", "content": one} if isinstance(one, str) else one for one in said]
        return openai_client.chat.completions.create(model=model, messages=messages, **more)

    return ask
