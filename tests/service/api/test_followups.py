"""POST /v1/followups: an answered question, field by field and footnote by footnote."""

from datetime import datetime

import pytest
from contract import assert_documented_fields, assert_footnotes_hold, assert_text_is_statements_alone, statements

import prompts
from evals.cases import HERE, Answerable, load
from service.answering.grounding import verify

DOSE = "What is the labelled dose and schedule of Pluvicto?"
CLEAR = (
    DOSE,
    "How are RECIP 1.0 classes defined and what do they mean for survival?",
    "Cabazitaxel or 177Lu-PSMA after docetaxel?",
    "How common are grade 3 cytopenias?",
    "Will I have a dry mouth and does it go away?",
)
AUDIENCES = ("clinician", "patient", "caregiver", "student")
KNOWN = load(Answerable, HERE / "answerable.jsonl")


def test_an_answered_question_has_every_documented_field(ask):
    answer = ask(DOSE)
    assert_documented_fields(answer)
    assert answer["id"].startswith("ans_") and answer["conversation_id"].startswith("cnv_")
    assert (answer["outcome"], answer["reason"], answer["article"]) == ("answered", None, None)
    assert answer["question"] == answer["standalone_question"] == DOSE
    assert answer["review_status"] == "unreviewed"
    assert answer["gaps"] == answer["nearest"] == []


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: case.id)
def test_every_footnote_holds_whatever_comes_of_the_question(ask, read_passage, case):
    answer = ask(case.question, audience=case.audience)
    assert_documented_fields(answer)
    assert_footnotes_hold(answer, read_passage)


@pytest.mark.parametrize("question", CLEAR)
def test_an_answer_says_nothing_beside_its_statements(ask, question):
    answer = ask(question)
    assert answer["outcome"] == "answered" and len(answer["citations"]) >= 2
    assert_text_is_statements_alone(answer)


@pytest.mark.parametrize("question", CLEAR)
def test_each_statement_is_supported_by_the_quotes_it_names(ask, question):
    answer = ask(question)
    quotes = {quote["id"]: quote["text"] for citation in answer["citations"] for quote in citation["quotes"]}
    for statement in statements(answer):
        assert verify(statement["text"], [quotes[quote] for quote in statement["quotes"]]).verdict == "supported"


def test_the_labelled_dose_is_answered_from_the_label(ask):
    answer = ask(DOSE)
    assert "7.4 GBq" in answer["summary"]["text"]
    assert answer["citations"][0]["source"]["kind"] == "label"


def test_an_answer_says_what_made_it(ask, client):
    made = ask(DOSE)["provenance"]
    assert (made["composer"], made["model"]) == ("built-in", None)
    assert made["corpus_version"] == client.get("/v1/ready").json()["corpus_version"]
    assert made["embedder"] == "all-MiniLM-L6-v2"
    assert {"triage", "disclaimers", "glossary", "notices", "identifiers"} <= made["prompts"].keys()
    assert made["prompts"] == {name: prompts.load(name).sha256 for name in made["prompts"]}
    assert datetime.fromisoformat(made["created_at"]).tzinfo is not None
    assert made["latency_ms"]["total"] > 0


def test_the_disclaimer_is_the_readers_own(ask):
    answers = {audience: ask(DOSE, audience=audience) for audience in AUDIENCES}
    assert {audience: answer["audience"] for audience, answer in answers.items()} == {a: a for a in AUDIENCES}
    written = prompts.load("disclaimers").data
    assert {audience: answer["disclaimer"] for audience, answer in answers.items()} == {
        audience: written[audience] for audience in AUDIENCES
    }
    assert len({answer["disclaimer"] for answer in answers.values()}) == len(AUDIENCES)


def test_a_reader_that_names_no_audience_is_a_clinician(ask):
    assert ask(DOSE)["audience"] == "clinician"


def test_the_same_question_gets_the_same_answer_under_another_id(ask):
    first, second = ask(DOSE), ask(DOSE)
    assert first["id"] != second["id"] and first["conversation_id"] != second["conversation_id"]
    assert (first["text"], first["citations"]) == (second["text"], second["citations"])


def test_no_word_of_a_question_or_an_answer_reaches_the_log(ask, caplog):
    with caplog.at_level("DEBUG"):
        answer = ask("What is the labelled dose and schedule of Pluvicto for Mr Quizzlebottom?")
        ask("My legs are suddenly numb and I cannot pass urine, says Quizzlebottom")
    assert "Quizzlebottom" not in caplog.text
    assert all(statement["text"] not in caplog.text for statement in statements(answer))
