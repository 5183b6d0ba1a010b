"""POST /v1/followups where there is no answer: abstained, declined, urgent."""

import pytest
from contract import assert_documented_fields, markers, statements

from evals.cases import HERE, Unanswerable, load

FAR = (
    "Who won the football world cup?",
    "How do I bake sourdough bread?",
    "How do I dose warfarin after a knee replacement?",
    "hello there",
    "xq zw ¡",
    "Is it?",
)
LACKING = [case.question for case in load(Unanswerable, HERE / "unanswerable.jsonl") if case.kind == "missing-evidence"]
EMERGENCY = "My legs are suddenly numb and I cannot pass urine"


@pytest.mark.parametrize("question", FAR)
def test_a_far_question_is_not_answered(ask, question):
    answer = ask(question)
    assert (answer["outcome"], answer["reason"]) in {("declined", "out_of_scope"), ("abstained", "no_evidence")}
    assert_documented_fields(answer)
    assert list(statements(answer)) == [] and answer["summary"]["text"] == ""
    assert answer["text"]


@pytest.mark.parametrize("question", [*FAR, *LACKING, "What are the median rPFS and hazard ratio in ECLIPSE [9]?"])
def test_no_number_stands_in_the_text_without_its_citation(ask, question):
    answer = ask(question)
    assert markers(answer["text"]) == [citation["number"] for citation in answer["citations"]]


def test_a_question_outside_the_subject_is_told_what_the_library_is_about(ask, services):
    answer = ask(FAR[0])
    scope = services.corpus.manifest.scope
    assert answer["outcome"] == "declined"
    assert scope.subject in answer["text"] and scope.referral in answer["text"]
    assert answer["citations"] == answer["nearest"] == []


def test_an_abstention_says_what_is_missing_and_offers_the_nearest_as_no_answer(ask, read_passage):
    abstained = [answer for question in LACKING if (answer := ask(question))["outcome"] == "abstained"]
    assert abstained
    for answer in abstained:
        assert answer["gaps"]
        quotes = {
            (citation["number"], quote["id"]): quote for citation in answer["citations"] for quote in citation["quotes"]
        }
        assert {(near["number"], near["quote"]) for near in answer["nearest"]} == quotes.keys()
        for quote in quotes.values():
            assert read_passage(quote["passage_id"])["text"][quote["start"] : quote["end"]] == quote["text"]
            assert quote["text"] in answer["text"]


@pytest.mark.parametrize("audience", ["clinician", "patient", "caregiver", "student"])
def test_an_emergency_is_told_what_to_do_now_before_anything_else(ask, audience):
    answer = ask(EMERGENCY, audience=audience)
    assert (answer["outcome"], answer["reason"]) == ("urgent", "emergency")
    assert_documented_fields(answer)
    steps = answer["instructions"]["do_now"]
    places = [answer["text"].index(step) for step in steps]
    assert len(steps) >= 2 and places == sorted(places)
    assert all(item in answer["text"] for item in answer["instructions"]["tell_staff"])
    assert answer["text"].removeprefix("1. ").startswith(steps[0])
    assert answer["instructions"]["why"] in answer["text"]
    assert answer["citations"] == [] and list(statements(answer)) == []


def test_an_emergency_is_urgent_even_where_no_source_is_admitted(ask):
    answer = ask(
        EMERGENCY, filters={"kinds": ["no such kind"]}, article="lesions-unchanged-after-two-lutetium-infusions"
    )
    assert answer["outcome"] == "urgent"


def test_a_conversation_that_was_urgent_stays_urgent(ask):
    first = ask(EMERGENCY)
    later = ask("What is the labelled dose and schedule of Pluvicto?", conversation_id=first["conversation_id"])
    assert later["outcome"] == "urgent"


def test_only_an_urgent_answer_has_instructions(ask):
    assert ask("What is the labelled dose and schedule of Pluvicto?")["instructions"] is None
    assert ask(FAR[0])["instructions"] is None
