"""GET /v1/answers/{id}, its feedback, and DELETE /v1/conversations/{id}."""

import sqlite3
from contextlib import closing

import pytest
from contract import assert_problem

DOSE = "What is the labelled dose and schedule of Pluvicto?"
UNKNOWN = "ans_00000000000000000000000000000000"


@pytest.fixture
def answer(browser):
    return browser.post("/v1/followups", json={"question": DOSE}).json()


@pytest.fixture
def stored(settings):
    """Looks into the database of answers."""

    def query(sql, *values):
        with closing(sqlite3.connect(settings.corpus.data / "footnote.db")) as database:
            return database.execute(sql, values).fetchall()

    return query


def test_an_answer_reads_back_exactly_as_it_was_given(browser):
    given = browser.post("/v1/followups", json={"question": DOSE})
    read = browser.get(f"/v1/answers/{given.json()['id']}")
    assert read.status_code == 200 and read.headers["content-type"] == "application/json"
    assert read.json() == given.json()


def test_an_answer_is_kept_from_caches(browser, answer):
    assert browser.get(f"/v1/answers/{answer['id']}").headers["cache-control"] == "no-store"


def test_what_is_anothers_is_as_unknown_as_what_does_not_exist(browser, client, answer):
    mine, conversation = f"/v1/answers/{answer['id']}", f"/v1/conversations/{answer['conversation_id']}"
    problem = assert_problem(client.get(mine), 404)
    assert problem["detail"] == assert_problem(client.get(f"/v1/answers/{UNKNOWN}"), 404)["detail"]
    assert_problem(client.post(f"{mine}/feedback", json={"rating": "up"}), 404)
    assert_problem(client.delete(conversation), 404)
    assert browser.get(mine).json() == answer


@pytest.mark.parametrize(
    "feedback", [{"rating": "up"}, {"rating": "down", "reasons": ["wrong source"], "comment": "§ 2"}]
)
def test_a_rating_is_kept(browser, answer, stored, feedback):
    response = browser.post(f"/v1/answers/{answer['id']}/feedback", json=feedback)
    assert response.status_code == 204 and response.content == b""
    kept = stored("SELECT rating, comment FROM feedback WHERE answer_id = ?", answer["id"])
    assert kept == [(feedback["rating"], feedback.get("comment"))]


@pytest.mark.parametrize(
    "feedback",
    [
        {},
        {"rating": "sideways"},
        {"rating": "UP"},
        {"rating": 1},
        {"rating": None},
        {"rating": "up", "reasons": "late"},
        {"rating": "up", "reasons": ["a" * 101]},
        {"rating": "up", "comment": "a" * 2001},
        {"rating": "up", "stars": 5},
    ],
)
def test_a_wrong_rating_is_refused_and_not_kept(browser, answer, stored, feedback):
    assert_problem(browser.post(f"/v1/answers/{answer['id']}/feedback", json=feedback), 422)
    assert stored("SELECT rating FROM feedback WHERE answer_id = ?", answer["id"]) == []


def test_feedback_must_be_json(browser, answer):
    assert_problem(browser.post(f"/v1/answers/{answer['id']}/feedback", data={"rating": "up"}), 415)


def test_an_erased_conversation_leaves_nothing_of_it(browser, answer, stored):
    conversation = answer["conversation_id"]
    second = browser.post("/v1/followups", json={"question": "And how often?", "conversation_id": conversation}).json()
    browser.post(f"/v1/answers/{answer['id']}/feedback", json={"rating": "down", "comment": "private"})
    erased = browser.delete(f"/v1/conversations/{conversation}")
    assert erased.status_code == 204 and erased.content == b""
    for answer_id in (answer["id"], second["id"]):
        assert_problem(browser.get(f"/v1/answers/{answer_id}"), 404)
        assert stored("SELECT 1 FROM answers WHERE id = ?", answer_id) == []
    assert stored("SELECT 1 FROM feedback WHERE answer_id = ?", answer["id"]) == []
    assert stored("SELECT 1 FROM conversations WHERE id = ?", conversation) == []
    body = {"question": "And how often?", "conversation_id": conversation}
    assert_problem(browser.post("/v1/followups", json=body), 404)
    assert_problem(browser.delete(f"/v1/conversations/{conversation}"), 404)


def test_erasing_one_conversation_leaves_the_others(browser, answer):
    other = browser.post("/v1/followups", json={"question": DOSE}).json()
    assert browser.delete(f"/v1/conversations/{answer['conversation_id']}").status_code == 204
    assert browser.get(f"/v1/answers/{other['id']}").json() == other
