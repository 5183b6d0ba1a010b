"""What evaluation finds wrong in an answer: each fault is caught alone, and a good answer has none."""

from dataclasses import replace

import pytest

from corpus.documents import Document, Passage, Span
from evals.facts import Fact, key_fact_present, missed
from evals.metrics.markers import citation_faults, inexact_quotes
from service.answering.types import Citation, Quote, Reply, Section, Statement


def source(key: str) -> Document:
    return Document(key, key, None, "Journal", 2020, "rct", "CC0", "summary", "2026-11")


def passage(key: str, text: str) -> Passage:
    return Passage(key, key, 0, ("Results",), text, 0, len(text), (Span(0, len(text)),))


PASSAGES = {"tea": passage("tea", "Tea helped 7 of 9 men."), "mud": passage("mud", "Mud helped 1 of 9 men.")}


def cite(number: int, key: str) -> Citation:
    text = PASSAGES[key].text
    return Citation(number, source(key), (Quote(f"q-{key}", key, text, 0, len(text), "Results", None, None),))


def state(key: str, number: int, start: int) -> Statement:
    text = PASSAGES[key].text
    return Statement(text, (number,), (f"q-{key}",), "supported", start, start + len(text))


TEXT = "Tea helped 7 of 9 men. [1]\nMud helped 1 of 9 men. [2]"
GOOD = Reply(
    "answered",
    None,
    TEXT,
    summary=Section(None, (state("tea", 1, 0),)),
    sections=(Section("More", (state("mud", 2, 27),)),),
    citations=(cite(1, "tea"), cite(2, "mud")),
)
FIRST, SECOND = GOOD.citations
(QUOTE,) = FIRST.quotes
(OPENING,) = GOOD.summary.statements


def opened_with(**changed: object) -> Reply:
    return replace(GOOD, summary=Section(None, (replace(OPENING, **changed),)))


def quoted_with(**changed: object) -> Reply:
    return replace(GOOD, citations=(replace(FIRST, quotes=(replace(QUOTE, **changed),)), SECOND))


def test_a_good_answer_has_no_fault():
    assert citation_faults(GOOD) == inexact_quotes(GOOD, PASSAGES) == []


@pytest.mark.parametrize(
    "reply", [quoted_with(end=21), quoted_with(text="Tea helped 8 of 9 men."), quoted_with(passage_id="mud")]
)
def test_a_quote_that_is_not_where_it_says_is_told(reply):
    assert inexact_quotes(reply, PASSAGES) == ["q-tea is not verbatim at its offsets"]


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (opened_with(start=1), "a statement is not at its offsets: Tea helped 7 of 9 men."),
        (opened_with(quotes=()), "a statement has no quote: Tea helped 7 of 9 men."),
        (opened_with(quotes=("q-tea", "q-gone")), "a statement has no quote: Tea helped 7 of 9 men."),
        (
            replace(GOOD, text=f"{TEXT} [3]"),
            "markers in order of first use are [1, 2, 3], citations [1, 2]",
        ),
        (
            replace(GOOD, text=TEXT.removesuffix(" [2]")),
            "markers in order of first use are [1], citations [1, 2]",
        ),
        (
            replace(GOOD, text=TEXT.replace("[1]", "[x]").replace("[2]", "[1]").replace("[x]", "[2]")),
            "markers in order of first use are [2, 1], citations [1, 2]",
        ),
        (
            replace(GOOD, citations=(FIRST, replace(SECOND, source=FIRST.source))),
            "a source has two numbers",
        ),
    ],
)
def test_a_fault_is_found_and_nothing_else_is_blamed(reply, fault):
    assert citation_faults(reply) == [fault]


def test_numbers_that_do_not_count_from_one_are_a_fault():
    reply = replace(GOOD, text=TEXT.replace("[2]", "[3]"), citations=(FIRST, replace(SECOND, number=3)))
    assert "citation numbers are [1, 3]" in citation_faults(reply)


FACT = "12 of 41 men (29%) responded after a later cycle"


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Of 41 men, 12 (29%) responded [1] only after a later cycle [2].", True),
        ("There were 41 men. Of these 12 responded. They were 29% and it was after a later cycle.", True),
        ("There were 41 men. It rained. It poured. Of these 12 (29%) responded after a later cycle.", False),
        ("Of 41 men, 13 (32%) responded after a later cycle.", False),
        ("Of 410 men, 12 (29%) responded after a later cycle.", False),
        ("Between 12 and 41 kings reigned in 29 countries.", False),
        ("Men responded after a later cycle [12] [41] [29].", False),
        ("", False),
    ],
)
def test_a_key_fact_needs_its_numbers_and_words_close_together(text, present):
    assert key_fact_present(FACT, text) is present


PATTERN = Fact(any=[["later cycle", "after cycle [23]"], ["respon"]], numbers=["12", "29|29.0"])


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Of 41 men 12 (29.0%) responded. It was After Cycle 2.", True),
        ("Of 41 men 12 (29%) responded. It was after cycle 1.", False),
        ("Of 41 men 12 (29.1%) responded to a later cycle.", False),
        ("A later cycle. Nothing. Nothing. Of 41 men 12 (29%).", False),
    ],
)
def test_a_pattern_needs_its_numbers_and_one_of_its_wordings(text, present):
    assert PATTERN.stands_in(text) is present


def test_the_facts_missed_are_those_that_the_text_does_not_state():
    facts = ["tea helped 7 of 9 men", "wine helped 2 of 9 men", Fact(any=[["wine"]], says="wine helped")]
    assert missed(facts, GOOD.text) == ["wine helped 2 of 9 men", "wine helped"]
