"""Questions that only a treating team can decide: the evidence, what to ask the team, never an order."""

import pytest
from contract import assert_documented_fields, statements

ASKED = [
    "Should I take the fourth dose?",
    "What dose of lutetium for me?",
    "I only have one working kidney. Is it safe for me to have lutetium?",
    "Can my dad stop his blood thinner before it?",
    "My platelets are 62, is that ok for the next treatment?",
    "Would it be ok to skip my next infusion?",
    "Shall I tick yes or no for lutetium treatment of my prostate cancer?",
    "OK to leave out the lutetium treatment of prostate cancer that is due next week?",
]
GENERAL = [
    "What is the dose of 177Lu-PSMA-617?",
    "When is treatment stopped for low platelets?",
    "Does 177Lu-PSMA-617 prolong survival?",
]


@pytest.mark.parametrize("question", ASKED)
def test_the_reader_is_sent_to_the_team_before_any_evidence(ask, question):
    answer = ask(question, audience="patient")
    assert_documented_fields(answer)
    assert [notice["code"] for notice in answer["notices"]] == ["personal_decision"]
    assert answer["text"].startswith(answer["notices"][0]["text"])
    assert "contact the treating team or on-call doctor" in answer["text"]
    assert answer["team_questions"] and all(question in answer["text"] for question in answer["team_questions"])


@pytest.mark.parametrize("question", ASKED)
def test_what_is_said_stands_where_its_offsets_say(ask, question):
    answer = ask(question, audience="patient")
    for statement in statements(answer):
        assert answer["text"][statement["start"] : statement["end"]] == statement["text"]
    if answer["summary"]["statements"]:
        assert answer["summary"]["text"].startswith(answer["summary"]["statements"][0]["text"])


@pytest.mark.parametrize("question", GENERAL)
def test_a_general_question_is_just_answered(ask, question):
    answer = ask(question)
    assert answer["notices"] == [] and answer["team_questions"] == []


def test_what_is_no_matter_of_the_library_is_no_decision_of_the_team(ask):
    answer = ask("What tyre pressure should I use for a small van?")
    assert answer["outcome"] == "declined"
    assert answer["notices"] == [] and answer["team_questions"] == []
