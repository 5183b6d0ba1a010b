"""Answers that are made at once: a few wait, those after them are told to come again, and a place is never lost."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from contract import assert_problem
from doors import QUESTION, guarded
from doubles import Stalling
from httpx2 import ASGITransport, AsyncClient

ROUTES = pytest.mark.parametrize("path", ["/v1/followups", "/v1/followups/stream"])
BOUND_S = 30


@asynccontextmanager
async def many(app):
    async with AsyncClient(transport=ASGITransport(app), base_url="http://testserver") as client:
        yield client


def ask_at_once(app, path, times):
    """The statuses of so many questions asked at the same time, within a bound."""

    async def all_of_them():
        async with many(app) as client, asyncio.timeout(BOUND_S):
            return await asyncio.gather(*(client.post(path, json=QUESTION) for _ in range(times)))

    return asyncio.run(all_of_them())


@ROUTES
def test_who_comes_after_those_that_wait_is_told_to_come_again(services, tmp_path, path):
    stalling = Stalling()
    with guarded(services, tmp_path, keyed=False, concurrency=1, answerer=stalling) as door:

        async def crowd():
            async with many(door.client.app) as client:
                asked = [asyncio.ensure_future(client.post(path, json=QUESTION)) for _ in range(4)]
                done, waiting = await asyncio.wait(asked, timeout=BOUND_S, return_when=asyncio.FIRST_COMPLETED)
                early = [task.result() for task in done]
                late, _ = await asyncio.wait(waiting, timeout=8)  # those that waited, not the one that is answered
                for task in waiting:
                    task.cancel()
                await asyncio.gather(*waiting, return_exceptions=True)
                return early, [task.result() for task in late]

        early, late = asyncio.run(crowd())
    assert len(early) == 1 and len(late) == 2
    for response in (*early, *late):
        problem = assert_problem(response, 503)
        assert problem["code"] == "busy" and problem["retryable"] is True
        assert response.headers["retry-after"] == "1"


@ROUTES
def test_those_that_wait_are_answered_one_after_another(services, tmp_path, path):
    with guarded(services, tmp_path, keyed=False, concurrency=1) as door:
        assert [response.status_code for response in ask_at_once(door.client.app, path, 3)] == [200] * 3


@ROUTES
def test_whatever_becomes_of_answers_their_places_are_free_again(services, tmp_path, path):
    with guarded(services, tmp_path, keyed=False, concurrency=1) as door:
        for _ in range(3):
            assert_problem(door.client.post(path, json={"question": ""}), 422)
            assert_problem(door.client.post(path, json={**QUESTION, "article": "none"}), 404)
            assert door.client.post(path, json=QUESTION).status_code == 200


def test_reading_does_not_wait_for_answers(services, tmp_path):
    stalling = Stalling()
    with guarded(services, tmp_path, keyed=False, concurrency=1, answerer=stalling) as door:

        async def read():
            async with many(door.client.app) as client, asyncio.timeout(BOUND_S):
                asked = asyncio.ensure_future(client.post("/v1/followups", json=QUESTION))
                while not stalling.started.is_set():
                    await asyncio.sleep(0.01)
                response = await client.get("/v1/sources")
                asked.cancel()
                await asyncio.gather(asked, return_exceptions=True)
                return response

        assert asyncio.run(read()).status_code == 200
