"""What an approval is worth when the text or its sources change: it holds for the words that were signed."""

from collections.abc import Iterator

import pytest
import yaml
from contract import assert_problem
from doubles import wait_for
from fastapi.testclient import TestClient
from reviewers import Desk
from shop import QUESTION, Shop, trial
from small_library import document

from corpus.embeddings import Embedder
from service import bootstrap
from service.app import create_app

SAID = ("Dry mouth occurred in 38% of the patients.", "It was mostly mild.")
LATER = document("b-trial", {"Harms": "Dry mouth occurred in 51% of the patients."}, title="Later on")


def article(*quotes: str) -> str:
    written = {
        "slug": "dry-mouth",
        "title": "Dry mouth",
        "question": QUESTION,
        "status": "submitted",
        "last_updated": "2026-11-01",
        "audience": "clinician",
        "summary": [{"source": "a-trial", "quote": quote} for quote in quotes],
        "sections": [],
    }
    return yaml.safe_dump(written)


@pytest.fixture
def desk(shop: Shop, embedder: Embedder) -> Iterator[Desk]:
    """A desk over a library and an article that a test rewrites."""
    (shop.sources.parent / "dry-mouth.yaml").write_text(article(*SAID))
    shop.hold(trial(38), LATER)
    with TestClient(create_app(shop.settings, build=lambda chosen: bootstrap.build(chosen, embedder))) as client:
        wait_for(lambda: client.get("/v1/ready").status_code == 200)
        yield Desk(client, client.app.state.services.records)


def served(desk: Desk, version: str) -> None:
    wait_for(lambda: desk.client.get("/v1/ready").json().get("corpus_version") == version)


def status(desk: Desk) -> str:
    found: str = desk.reader.get("/v1/articles/dry-mouth").json()["status"]
    return found


def test_an_article_that_was_edited_after_its_approval_is_under_review_again(desk, shop):
    desk.take_through("dry-mouth", "under_review", "approved", kind="articles")
    served(desk, shop.hold(trial(38, " Later it was gone."), LATER))
    assert status(desk) == "approved", "the library changed, not what readers of the article see"
    (shop.sources.parent / "dry-mouth.yaml").write_text(article(SAID[0]))
    served(desk, shop.hold(trial(38, " It was gone later."), LATER))
    assert status(desk) == "under_review"
    last = desk.item("dry-mouth", "articles")["history"][-1]
    assert (last["before"], last["after"], last["by"]["role"]) == ("approved", "under_review", "software")
    assert "not the one that was approved" in last["note"]
    assert desk.queue(kind="articles")["total"] == 1


def test_a_decision_on_another_text_than_was_read_is_refused(desk, shop):
    desk.take_through("dry-mouth", "under_review", kind="articles")
    seen = desk.item("dry-mouth", "articles")["version"]
    (shop.sources.parent / "dry-mouth.yaml").write_text(article(SAID[0]))
    served(desk, shop.hold(trial(38, " It was gone later."), LATER))
    late = desk.decide("dry-mouth", "approved", "articles", version=seen)
    assert "The text of it has changed" in assert_problem(late, 409)["detail"]
    assert status(desk) == "under_review"


def test_what_rests_on_a_retracted_source_is_not_approved(desk, shop):
    answer = desk.asked(QUESTION)
    desk.take_through(answer["id"], "submitted", "under_review", "approved")
    desk.take_through("dry-mouth", "under_review", "approved", kind="articles")
    served(desk, shop.hold(trial(38, retracted=True), LATER))
    assert desk.reader.get(f"/v1/answers/{answer['id']}").json()["review_status"] == "under_review"
    assert status(desk) == "under_review"
    refused = desk.decide(answer["id"], "approved")
    assert "retracted or withdrawn since" in assert_problem(refused, 422)["detail"]
    found = desk.client.get("/v1/reviews/affected", headers=desk.ada).json()["affected"]
    assert {(one["kind"], one["id"], one["fate"]) for one in found} == {
        ("answers", answer["id"], "retracted"),
        ("articles", "dry-mouth", "retracted"),
    }
    assert "source_changed" in desk.item(answer["id"])["risk"]["reasons"]
    assert len(desk.item(answer["id"])["history"]) == 4


def test_a_draft_is_everybodys_from_its_approval_on_and_no_longer_than_that(desk):
    drafted = desk.reader.post("/v1/articles", json={"question": QUESTION})
    assert drafted.status_code == 201, drafted.text
    slug = drafted.json()["slug"]
    other = TestClient(desk.client.app)
    assert other.get("/").status_code == 200
    assert other.get(f"/v1/articles/{slug}").status_code == 404
    assert slug in {entry["id"] for entry in desk.queue(kind="articles")["reviews"]}
    desk.take_through(slug, "under_review", "approved", kind="articles")
    shown = other.get(f"/v1/articles/{slug}").json()
    assert (shown["status"], shown["review"]["role"]) == ("approved", "urologist")
    assert slug in {entry["slug"] for entry in other.get("/v1/articles").json()["articles"]}
    desk.take_through(slug, "under_review", kind="articles")
    assert other.get(f"/v1/articles/{slug}").status_code == 404
    assert desk.reader.get(f"/v1/articles/{slug}").json()["status"] == "under_review"
