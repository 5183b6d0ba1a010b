"""POST /v1/followups with filters: an answer draws on what the reader admits, and on nothing else."""

import pytest

QUESTION = "What was overall survival with 177Lu-PSMA-617?"


def cited(answer):
    return [citation["source"] for citation in answer["citations"]]


def test_only_the_kinds_asked_for_are_cited(ask):
    sources = cited(ask(QUESTION, filters={"kinds": ["rct"]}))
    assert {source["kind"] for source in sources} == {"rct"}


def test_nothing_older_than_the_year_asked_for_is_cited(ask):
    assert min(source["year"] for source in cited(ask(QUESTION))) < 2024
    sources = cited(ask(QUESTION, filters={"year_from": 2024}))
    assert sources and all(source["year"] >= 2024 for source in sources)


def test_only_the_organizations_asked_for_are_cited_whatever_their_case(ask):
    sources = cited(ask(QUESTION, filters={"organizations": ["the lancet", "LANCET ONCOLOGY"]}))
    assert sources and {source["organization"] for source in sources} <= {"The Lancet", "Lancet Oncology"}


def test_filters_hold_together(ask):
    chosen = {"kinds": ["rct"], "year_from": 2024, "organizations": ["The Lancet"]}
    sources = cited(ask(QUESTION, filters=chosen))
    assert sources
    for source in sources:
        assert source["kind"] == "rct" and source["year"] >= 2024 and source["organization"] == "The Lancet"


@pytest.mark.parametrize("filters", [None, {}, {"kinds": [], "year_from": None, "organizations": []}])
def test_empty_filters_admit_everything(ask, filters):
    assert ask(QUESTION, filters=filters)["text"] == ask(QUESTION)["text"]


@pytest.mark.parametrize(
    "filters",
    [{"kinds": ["no such kind"]}, {"year_from": 2100}, {"organizations": ["Nobody"]}],
    ids=["kind", "year", "organization"],
)
def test_a_filter_that_admits_nothing_leaves_the_question_unanswered(ask, filters):
    answer = ask(QUESTION, filters=filters)
    assert answer["outcome"] in ("abstained", "declined")
    assert answer["citations"] == [] and answer["summary"]["statements"] == [] and answer["sections"] == []
    assert answer["text"]
