"""POST /v1/articles: an article is drafted as a question is answered, and is its owner's until it is approved."""

import re
from datetime import UTC, datetime

import pytest
from contract import MARKER, assert_footnotes_hold, assert_problem, assert_text_is_statements_alone, statements
from doubles import wait_for
from fastapi.testclient import TestClient
from shop import QUESTION, served, trial
from small_library import document

from service.articles.file import Review

DOSE = "What is the labelled dose and schedule of Pluvicto?"
ROLE = "urologist"


def draft(caller, question=DOSE, audience="clinician"):
    response = caller.post("/v1/articles", json={"question": question, "audience": audience})
    assert response.status_code == 201, response.text
    return response.json()


def listed(caller):
    return [entry["slug"] for entry in caller.get("/v1/articles").json()["articles"]]


@pytest.fixture
def stranger(client):
    visitor = TestClient(client.app)
    visitor.get("/")
    return visitor


def test_a_draft_says_what_an_answer_says_in_the_structure_of_an_article(browser, client, read_passage):
    answer = client.post("/v1/followups", json={"question": DOSE}).json()
    response = browser.post("/v1/articles", json={"question": DOSE})
    article = response.json()
    assert response.headers["location"] == f"/v1/articles/{article['slug']}"
    assert browser.get(response.headers["location"]).json() == article
    assert article.keys() == client.get(f"/v1/articles/{listed(client)[0]}").json().keys()
    assert [s["text"] for s in statements(article)] == [s["text"] for s in statements(answer)]
    assert [section["heading"] for section in article["sections"]] == [s["heading"] for s in answer["sections"]]
    assert_footnotes_hold(article, read_passage)
    assert_text_is_statements_alone(article)
    assert (article["title"], article["question"], article["status"]) == (DOSE, DOSE, "submitted")
    assert article["last_updated"] == article["history"][-1]["day"] == f"{datetime.now(UTC):%Y-%m-%d}"
    assert article["review"] is None and article["public"] is False
    made = article["provenance"]
    assert made["drafted_from"] == made["corpus_version"] and made["composer"] == "built-in"


def test_a_draft_is_listed_and_read_by_its_owner_alone_until_it_is_approved(browser, stranger, client, services):
    slug = draft(browser)["slug"]
    assert slug in listed(browser)
    assert slug in browser.get("/").text and browser.get(f"/articles/{slug}").status_code == 200
    for other in (stranger, client):
        assert slug not in listed(other) and slug not in other.get("/").text
        assert_problem(other.get(f"/v1/articles/{slug}"), 404)
        assert other.get(f"/articles/{slug}").status_code == 404
        assert_problem(other.post("/v1/followups", json={"question": "And how often?", "article": slug}), 404)
        assert_problem(other.delete(f"/v1/articles/{slug}"), 404)
    services.records.drafts.review(slug, Review(status="approved", role=ROLE, at=datetime.now(UTC)))
    for reader in (browser, stranger, client):
        assert slug in listed(reader)
        article = reader.get(f"/v1/articles/{slug}").json()
        assert (article["status"], article["review"]["role"], article["public"]) == ("approved", ROLE, True)
    services.records.drafts.review(slug, Review(status="under_review", role=ROLE, at=datetime.now(UTC)))
    assert_problem(stranger.get(f"/v1/articles/{slug}"), 404)
    assert browser.delete(f"/v1/articles/{slug}").status_code == 204
    assert_problem(browser.get(f"/v1/articles/{slug}"), 404)


def test_the_same_question_again_makes_another_article(browser):
    first, second = draft(browser), draft(browser)
    assert first["slug"] != second["slug"]
    for slug in (first["slug"], second["slug"]):
        assert re.fullmatch(r"what-is-the-labelled-dose-and-schedule-of-pluvicto-[0-9a-f]{12}", slug)
    assert set(listed(browser)) >= {first["slug"], second["slug"]}


def test_a_draft_for_patients_is_worded_for_them_and_for_clinicians_too(browser, read_passage):
    article = draft(browser, "How common is dry mouth with Pluvicto?", "patient")
    for_clinicians = browser.get(f"/v1/articles/{article['slug']}?audience=clinician").json()
    assert article["audience"] == "patient" and article["glossary"]
    quotes = {quote["id"]: quote["text"] for citation in article["citations"] for quote in citation["quotes"]}
    assert any(s["text"] not in quotes.values() for s in statements(article)), "a plain wording"
    assert [s["text"] for s in statements(for_clinicians)] == [quotes[s["quotes"][0]] for s in statements(article)]
    assert for_clinicians["glossary"] == []
    for wording in (article, for_clinicians):
        assert_footnotes_hold(wording, read_passage)
        assert wording["disclaimer"] == wording["disclaimers"][wording["audience"]]


def test_what_identifies_a_person_is_in_no_draft(browser, services):
    article = draft(browser, "What is the labelled dose of Pluvicto? Patient John Smith, MRN 4415882.")
    kept = services.records.drafts.get(article["slug"]).file.model_dump_json()
    for told in (str(article), kept, browser.get(f"/articles/{article['slug']}").text):
        assert "Smith" not in told and "4415882" not in told and "john" not in told


@pytest.mark.parametrize(
    ("question", "outcome", "reason", "said"),
    [
        ("Who won the last football world cup?", "declined", "out_of_scope", "outside what this library covers"),
        ("How much does Pluvicto cost in Portugal?", "abstained", "no_evidence", "Portugal"),
        ("Since this morning my legs are numb and I cannot pass urine", "urgent", "emergency", "1. "),
        ("Should I take my next dose of Pluvicto?", "answered", "personal_decision", "treating team"),
    ],
)
def test_a_question_that_is_not_answered_makes_no_article_and_is_told_why(browser, question, outcome, reason, said):
    before = listed(browser)
    problem = assert_problem(browser.post("/v1/articles", json={"question": question, "audience": "patient"}), 422)
    assert (problem["code"], problem["outcome"], problem["reason"]) == ("no_article", outcome, reason)
    assert said in problem["detail"] and not MARKER.search(problem["detail"]) and problem["retryable"] is False
    assert listed(browser) == before


@pytest.mark.parametrize(
    "body", [{}, {"question": "  a "}, {"question": DOSE, "audience": "all"}, {"question": DOSE, "slug": "mine"}]
)
def test_a_wrong_request_drafts_nothing(browser, body):
    before = listed(browser)
    problem = assert_problem(browser.post("/v1/articles", json=body), 422)
    assert problem["code"] == "invalid_request" and problem["errors"]
    assert listed(browser) == before


def test_a_draft_says_what_became_of_its_sources_and_that_day(shop, shop_client):
    article = draft(shop_client, QUESTION)
    assert "38%" in article["text"] and article["notices"] == []
    newer = document("b-trial", {"Harms": "Dry mouth occurred in 51% of the patients after five years."})
    version = shop.hold(trial(38, retracted=True), newer)
    wait_for(lambda: served(shop_client) == version)
    read = shop_client.get(f"/v1/articles/{article['slug']}").json()
    assert [notice["code"] for notice in read["notices"]] == ["source_retracted"]
    assert "38%" not in read["text"]
    assert read["last_updated"] == read["provenance"]["corpus_built_on"]
    assert read["provenance"]["drafted_from"] == article["provenance"]["corpus_version"] != version
    assert 'footnote_recalled_articles{standing="retracted"} 1' in shop_client.get("/metrics").text
