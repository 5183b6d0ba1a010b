"""Plain questions that anyone would ask first, in words that the library does not use."""

import pytest

PLAIN = [
    "Does 177Lu-PSMA-617 prolong survival?",
    "Does lutetium lengthen survival?",
    "Does Pluvicto help men live longer?",
    "Does treatment shrink tumours?",
    "Does it lower PSA?",
    "Is it safe?",
    "How effective is Lu-PSMA?",
    "What are the side effects?",
    "How often is it given?",
    "What happens after the last cycle?",
    "Is kidney damage common?",
]


@pytest.mark.parametrize("question", PLAIN)
def test_a_plain_question_is_answered(ask, question):
    assert ask(question)["outcome"] == "answered"


def test_a_verb_that_asks_does_not_carry_a_question_about_something_else(ask):
    assert ask("Does ivermectin prolong survival in malaria?")["outcome"] in ("abstained", "declined")
