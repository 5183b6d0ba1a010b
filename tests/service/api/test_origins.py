"""Pages of other sites: which may call the API, and whose is what their readers ask."""

import secrets

import pytest
from contract import assert_problem
from fastapi.testclient import TestClient
from pydantic import ValidationError

from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings
from tests.conftest import wait_until_ready

JOURNAL, STRANGER = "https://journal.example", "https://stranger.example"
QUESTION = {"question": "What is the labelled dose and schedule of Pluvicto?"}


@pytest.fixture(scope="module")
def embedded(settings, embedder):
    """A service whose API pages of JOURNAL may call."""
    chosen = settings.model_copy(update={"origins": (JOURNAL,)})
    with TestClient(create_app(chosen, build=lambda s: bootstrap.build(s, embedder), follow=None)) as caller:
        wait_until_ready(caller)
        yield caller


def reader(origin=JOURNAL):
    """What a browser sends for one tab on another site."""
    return {"Origin": origin, "Footnote-Session": secrets.token_hex(16)}


def preflight(caller, origin, **wanted):
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type", **wanted}
    return caller.options("/v1/followups/stream", headers={"Origin": origin, **asked})


def test_a_page_of_a_listed_origin_may_ask_and_read_the_answer(embedded):
    wanted = {"Access-Control-Request-Headers": "authorization,content-type,footnote-session"}
    assert preflight(embedded, JOURNAL, **wanted).headers["access-control-allow-origin"] == JOURNAL
    response = embedded.post("/v1/followups", json=QUESTION, headers=reader())
    assert response.status_code == 200 and response.headers["access-control-allow-origin"] == JOURNAL
    assert {"Retry-After", "RateLimit"} <= set(response.headers["access-control-expose-headers"].split(", "))
    assert "Origin" in response.headers["vary"]


def test_a_refusal_reaches_the_page_in_words_too(embedded):
    response = embedded.post("/v1/followups", json={"question": "?"}, headers=reader())
    assert_problem(response, 422)
    assert response.headers["access-control-allow-origin"] == JOURNAL


@pytest.mark.parametrize(
    "origin",
    [
        STRANGER,
        f"{JOURNAL}.evil.example",
        "https://sub.journal.example",
        "http://journal.example",
        f"{JOURNAL}:8443",
        JOURNAL.upper(),
        "null",
    ],
)
def test_no_other_origin_may(embedded, origin):
    assert "access-control-allow-origin" not in preflight(embedded, origin).headers
    assert "access-control-allow-origin" not in embedded.get("/v1/privacy", headers={"Origin": origin}).headers


def test_no_cookie_travels_to_another_site(embedded):
    for response in (preflight(embedded, JOURNAL), embedded.get("/v1/privacy", headers=reader())):
        assert "access-control-allow-credentials" not in response.headers


def test_where_no_origin_is_listed_none_may(client):
    assert "access-control-allow-origin" not in preflight(client, JOURNAL).headers


def test_what_a_tab_on_another_site_asks_is_its_own(embedded):
    mine, other = reader(), reader()
    answer = embedded.post("/v1/followups", json=QUESTION, headers=mine).json()
    read, follow_up = f"/v1/answers/{answer['id']}", {**QUESTION, "conversation_id": answer["conversation_id"]}
    for stranger in (other, {}, {"Footnote-Session": "1"}):
        assert_problem(embedded.get(read, headers=stranger), 404)
        assert_problem(embedded.post("/v1/followups", json=follow_up, headers=stranger), 404)
        assert_problem(embedded.delete(f"/v1/conversations/{answer['conversation_id']}", headers=stranger), 404)
    assert embedded.get(read, headers=mine).json() == answer
    assert embedded.post("/v1/followups", json=follow_up, headers=mine).status_code == 200
    assert embedded.delete(f"/v1/conversations/{answer['conversation_id']}", headers=mine).status_code == 204


def test_the_component_can_be_loaded_by_any_page_and_nothing_else_can(embedded):
    script = embedded.get("/followup-box.js", headers={"Origin": STRANGER})
    assert script.headers["access-control-allow-origin"] == "*"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "javascript" in script.headers["content-type"]
    assert "set-cookie" not in script.headers
    for closed in ("/", "/static/article.css", "/v1/privacy"):
        assert embedded.get(closed).headers["cross-origin-resource-policy"] == "same-origin"


def test_the_origins_are_read_from_a_list_with_commas(monkeypatch):
    monkeypatch.setenv("FOOTNOTE_ORIGINS", f" {JOURNAL}, http://localhost:8080 ,")
    assert ServiceSettings().origins == (JOURNAL, "http://localhost:8080")
    monkeypatch.setenv("FOOTNOTE_ORIGINS", "")
    assert ServiceSettings().origins == ()


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "null",
        "journal.example",
        "https://journal.example/",
        "https://Journal.example",
        "https://*.example",
        "https://a:b@journal.example",
        "file://x",
    ],
)
def test_what_no_browser_sends_as_an_origin_is_refused_at_start(monkeypatch, origin):
    monkeypatch.setenv("FOOTNOTE_ORIGINS", origin)
    with pytest.raises(ValidationError, match="is not an origin"):
        ServiceSettings()
