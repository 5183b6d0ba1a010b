"""What a follow-up asks, in words that stand alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answering.condense import condense
from service.answering.types import Turn

FIRST = "How common is dry mouth with 177Lu-PSMA-617 in VISION?"
EARLIER = (Turn(FIRST, FIRST),)
DEPENDENT = (
    "And how often?",
    "And in patients with low platelets?",
    "Why?",
    "What about fatigue?",
    "How long does it last?",
    "Is that dose dependent?",
    "But does it go away?",
    "In men over 80?",
)
ALONE = (
    "How are RECIP 1.0 classes defined and what do they mean for survival?",
    "What is the labelled dose and schedule of Pluvicto?",
    "Does adding lutetium to enzalutamide help survival in mCRPC?",
    "My patient's nodes look the same after two infusions. Is a later response plausible?",
    "And what does ECLIPSE report about radiographic progression-free survival in taxane-naive men?",
)


@pytest.mark.parametrize("question", DEPENDENT)
def test_a_dependent_question_brings_what_it_follows(question):
    understood = condense(question, EARLIER)
    assert FIRST in understood and understood.endswith(question)


@pytest.mark.parametrize("question", ALONE)
def test_a_question_that_stands_alone_is_never_rewritten(question):
    assert condense(question, EARLIER) == question


@given(question=st.text(max_size=200))
def test_without_a_conversation_nothing_is_rewritten(question):
    assert condense(question, ()) == question


@given(question=st.text(max_size=100), earlier=st.lists(st.text(max_size=100), min_size=1, max_size=4))
def test_no_word_is_added_that_the_conversation_does_not_hold(question, earlier):
    understood = condense(question, tuple(Turn(text, text) for text in earlier))
    assert understood.endswith(question)
    assert set(understood.split()) <= {word for text in (*earlier, question) for word in text.split()}


def test_the_subject_lasts_over_several_dependent_turns():
    turns = EARLIER
    for question in ("And how often?", "And why?", "Does it go away?"):
        turns = (*turns, Turn(question, condense(question, turns)))
    assert all(FIRST in turn.standalone for turn in turns)


def test_a_new_subject_replaces_the_old_one():
    turns = (*EARLIER, Turn(ALONE[1], condense(ALONE[1], EARLIER)))
    understood = condense("And how often?", turns)
    assert ALONE[1] in understood and FIRST not in understood
