"""GET /v1/sources, /v1/sources/{id}, /v1/passages/{id}: the library, and what outlives it."""

import pytest
from contract import SOURCE, assert_problem
from doubles import app_with, calling
from small_library import document

from service.records import Records

DOSE = "What is the labelled dose and schedule of Pluvicto?"


@pytest.fixture(scope="module")
def sources(client):
    return client.get("/v1/sources").json()["sources"]


def test_every_document_of_the_live_version_is_listed_once_in_order(client, sources):
    ready, listed = client.get("/v1/ready").json(), client.get("/v1/sources").json()
    assert listed["corpus_version"] == ready["corpus_version"]
    ids = [source["id"] for source in sources]
    assert ids == sorted(set(ids)) and len(ids) == ready["documents"]


def test_a_source_is_its_own_metadata(sources):
    by_id = {source["id"]: source for source in sources}
    assert all(source.keys() >= SOURCE for source in sources)
    vision = by_id["vision-2021"]
    assert (vision["doi"], vision["year"], vision["kind"]) == ("10.1056/NEJMoa2107322", 2021, "rct")
    assert by_id["fda-label-2022"]["replaced_in_part"][0]["by"] == "fda-label-2025"
    assert by_id["fda-label-2022"]["doi"] is None


def test_every_source_holds_its_passages_in_reading_order(client, sources):
    passages = 0
    for source in sources:
        detail = client.get(f"/v1/sources/{source['id']}").json()
        assert detail["source"] == source
        assert detail["passages"] and all(passage["source"] == source for passage in detail["passages"])
        for one, following in zip(detail["passages"], detail["passages"][1:], strict=False):
            assert one["section"] != following["section"] or one["end"] <= following["start"]
        passages += len(detail["passages"])
    assert passages == client.get("/v1/ready").json()["passages"]


def test_a_passage_is_the_same_alone_as_in_its_source(client):
    for passage in client.get("/v1/sources/vision-2021").json()["passages"]:
        assert client.get(f"/v1/passages/{passage['id']}").json() == passage
        assert passage["end"] - passage["start"] == len(passage["text"])


def test_a_passage_names_its_section_under_the_ones_above(services, library):
    small = library(document("nested", {"Results": "It was long.\n\n### Harms\n\nDry mouth was seen in 39% of men."}))
    with calling(app_with(services, corpus=small.corpus)) as caller:
        passages = caller.get("/v1/sources/nested").json()["passages"]
    assert [passage["section"] for passage in passages] == ["Results", "Results > Harms"]


def test_a_replaced_section_says_by_which_document(client):
    passages = client.get("/v1/sources/aua-suo-2023").json()["passages"]
    assert {passage["superseded_by"] for passage in passages} == {"aua-suo-2026"}


@pytest.mark.parametrize(
    "path", ["/v1/sources/nothing", "/v1/passages/psg_0", "/v1/sources/%00", "/v1/passages/%F0%9F"]
)
def test_what_the_library_lacks_is_not_found(client, path):
    assert_problem(client.get(path), 404)


@pytest.mark.parametrize("path", ["/v1/sources/", "/v1/passages/", "/v1/answers/"])
def test_an_endless_id_is_refused(client, path):
    assert_problem(client.get(path + "a" * 201), 422)


@pytest.fixture
def records(tmp_path):
    """A database of answers that two libraries share, one after the other."""
    kept = Records(f"sqlite:///{tmp_path / 'answers.db'}")
    kept.migrate()
    yield kept
    kept.close()


def test_a_cited_passage_resolves_when_the_live_library_lacks_it(services, records, library):
    with calling(app_with(services, records=records)) as caller:
        answer = caller.post("/v1/followups", json={"question": DOSE}).json()
        cited = {quote["passage_id"] for citation in answer["citations"] for quote in citation["quotes"]}
        before = {key: caller.get(f"/v1/passages/{key}").json() for key in cited}
        all_of_label = {passage["id"] for passage in caller.get("/v1/sources/fda-label-2022").json()["passages"]}
    assert all_of_label & cited and all_of_label - cited
    other = library(document("other-2024", {"Results": "Nothing that the answer cites is said here."}))
    with calling(app_with(services, corpus=other.corpus, records=records)) as later:
        assert_problem(later.get("/v1/sources/fda-label-2022"), 404)
        assert {key: later.get(f"/v1/passages/{key}").json() for key in cited} == before
        read = later.get(f"/v1/answers/{answer['id']}").json()
        assert read["text"] == answer["text"]
        assert {notice["code"] for notice in read["notices"]} == {"source_withdrawn"}
        for key in all_of_label - cited:
            assert_problem(later.get(f"/v1/passages/{key}"), 404)
