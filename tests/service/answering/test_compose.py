"""What the built-in composer makes of the evidence: how much, in which order, and nothing twice."""

import re

import pytest
from small_library import document

from corpus.documents import KINDS
from evals.cases import HERE, Answerable, load

QUESTIONS = [case.question for case in load(Answerable, HERE / "answerable.jsonl")]
HARMS = "How common was dry mouth with lutetium treatment of prostate cancer?"


@pytest.fixture(scope="module")
def answers(ask):
    answered = [answer for question in QUESTIONS if (answer := ask(question))["outcome"] == "answered"]
    assert len(answered) > len(QUESTIONS) / 2
    return answered


def statements(answer):
    return [s for part in (answer["summary"], *answer["sections"]) for s in part["statements"]]


def ranks(answer, part):
    kinds = {citation["number"]: citation["source"]["kind"] for citation in answer["citations"]}
    return [KINDS.index(kinds[statement["citations"][0]]) for statement in part["statements"]]


def test_an_answer_has_4_to_12_statements(answers):
    assert {len(statements(answer)) for answer in answers} <= set(range(4, 13))


def test_an_answer_opens_with_one_or_two_statements(answers):
    assert {len(answer["summary"]["statements"]) for answer in answers} <= {1, 2}


def test_an_answer_rests_on_several_documents(answers):
    assert all(len(answer["citations"]) >= 2 for answer in answers)


def test_no_statement_is_made_twice(answers):
    for answer in answers:
        said = [statement["text"] for statement in statements(answer)]
        assert len(set(said)) == len(said)


def test_under_a_heading_guidelines_and_labels_stand_before_trials_and_trials_before_series(answers):
    parts = [(answer, section) for answer in answers for section in answer["sections"]]
    assert any(len(set(ranks(answer, section))) > 1 for answer, section in parts), "kinds meet under some heading"
    for answer, section in parts:
        assert ranks(answer, section) == sorted(ranks(answer, section))


def test_every_heading_stands_once(answers):
    for answer in answers:
        headings = [section["heading"] for section in answer["sections"]]
        assert len(set(headings)) == len(headings) and all(headings)


def test_near_repeats_are_said_once(ask_library):
    once = "Dry mouth with lutetium treatment of prostate cancer was seen in 39% of all the men in this trial."
    again = "Dry mouth with lutetium treatment of prostate cancer was seen in 39% of all men in this trial."
    other = "Kidney function fell by 15% in men given lutetium treatment for prostate cancer over one year."
    answer = ask_library(HARMS, document("a", {"Harms": once}), document("b", {"Harms": f"{again} {other}"}))
    assert answer["outcome"] == "answered"
    said = [statement["text"] for statement in statements(answer)]
    assert len({once, again} & set(said)) == 1


def test_little_evidence_makes_a_short_answer_and_nothing_is_made_up(ask_library):
    only = "Dry mouth with lutetium treatment of prostate cancer was common and seen in 39% of the men."
    answer = ask_library(HARMS, document("a", {"Harms": only}))
    assert [statement["text"] for statement in statements(answer)] == [only]
    assert answer["text"] == f"{only} [1]"


MARKED = "Dry mouth with lutetium treatment of prostate cancer was common, as in others [71]."
CLEAN = """Dry mouth with lutetium treatment of prostate cancer was seen in 39% of the men.
    Lutetium treatment of prostate cancer gave a dry mouth of grade 1 to most and of grade 3 to none.
    Men with prostate cancer whose mouth was dry before lutetium treatment had a drier mouth afterwards.
    How common a dry mouth was rose with each cycle of lutetium treatment for prostate cancer.
    Fewer men with prostate cancer had a dry mouth when the lutetium treatment was given at a lower dose."""


@pytest.mark.parametrize(
    ("heading", "title", "text"),
    [
        ("Dry mouth", "Trial", f"{MARKED} {CLEAN}"),
        ("Dry mouth [72]", "Trial", CLEAN),
        ("Dry mouth", "Trial [73]", CLEAN),
    ],
    ids=["sentence", "heading", "title"],
)
def test_a_reference_mark_in_a_source_is_never_read_as_one_of_ours(ask_library, heading, title, text):
    answer = ask_library(HARMS, document("a", {heading: " ".join(text.split())}, title=title))
    assert answer["outcome"] == "answered" and len(statements(answer)) >= 4
    assert re.findall(r"\[\d+\]", answer["text"]) == ["[1]"] * len(statements(answer))


def test_words_of_the_library_s_subject_do_not_outweigh_what_is_asked_of_it(ask_library):
    others = [document(f"other-{n}", {"Other": f"Scan number {n} took {n + 20} minutes."}) for n in range(12)]
    answer = ask_library(
        "Do lesions of men with prostate cancer that have not shrunk after lutetium treatment shrink later?",
        document("who", {"Patients": "The men with prostate cancer who had lutetium treatment were treated in Graz."}),
        document("later", {"Response": "Of 41 lesions that had not shrunk at first, 12 did shrink later."}),
        *others,
    )
    first = answer["summary"]["statements"][0]["citations"][0]
    assert answer["citations"][first - 1]["source"]["id"] == "later"
