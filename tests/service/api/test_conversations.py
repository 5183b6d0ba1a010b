"""Follow-ups in a conversation: what is carried over, and whose it is."""

import re

import pytest
from contract import assert_problem
from fastapi.testclient import TestClient

FIRST = "What is the labelled dose and schedule of Pluvicto?"
DEPENDENT = "And in patients with low platelets?"
ALONE = "How are RECIP 1.0 classes defined and what do they mean for survival?"
ARTICLE = "lesions-unchanged-after-two-lutetium-infusions"
UNKNOWN = "cnv_00000000000000000000000000000000"


def test_a_follow_up_keeps_its_conversation(ask):
    first = ask(FIRST)
    second = ask(DEPENDENT, conversation_id=first["conversation_id"])
    assert second["conversation_id"] == first["conversation_id"]
    assert second["id"] != first["id"]


def test_a_dependent_follow_up_is_understood_with_what_it_follows(ask):
    first = ask(FIRST)
    second = ask(DEPENDENT, conversation_id=first["conversation_id"])
    assert second["question"] == DEPENDENT
    assert FIRST in second["standalone_question"] and second["standalone_question"].endswith(DEPENDENT)
    third = ask("And how often?", conversation_id=first["conversation_id"])
    assert FIRST in third["standalone_question"]


def test_a_dependent_follow_up_is_answered_on_its_conversations_subject(ask):
    first = ask("How common was dry mouth in VISION?")
    second = ask("And how common was fatigue?", conversation_id=first["conversation_id"])
    assert "vision" in {citation["source"]["id"].partition("-")[0] for citation in second["citations"]}


def test_a_question_that_stands_alone_is_never_rewritten(ask):
    first = ask(FIRST)
    assert ask(ALONE, conversation_id=first["conversation_id"])["standalone_question"] == ALONE


def test_a_question_without_a_conversation_is_taken_as_asked(ask):
    assert ask(DEPENDENT)["standalone_question"] == DEPENDENT


def test_an_answer_names_the_article_that_it_follows(ask):
    assert ask(FIRST, article=ARTICLE)["article"] == ARTICLE


def test_the_first_follow_up_of_an_article_is_understood_with_the_article(ask, client):
    article = client.get(f"/v1/articles/{ARTICLE}").json()
    understood = ask("And how often does that happen?", article=ARTICLE)["standalone_question"]
    assert article["title"] in understood or article["question"] in understood


@pytest.mark.parametrize("path", ["/v1/followups", "/v1/followups/stream"])
def test_an_unknown_conversation_is_not_found(client, path):
    assert_problem(client.post(path, json={"question": FIRST, "conversation_id": UNKNOWN}), 404)


@pytest.mark.parametrize("path", ["/v1/followups", "/v1/followups/stream"])
def test_a_conversation_of_another_session_is_as_unknown_as_none(client, browser, path):
    mine = browser.post("/v1/followups", json={"question": FIRST}).json()["conversation_id"]
    assert browser.post(path, json={"question": DEPENDENT, "conversation_id": mine}).status_code == 200
    stranger = TestClient(client.app)
    for other in (client, stranger):
        problem = assert_problem(other.post(path, json={"question": DEPENDENT, "conversation_id": mine}), 404)
        unknown = assert_problem(other.post(path, json={"question": DEPENDENT, "conversation_id": UNKNOWN}), 404)
        assert problem["detail"] == unknown["detail"]


def test_a_browser_gets_a_session_of_its_own_that_scripts_cannot_read(client):
    first, second = (TestClient(client.app).get("/").headers["set-cookie"] for _ in range(2))
    assert re.match(r"footnote_session=[0-9a-f]{32};", first)
    assert "HttpOnly" in first and "SameSite=lax" in first
    assert first != second


def test_a_browser_keeps_its_session(browser):
    assert "set-cookie" not in browser.get("/").headers
