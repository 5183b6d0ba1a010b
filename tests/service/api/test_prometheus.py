"""GET /metrics: answers by outcome, and how many answers and articles cite what no longer stands."""

import re

import pytest
import yaml
from doubles import app_with, calling, wait_for
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from shop import QUESTION, served, trial
from small_library import document

from service.affected import RecallCounts
from service.app import create_app
from service.records import Records

OTHER = document("b-trial", {"Harms": "Dry mouth occurred in 51% of the patients after five years."}, title="Later on")


def metrics(caller) -> dict[str, float]:
    """Every sample as Prometheus reads it, by name and labels."""
    response = caller.get("/metrics")
    assert response.status_code == 200 and response.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = [sample for family in text_string_to_metric_families(response.text) for sample in family.samples]
    return {sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value for sample in samples}


def recalled(caller, what="answers") -> dict[str, float]:
    name = f"footnote_recalled_{what} "
    return {key.removeprefix(name): value for key, value in metrics(caller).items() if key.startswith(name)}


def ask(caller, question=QUESTION) -> dict:
    return caller.post("/v1/followups", json={"question": question}).json()


def switch(shop, caller, *documents: str) -> None:
    version = shop.hold(*documents)
    wait_for(lambda: served(caller) == version)


def test_answers_are_counted_by_outcome_whichever_way_they_were_asked(shop_client):
    before = metrics(shop_client)
    assert before["footnote_answers_total answered"] == before["footnote_answers_total urgent"] == 0
    first = ask(shop_client)
    shop_client.post("/v1/followups/stream", json={"question": QUESTION})
    shop_client.post(f"/v1/answers/{first['id']}/fresh")
    shop_client.post(f"/v1/answers/{first['id']}/replay")  # nothing that is kept
    shop_client.post("/v1/followups", json={"question": ""})
    after = metrics(shop_client)
    assert after["footnote_answers_total answered"] == 3
    assert sum(value for key, value in after.items() if key.startswith("footnote_answers_total")) == 3


def test_answers_that_cite_a_source_are_counted_when_it_is_retracted_replaced_or_withdrawn(shop, shop_client):
    none = {"retracted": 0, "superseded": 0, "withdrawn": 0}
    erased = ask(shop_client)
    ask(shop_client)
    assert recalled(shop_client) == none
    switch(shop, shop_client, trial(38, retracted=True), OTHER)
    ask(shop_client)  # cites the other one
    assert recalled(shop_client) == none | {"retracted": 2}
    switch(shop, shop_client, trial(38, superseded_by="b-trial"), OTHER)
    assert recalled(shop_client) == none | {"superseded": 2}
    shop_client.delete(f"/v1/conversations/{erased['conversation_id']}")
    switch(shop, shop_client, OTHER)
    assert recalled(shop_client) == none | {"withdrawn": 1}
    switch(shop, shop_client, trial(38, " It began late."), OTHER)  # cut anew, the same words
    assert recalled(shop_client) == none
    switch(shop, shop_client, trial(39), OTHER)
    assert recalled(shop_client) == none | {"superseded": 1}


def test_articles_are_counted_once_though_several_of_their_sentences_are_gone(shop, shop_client):
    said = ["Dry mouth occurred in 38% of the patients.", "It was mostly mild."]
    body = {"slug": "dry", "title": "Dry", "question": "How often?", "status": "submitted", "audience": "clinician"}
    body |= {"last_updated": "2026-11-01", "sections": [], "summary": [{"source": "a-trial", "quote": s} for s in said]}
    (shop.settings.articles_folder / "dry.yaml").write_text(yaml.safe_dump(body))
    switch(shop, shop_client, trial(38), OTHER)
    assert recalled(shop_client, "articles") == {"retracted": 0, "superseded": 0, "withdrawn": 0}
    switch(shop, shop_client, trial(38, retracted=True), OTHER)
    assert recalled(shop_client, "articles") == {"retracted": 1, "superseded": 0, "withdrawn": 0}


def test_between_two_versions_the_database_is_asked_once_a_minute_at_most(shop, shop_client):
    counts, services = RecallCounts(every=60), shop_client.app.state.services
    assert counts.of(services) is counts.of(services)
    eager = RecallCounts(every=0)
    assert eager.of(services) is not eager.of(services)


def test_metrics_are_told_while_the_database_is_down_and_without_the_counts_that_it_would_give(services, caplog):
    unreachable = Records("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with calling(app_with(services, records=unreachable)) as caller:
        for _ in range(2):
            told = metrics(caller)
            assert "footnote_answers_total answered" in told
            assert not [name for name in told if name.startswith("footnote_recalled")]
    assert len([r for r in caplog.records if "cannot be counted" in r.getMessage()]) == 1


def test_metrics_are_told_before_the_service_is_ready(settings):
    def never(_: object) -> None:
        raise RuntimeError("no corpus")

    with TestClient(create_app(settings, build=never)) as caller:  # type: ignore[arg-type]
        assert metrics(caller)["footnote_answers_total answered"] == 0


def test_no_word_of_a_question_and_no_id_is_in_the_metrics(shop, shop_client):
    answer = ask(shop_client, "Is xerostomia, that is dry mouth, common in Wagga Wagga?")
    switch(shop, shop_client, trial(38, retracted=True), OTHER)
    assert recalled(shop_client)["retracted"] == 1
    text = shop_client.get("/metrics").text
    for private in ("Wagga", "xerostomia", answer["id"], answer["conversation_id"], "a-trial"):
        assert private not in text
    assert not re.search(r"[0-9a-f]{32}", text)


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_metrics_are_only_read(shop_client, method):
    assert shop_client.request(method, "/metrics").status_code == 405
