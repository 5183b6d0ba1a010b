"""What a follow-up asks, in words that stand alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answering.condense import condense
from service.answering.types import Question, Turn

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
)
ALONE = (
    "How are RECIP 1.0 classes defined and what do they mean for survival?",
    "What is the labelled dose and schedule of Pluvicto?",
    "Does adding lutetium to enzalutamide help survival in mCRPC?",
    "My patient's nodes look the same after two infusions. Is a later response plausible?",
    "And what does ECLIPSE report about radiographic progression-free survival in taxane-naive men?",
)


def understand(question, earlier=(), article=None):
    return condense(Question(question, earlier=tuple(earlier), article_title=article))


@pytest.mark.parametrize("question", DEPENDENT)
def test_a_dependent_question_brings_what_it_follows(question):
    understood = understand(question, EARLIER)
    assert FIRST in understood and understood.endswith(question)


@pytest.mark.parametrize("question", ALONE)
def test_a_question_that_stands_alone_is_never_rewritten(question):
    assert understand(question, EARLIER) == question


@given(question=st.text(max_size=200))
def test_without_a_conversation_nothing_is_rewritten(question):
    assert understand(question) == question


@given(question=st.text(max_size=100), earlier=st.lists(st.text(max_size=100), min_size=1, max_size=4))
def test_no_word_is_added_that_the_conversation_does_not_hold(question, earlier):
    understood = understand(question, tuple(Turn(text, text) for text in earlier))
    assert understood.endswith(question)
    assert set(understood.split()) <= {word for text in (*earlier, question) for word in text.split()}


def test_the_subject_lasts_over_several_dependent_turns():
    turns = EARLIER
    for question in ("And how often?", "And why?", "Does it go away?"):
        turns = (*turns, Turn(question, understand(question, turns)))
    assert all(FIRST in turn.standalone for turn in turns)


def test_a_new_subject_replaces_the_old_one():
    turns = (*EARLIER, Turn(ALONE[1], understand(ALONE[1], EARLIER)))
    understood = understand("And how often?", turns)
    assert ALONE[1] in understood and FIRST not in understood


@pytest.mark.parametrize("question", DEPENDENT)
def test_the_first_follow_up_under_an_article_brings_the_article(question):
    article = "Lesions unchanged after two 177Lu-PSMA infusions"
    assert understand(question, article=article) == f"{article} {question}"
    assert article not in understand(question, EARLIER, article)


@pytest.mark.parametrize("question", ALONE)
def test_a_question_that_stands_alone_is_not_bound_to_its_article(question):
    assert understand(question, article="Lesions unchanged after two 177Lu-PSMA infusions") == question
