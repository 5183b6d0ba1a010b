"""A question that is sent twice under one Idempotency-Key is answered once."""

import asyncio

import pytest
from contract import assert_problem
from doors import QUESTION, guarded
from doubles import Failing, Stalling
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import text
from sse_reader import read_events

PLAIN, STREAM = "/v1/followups", "/v1/followups/stream"
KEY = {"idempotency-key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


@pytest.fixture(scope="module")
def door(services, tmp_path_factory):
    with guarded(services, tmp_path_factory.mktemp("door"), rate=10_000, daily=10_000) as opened:
        yield opened


@pytest.fixture
def partner(door):
    return door.holder(door.key())


def rows(door, table):
    with door.records._engine.connect() as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).all()


def test_the_same_request_brings_the_same_answer_and_makes_no_other(door, partner):
    first = partner.post(PLAIN, json=QUESTION, headers=KEY)
    before = len(rows(door, "answers"))
    again = partner.post(PLAIN, json=QUESTION, headers=KEY)
    assert again.json() == first.json() and again.status_code == 200
    assert len(rows(door, "answers")) == before
    assert again.headers["idempotent-replayed"] == "true" and "idempotent-replayed" not in first.headers
    assert partner.post(PLAIN, json=QUESTION).json()["id"] != first.json()["id"]


def test_a_stream_that_is_asked_for_again_is_told_again(partner):
    first = read_events(partner.post(STREAM, json=QUESTION, headers=KEY).text)
    again = partner.post(STREAM, json=QUESTION, headers=KEY)
    assert again.headers["idempotent-replayed"] == "true"
    told = read_events(again.text)
    assert [name for name, _ in told][:2] == ["accepted", "sources"]
    assert [event for event in told if event[0] != "sources"] == [event for event in first if event[0] != "sources"]


def test_what_is_to_be_read_before_the_statements_is_told_again_before_them(partner):
    body = {"question": "Should I stop Pluvicto, and who won the last football world cup?"}
    sent = [dict(read_events(partner.post(STREAM, json=body, headers=KEY).text))["sources"] for _ in range(2)]
    first, again = ({name: told[name] for name in ("opening", "gaps")} for told in sent)
    assert first == again and all(first.values())


def test_an_answer_without_statements_is_told_again_as_it_was(partner):
    body = {"question": "Who won the football world cup?"}
    first = partner.post(STREAM, json=body, headers=KEY).text
    assert [name for name, _ in read_events(first)] == ["accepted", "done"]
    assert read_events(partner.post(STREAM, json=body, headers=KEY).text) == read_events(first)


def test_how_a_body_is_written_does_not_matter(partner):
    first = partner.post(PLAIN, json={**QUESTION, "audience": "patient"}, headers=KEY).json()
    written = f'{{ "audience":"patient",\n"question": "{QUESTION["question"]}"}}'
    headers = {**KEY, "content-type": "application/json"}
    assert partner.post(PLAIN, content=written, headers=headers).json() == first


@pytest.mark.parametrize("path", [PLAIN, STREAM])
def test_another_body_under_the_same_key_is_refused(partner, path):
    partner.post(path, json=QUESTION, headers=KEY)
    for other in ({"question": "How common is dry mouth?"}, {**QUESTION, "audience": "patient"}):
        problem = assert_problem(partner.post(path, json=other, headers=KEY), 409)
        assert problem["code"] == "idempotency_key_reused" and problem["retryable"] is False


def test_the_key_of_one_caller_says_nothing_to_another(door, partner):
    mine = partner.post(PLAIN, json=QUESTION, headers=KEY).json()
    others = door.holder(door.key()).post(PLAIN, json={"question": "How common is dry mouth?"}, headers=KEY)
    assert others.status_code == 200 and others.json()["id"] != mine["id"]
    assert door.visitor().post(PLAIN, json=QUESTION, headers=KEY).json()["id"] != mine["id"]


def test_asking_a_stored_question_afresh_may_be_sent_twice_too(partner):
    answer = partner.post(PLAIN, json=QUESTION).json()
    fresh = [partner.post(f"/v1/answers/{answer['id']}/fresh", headers=KEY).json() for _ in range(2)]
    assert fresh[0] == fresh[1] and fresh[0]["supersedes"] == answer["id"]


def test_what_is_told_again_costs_no_answer_of_the_day(services, tmp_path):
    with guarded(services, tmp_path, daily=1) as door:
        partner = door.holder(door.key())
        first = partner.post(PLAIN, json=QUESTION, headers=KEY).json()
        assert partner.post(PLAIN, json=QUESTION, headers=KEY).json() == first
        assert_problem(partner.post(PLAIN, json=QUESTION), 429)


@pytest.mark.parametrize("wrong", ["", "two words", "é".encode(), "x" * 256])
def test_a_key_that_cannot_be_is_named(partner, wrong):
    problem = assert_problem(partner.post(PLAIN, json=QUESTION, headers={"idempotency-key": wrong}), 422)
    assert [error["field"] for error in problem["errors"]] == ["Idempotency-Key"]


@pytest.mark.parametrize("path", [PLAIN, STREAM])
def test_a_failure_is_not_remembered(services, tmp_path, path):
    failing = Failing(services.answerer, RuntimeError("broken"), 0)
    with guarded(services, tmp_path, answerer=failing) as door:
        key = door.key()
        failed = door.holder(key).post(path, json=QUESTION, headers=KEY)
        assert failed.status_code == 500 or read_events(failed.text)[-1][0] == "error"
    with guarded(services, tmp_path) as door:  # it works again
        answered = door.holder(key).post(path, json=QUESTION, headers=KEY)
        assert answered.status_code == 200 and "idempotent-replayed" not in answered.headers
        assert "event: error" not in answered.text


def test_a_refusal_is_not_remembered(partner):
    assert_problem(partner.post(PLAIN, json={**QUESTION, "article": "none"}, headers=KEY), 404)
    assert partner.post(PLAIN, json=QUESTION, headers=KEY).status_code == 200


@pytest.mark.parametrize("path", [PLAIN, STREAM])
def test_while_the_first_request_runs_the_second_is_told_to_come_again(services, tmp_path, path):
    stalling = Stalling()
    with guarded(services, tmp_path, answerer=stalling) as door:
        headers = {**KEY, "authorization": f"Bearer {door.key()}"}

        async def twice():
            transport = ASGITransport(door.client.app)
            async with AsyncClient(transport=transport, base_url="http://testserver", headers=headers) as client:
                running = asyncio.ensure_future(client.post(path, json=QUESTION))
                while not stalling.started.is_set():
                    await asyncio.sleep(0.01)
                second = await client.post(path, json=QUESTION)
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
                return second

        async def bounded():
            async with asyncio.timeout(30):
                return await twice()

        response = asyncio.run(bounded())
        problem = assert_problem(response, 409)
        assert problem["code"] == "in_progress" and problem["retryable"] is True
        assert response.headers["retry-after"] == "1"
        assert rows(door, "idempotent_requests") == [], "whoever left may send it again at once"


def test_an_erased_conversation_is_not_told_again(partner):
    first = partner.post(PLAIN, json=QUESTION, headers=KEY).json()
    assert partner.delete(f"/v1/conversations/{first['conversation_id']}").status_code == 204
    assert partner.post(PLAIN, json=QUESTION, headers=KEY).json()["id"] != first["id"]


def test_neither_the_question_nor_the_key_is_kept_with_the_request(services, tmp_path):
    with guarded(services, tmp_path) as door:
        door.holder(door.key()).post(PLAIN, json=QUESTION, headers=KEY)
        (row,) = rows(door, "idempotent_requests")
    assert QUESTION["question"] not in str(row) and KEY["idempotency-key"] not in str(row)
