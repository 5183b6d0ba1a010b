"""A sentence without the kind of figure that is asked for does not answer, however near its words are."""

import pytest

from service.answering.figures import may_answer

SHARE = "What share of the men had a response?"
LENGTH = "How long was the median overall survival?"
RATIO = "What was the hazard ratio for death?"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (SHARE, "A response was seen in 46% of the men."),
        (SHARE, "A response was seen in 14 of 30 men."),
        (SHARE, "Most of the men responded."),
        (LENGTH, "Median overall survival was 15.3 months."),
        (RATIO, "The risk of death was lower (HR 0.62)."),
        ("Does it prolong survival?", "Men lived longer with it."),
    ],
)
def test_a_sentence_with_the_figure_may_answer(question, sentence):
    assert may_answer(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (SHARE, "Response was judged by the change of the marker."),
        (LENGTH, "Overall survival was the primary endpoint."),
        (RATIO, "The men lived longer with it, by 4 months."),
    ],
)
def test_a_sentence_without_it_does_not(question, sentence):
    assert not may_answer(question, sentence)
