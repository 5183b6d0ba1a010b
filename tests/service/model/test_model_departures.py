"""A client that leaves ends the model's work too, counted at the model's server."""

import asyncio
import http.client
import json
import socket
import threading
from contextlib import contextmanager

import pytest
import uvicorn

from service import bootstrap
from service.app import create_app
from tests.service.api.doubles import wait_for
from tests.service.model.conftest import QUESTION

WITHIN_S = 2


@contextmanager
def serving(app):
    """The port of an application that runs as it does for callers, under uvicorn."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
    thread.start()
    try:
        wait_for(lambda: app.state.services is not None)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="module")
def ports(model_settings, embedder):
    """Services whose model stalls at once, and after a sentence; far longer than the tests wait."""
    apps = (
        create_app(
            model_settings(model, model_timeout=60), build=lambda chosen: bootstrap.build(chosen, embedder), follow=None
        )
        for model in ("stalls", "stalls-later")
    )
    with serving(next(apps)) as at_once, serving(next(apps)) as later:
        yield {"stalls": at_once, "stalls-later": later}


def asked(port, path):
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    caller.request("POST", path, json.dumps({"question": QUESTION}), {"content-type": "application/json"})
    return caller


@contextmanager
def ending(server):
    """What happens in here opens one generation and makes its client hang up within the bound."""
    running, left = server.open, server.left
    yield lambda: wait_for(lambda: server.open == running + 1)
    for _ in range(WITHIN_S * 50):
        if server.open == running:
            break
        threading.Event().wait(0.02)
    assert (server.open, server.left) == (running, left + 1)


@pytest.mark.parametrize("model", ["stalls", "stalls-later"])
def test_one_who_reads_a_stream_and_leaves(server, ports, model):
    events = 3 if model == "stalls-later" else 2
    with ending(server) as wait_until_it_runs:
        caller = asked(ports[model], "/v1/followups/stream")
        response = caller.getresponse()
        while events:
            events -= response.readline().startswith(b"event: ")
        wait_until_it_runs()
        response.close()
        caller.close()


@pytest.mark.parametrize("after_s", [0, 0.01, 0.03, 0.1])
@pytest.mark.parametrize("model", ["stalls", "stalls-later"])
def test_one_who_waits_for_the_whole_answer_and_leaves(server, ports, model, after_s):
    with ending(server) as wait_until_it_runs:
        caller = asked(ports[model], "/v1/followups")
        wait_until_it_runs()
        threading.Event().wait(after_s)
        caller.close()
