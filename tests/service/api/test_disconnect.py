"""A client that leaves ends the work, streamed and plain. The application is driven by hand, as uvicorn drives it."""

import asyncio
import json

import pytest
from doubles import Stalling, app_with

from service.records import UnknownRecord

BOUND_S = 20


async def leave_after_it_started(app, path, stalling):
    """One request whose client hangs up once the work has started; returns what was sent."""
    body = json.dumps({"question": "What is the labelled dose?"}).encode()
    inbox = [{"type": "http.request", "body": body, "more_body": False}]
    sent = []

    async def receive():
        if inbox:
            return inbox.pop()
        while not stalling.started.is_set():
            await asyncio.sleep(0.01)
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"content-type", b"application/json"), (b"host", b"testserver")],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
    async with app.router.lifespan_context(app):
        async with asyncio.timeout(BOUND_S):
            while app.state.services is None:
                await asyncio.sleep(0.01)
            await app(scope, receive, send)
            while not stalling.cancelled.is_set():
                await asyncio.sleep(0.01)
        return sent


@pytest.mark.parametrize("path", ["/v1/followups", "/v1/followups/stream"])
def test_a_client_that_leaves_ends_the_work(services, path):
    stalling = Stalling()
    asyncio.run(leave_after_it_started(app_with(services, answerer=stalling), path, stalling))
    assert stalling.cancelled.is_set()


def test_an_answer_that_nobody_waited_for_is_not_stored(services):
    stalling = Stalling()
    sent = asyncio.run(leave_after_it_started(app_with(services, answerer=stalling), "/v1/followups/stream", stalling))
    stream = b"".join(message.get("body", b"") for message in sent).decode()
    accepted = json.loads(stream.partition("data: ")[2].partition("\n")[0])
    assert "event: done" not in stream and "event: error" not in stream
    with pytest.raises(UnknownRecord):
        services.records.answer(accepted["id"], "local")
    with pytest.raises(UnknownRecord):
        services.records.turns(accepted["conversation_id"], "local")
