"""The question of a stored answer is asked again of the library of today, in its conversation."""

import pytest
from contract import assert_problem
from doubles import wait_for
from fastapi.testclient import TestClient
from shop import QUESTION, served, trial
from small_library import document
from sse_reader import read_events

OTHER = document("b-trial", {"Harms": "Dry mouth occurred in 51% of the patients after five years."}, title="Later on")
ROUTES = pytest.mark.parametrize("path", ["fresh", "fresh/stream"])


def ask(caller, question=QUESTION, **more) -> dict:
    response = caller.post("/v1/followups", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return response.json()


def afresh(caller, answer_id: str) -> dict:
    return caller.post(f"/v1/answers/{answer_id}/fresh").json()


@pytest.fixture
def retracted(shop, shop_client):
    """An answer whose source was retracted after it was given."""
    given = ask(shop_client)
    version = shop.hold(trial(38, retracted=True), OTHER)
    wait_for(lambda: served(shop_client) == version)
    return given


def test_a_fresh_answer_comes_from_what_stands_today_and_names_the_one_that_it_supersedes(retracted, shop_client):
    fresh = afresh(shop_client, retracted["id"])
    assert "38%" in retracted["text"] and "38%" not in fresh["text"] and "51%" in fresh["text"]
    assert fresh["supersedes"] == retracted["id"] != fresh["id"] and retracted["supersedes"] is None
    assert [fresh[key] for key in ("conversation_id", "question", "audience")] == [
        retracted[key] for key in ("conversation_id", "question", "audience")
    ]
    assert fresh["notices"] == []
    assert shop_client.get(f"/v1/answers/{fresh['id']}").json() == fresh
    assert shop_client.get(f"/v1/answers/{retracted['id']}").json()["text"] == retracted["text"]


def test_the_stream_of_a_fresh_answer_ends_with_it(retracted, shop_client):
    response = shop_client.post(f"/v1/answers/{retracted['id']}/fresh/stream")
    names, data = zip(*read_events(response.text), strict=True)
    assert names[0] == "accepted" and names[-1] == "done"
    assert data[-1]["supersedes"] == retracted["id"] and "51%" in data[-1]["text"]
    assert shop_client.get(f"/v1/answers/{data[0]['id']}").json() == data[-1]


def test_a_question_is_understood_from_what_came_before_it_and_nothing_later(shop_client):
    first = ask(shop_client)
    conversation = first["conversation_id"]
    second = ask(shop_client, "Was it mild?", conversation_id=conversation)
    ask(shop_client, "What was the colour of the tablets?", conversation_id=conversation)
    assert second["standalone_question"] != second["question"]
    assert afresh(shop_client, second["id"])["standalone_question"] == second["standalone_question"]
    assert afresh(shop_client, first["id"])["standalone_question"] == first["question"]


def test_reader_and_filters_are_those_of_then(shop_client):
    chosen = {"audience": "patient", "filters": {"kinds": ["rct"], "year_from": 2020, "organizations": []}}
    given = ask(shop_client, **chosen)
    fresh = afresh(shop_client, given["id"])
    assert {key: fresh[key] for key in chosen} == chosen
    assert fresh["text"] == given["text"]


@ROUTES
def test_what_is_unknown_or_another_s_cannot_be_asked_again(shop_client, path):
    given = ask(shop_client)
    visitor = TestClient(shop_client.app)
    assert visitor.get("/").status_code == 200 and visitor.cookies
    assert_problem(visitor.post(f"/v1/answers/{given['id']}/{path}"), 404)
    assert_problem(shop_client.post(f"/v1/answers/ans_0/{path}"), 404)


def test_erasing_the_conversation_takes_the_fresh_answer_along(shop_client):
    given = ask(shop_client)
    fresh = afresh(shop_client, given["id"])
    assert shop_client.delete(f"/v1/conversations/{given['conversation_id']}").status_code == 204
    for answer in (given, fresh):
        assert_problem(shop_client.get(f"/v1/answers/{answer['id']}"), 404)
    assert shop_client.app.state.services.records.places.all() == []
