"""A question in a language that the library does not serve, and English that looks like none."""

import pytest

import prompts
from evals.cases import HERE, Answerable, Foreign, load
from service.answering.language import Languages

FOREIGN = load(Foreign, HERE / "languages.jsonl")
ENGLISH = [
    case.question
    for name in ("answerable", "selection", "held_out")
    for case in load(Answerable, HERE / f"{name}.jsonl")
]


@pytest.mark.parametrize("case", FOREIGN, ids=lambda case: case.question)
def test_it_is_declined_with_what_to_do_in_an_emergency(ask, case):
    answer = ask(case.question)
    assert (answer["outcome"], answer["reason"]) == ("declined", "unsupported_language")
    assert "112" in answer["text"] and "999" in answer["text"] and "English" in answer["text"]


@pytest.mark.parametrize("question", ["Pluvicto とは何ですか", "PLUVICTO 副作用", "Pluvicto 용량"])
def test_it_is_declined_though_a_drug_is_named_in_more_letters_than_are_asked_of_it(ask, question):
    assert ask(question)["reason"] == "unsupported_language"


@pytest.mark.parametrize("question", ["What do β particles of 177Lu do?", "Is 3 µg/L of PSA high?", "Δ PSA"])
def test_a_greek_letter_is_no_greek(ask, question):
    assert ask(question)["reason"] != "unsupported_language"


def test_the_emergency_line_is_in_the_language_of_the_reader(ask):
    assert ask("Wie oft wird die Therapie gegeben?")["text"].startswith("Wenn dies ein Notfall ist")


def test_no_english_question_is_taken_for_another_language(services):
    languages = Languages(prompts.load("languages"), services.corpus.manifest.scope.language)
    assert [question for question in ENGLISH if languages.foreign(question)] == []


@pytest.mark.parametrize("question", ["PSA50?", "rPFS HR VISION", "SUVmax cut-off", "177Lu-PSMA-I&T vs 617", "???"])
def test_abbreviations_are_in_no_language(ask, question):
    assert ask(question)["reason"] != "unsupported_language"
