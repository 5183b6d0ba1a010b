"""What both follow-up routes refuse, before the first byte of an answer, and how they say so."""

import json

import pytest
from contract import assert_problem

ROUTES = pytest.mark.parametrize("path", ["/v1/followups", "/v1/followups/stream"])
QUESTION = "What is the labelled dose and schedule of Pluvicto?"
WRONG = {
    "missing": {},
    "empty": {"question": ""},
    "blank": {"question": " \t\n "},
    "2 characters": {"question": "ab"},
    "2 characters in space": {"question": "   ab   "},
    "2,001 characters": {"question": "a" * 2001},
    "number": {"question": 5},
    "list": {"question": [QUESTION]},
    "object": {"question": {"text": QUESTION}},
    "null": {"question": None},
    "unknown field": {"question": QUESTION, "temperature": 0},
    "unknown audience": {"question": QUESTION, "audience": "lawyer"},
    "audience of another case": {"question": QUESTION, "audience": "Clinician"},
    "article a number": {"question": QUESTION, "article": 7},
    "filters a list": {"question": QUESTION, "filters": []},
    "unknown filter": {"question": QUESTION, "filters": {"country": "AU"}},
    "year a word": {"question": QUESTION, "filters": {"year_from": "recent"}},
    "kinds a word": {"question": QUESTION, "filters": {"kinds": "rct"}},
    "body a list": [QUESTION],
    "body a string": QUESTION,
    "body null": None,
}


@ROUTES
@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_field_is_refused_and_named(client, path, body):
    response = client.post(path, content=json.dumps(body), headers={"content-type": "application/json"})
    problem = assert_problem(response, 422)
    assert problem["code"] == "invalid_request" and problem["retryable"] is False
    assert problem["errors"] and all(error["problem"] for error in problem["errors"])


@pytest.mark.parametrize(("body", "field"), [({}, "question"), ({"question": QUESTION, "audience": "x"}, "audience")])
def test_the_problem_names_the_field(client, body, field):
    problem = assert_problem(client.post("/v1/followups", json=body), 422)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert field in problem["detail"]


@ROUTES
@pytest.mark.parametrize("question", ["PSA", "  PSA\n", "a" * 2000, " " * 50 + "b" * 2000])
def test_length_counts_after_trimming(client, path, question):
    assert client.post(path, json={"question": question}).status_code == 200


@ROUTES
@pytest.mark.parametrize(
    "body",
    [b"{", b'{"question": "abc"', b"question=abc", b'{"question": "\xff\xfe"}', b"[" * 5000, b"\x00"],
    ids=["open", "unclosed", "a form", "not UTF-8", "deep", "NUL"],
)
def test_a_body_that_is_not_json_is_refused(client, path, body):
    response = client.post(path, content=body, headers={"content-type": "application/json"})
    assert assert_problem(response, 400)["retryable"] is False


@ROUTES
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", None])
def test_a_body_that_does_not_say_it_is_json_is_refused(client, path, content_type):
    headers = {"content-type": content_type} if content_type else {}
    response = client.post(path, content=json.dumps({"question": QUESTION}), headers=headers)
    assert assert_problem(response, 415)["code"] == "unsupported_media_type"


@ROUTES
def test_a_form_is_refused(client, path):
    assert_problem(client.post(path, data={"question": QUESTION}), 415)


def test_a_body_far_larger_than_any_question_is_refused_for_its_size(client):
    response = client.post("/v1/followups", json={"question": "a" * 20_000_000})
    assert assert_problem(response, 413)["code"] == "too_large"


def test_json_with_a_charset_is_json(client):
    headers = {"content-type": "application/json; charset=utf-8"}
    assert client.post("/v1/followups", content=json.dumps({"question": QUESTION}), headers=headers).status_code == 200


@ROUTES
def test_an_unknown_article_is_not_found(client, path):
    assert_problem(client.post(path, json={"question": QUESTION, "article": "no-such-article"}), 404)


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/followups/nothing", "/v1", "/v1/answers"])
def test_a_wrong_route_is_not_found(client, path):
    assert assert_problem(client.get(path), 404)["code"] == "not_found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/followups", "POST"),
        ("DELETE", "/v1/followups/stream", "POST"),
        ("POST", "/v1/sources", "GET"),
        ("PUT", "/v1/articles", "GET, POST"),
    ],
)
def test_a_wrong_method_is_refused_with_the_right_one(client, method, path, allowed):
    response = client.request(method, path)
    assert assert_problem(response, 405)["code"] == "method_not_allowed"
    assert response.headers["allow"] == allowed
