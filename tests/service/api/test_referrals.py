"""What no medical literature decides is declined, and the reader is told whom to ask instead."""

import pytest
from contract import assert_documented_fields

ELSEWHERE = {
    "Can I sue my hospital for delaying my lutetium dose?": "lawyer",
    "Am I entitled to compensation if the lutetium delivery was delayed?": "lawyer",
    "which pharma stock should I buy, the maker of lutetium or its rival": "financial adviser",
    "Will my travel insurance cover me after lutetium treatment?": "social worker",
}
LITERATURE = [
    "Does 177Lu-PSMA-617 prolong survival?",
    "Which share of men had a PSA response to 177Lu-PSMA-617?",
    "Does NICE recommend 177Lu-PSMA-617?",
    "What benefit does 177Lu-PSMA-617 have over cabazitaxel?",
]


@pytest.mark.parametrize("question", ELSEWHERE)
def test_whom_to_ask_instead(ask, question):
    answer = ask(question)
    assert_documented_fields(answer)
    assert (answer["outcome"], answer["reason"]) == ("declined", "out_of_scope")
    assert ELSEWHERE[question] in answer["text"]
    assert answer["citations"] == []


@pytest.mark.parametrize("question", LITERATURE)
def test_literature_is_not_sent_away(ask, question):
    assert ask(question)["outcome"] in ("answered", "partial")


def test_the_other_part_of_such_a_question_is_answered(ask):
    answer = ask("Does 177Lu-PSMA-617 prolong survival? Can I sue my hospital for a delay?")
    assert answer["outcome"] == "partial"
    assert answer["gaps"] == ["Can I sue my hospital for a delay?"]
