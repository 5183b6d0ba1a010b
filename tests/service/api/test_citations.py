"""GET /v1/answers/{id}/citations: what a reader takes into a reference manager."""

import bibtexparser
import pytest
import rispy
from contract import assert_problem
from doubles import wait_for
from shop import QUESTION, served, trial

DOSE = "What is the labelled dose and schedule of Pluvicto?"
SURVIVAL = "What was the overall survival in VISION?"
UNKNOWN = "ans_00000000000000000000000000000000"


def asked(caller, question):
    return caller.post("/v1/followups", json={"question": question}).json()


def citations(caller, answer, form):
    return caller.get(f"/v1/answers/{answer['id']}/citations", params={"format": form})


@pytest.fixture(scope="module", params=[DOSE, SURVIVAL])
def answer(request, client):
    return asked(client, request.param)


def test_bibtex_holds_each_source_of_the_answer_in_the_order_of_its_number(client, answer):
    response = citations(client, answer, "bibtex")
    assert response.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    assert response.headers["content-disposition"] == f'attachment; filename="{answer["id"]}.bib"'
    assert response.headers["cache-control"] == "no-store"
    library = bibtexparser.parse_string(response.text)
    assert library.failed_blocks == []
    sources = [citation["source"] for citation in answer["citations"]]
    assert [entry["year"] for entry in library.entries] == [str(source["year"]) for source in sources]
    for entry, source in zip(library.entries, sources, strict=True):
        assert source["title"].split()[0] in entry["title"]
        assert entry.entry_type == {"label": "manual", "guideline": "techreport"}.get(
            source["kind"], "article" if source["doi"] or source["pmid"] else "misc"
        )
        assert entry.get("doi") is None if source["doi"] is None else entry["doi"] == source["doi"]


def test_ris_holds_the_same(client, answer):
    response = citations(client, answer, "ris")
    assert response.headers["content-type"] == "application/x-research-info-systems; charset=utf-8"
    assert response.headers["content-disposition"] == f'attachment; filename="{answer["id"]}.ris"'
    records = rispy.loads(response.text)
    assert [record["title"] for record in records] == [one["source"]["title"] for one in answer["citations"]]
    assert response.text.startswith("TY  - ") and response.text.count("\nER  - ") == len(records)


def test_an_article_names_its_journal_and_a_label_who_issued_it(client):
    article = citations(client, asked(client, SURVIVAL), "bibtex").text
    assert "@article{vision-2021" in article and "journal = {New England Journal of Medicine}" in article
    assert "author = {{Sartor} and others}" in article
    label = citations(client, asked(client, DOSE), "ris").text
    assert "TY  - GOVDOC" in label and "PB  - European Medicines Agency" in label and "JO  - " not in label


def test_an_answer_without_sources_has_an_empty_list(client):
    answer = asked(client, "Who won the last football world cup?")
    assert citations(client, answer, "bibtex").text.strip() == citations(client, answer, "ris").text.strip() == ""


def test_the_sources_of_anothers_answer_are_unknown(client, browser):
    mine = asked(browser, DOSE)
    assert citations(browser, mine, "ris").status_code == 200
    problem = assert_problem(citations(client, mine, "ris"), 404)
    assert problem["detail"] == assert_problem(citations(client, {"id": UNKNOWN}, "ris"), 404)["detail"]


@pytest.mark.parametrize("form", ["endnote", "", None])
def test_a_format_that_is_not_written_is_refused_by_name(client, answer, form):
    problem = assert_problem(citations(client, answer, form), 422)
    assert problem["errors"][0]["field"] == "format"


@pytest.mark.parametrize(
    ("became", "told"), [({"retracted": True}, "Retracted."), ({"superseded_by": "b-trial"}, "Replaced since")]
)
def test_a_source_that_no_longer_stands_says_so(shop_client, shop, became, told):
    answer = asked(shop_client, QUESTION)
    assert told not in citations(shop_client, answer, "bibtex").text
    version = shop.hold(trial(38, **became))
    wait_for(lambda: served(shop_client) == version)
    assert told in citations(shop_client, answer, "bibtex").text
    assert told in citations(shop_client, answer, "ris").text
