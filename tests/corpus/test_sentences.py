"""Sentence boundaries: a full stop that ends no sentence cuts nothing, and nothing of a text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentence_spans

CUTS_NOTHING = ["vs.", "et al.", "e.g.", "(Fig. 2)", "p<0.05", "7.4", "PR.21", "mg/kg.", "men", "é", "😀", "-", ";"]
MAY_CUT = ["Next", "End.", "Why?", "(No.)", "...", "…", '"', ")", "。", "\n", "\n\n", "\r\n", "\t", "\u00a0"]
PIECES = st.sampled_from([*CUTS_NOTHING, *MAY_CUT])
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map(" ".join), st.text(st.characters(codec="utf-8"), max_size=80))


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Survival was 15.3 vs. 11.3 months in the two groups.",
        "Smith et al. reported a response in 46% of men.",
        "Some medicines, e.g. steroids, were allowed.",
        "The fall was steep (Fig. 2) and lasted.",
        "The difference was significant (p<0.05) at week 12.",
        "Men received 7.4 GBq (5.9 after a reduction) every 6 weeks.",
        "The trial PR.21 compared two sequences.",
        "The dose was 5 mg/kg.",
    ],
)
def test_a_full_stop_that_ends_no_sentence_cuts_nothing(sentence):
    assert split(f"{sentence} The next sentence follows.") == [sentence, "The next sentence follows."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Men in one arm received a median of 5 doses (range 1 to 6); 67.7% received at least 4 and 46.5% all 6.",
        "The dose was 7.4 GBq; 5.9 GBq was used after toxicity.",
        "Before treatment: haemoglobin, platelets; creatinine and clearance; ALT, AST and bilirubin.",
    ],
)
def test_a_semicolon_leaves_a_sentence_whole(sentence):
    assert split(f"{sentence} End.") == [sentence, "End."]


def test_question_and_exclamation_marks_and_closing_quotes_end_a_sentence():
    assert split('Is it safe? Wait! He said "stop." It ended.') == [
        "Is it safe?",
        "Wait!",
        'He said "stop."',
        "It ended.",
    ]


def test_a_line_break_ends_a_sentence_even_without_a_full_stop():
    assert split("first item\nsecond item\n\nthird item") == ["first item", "second item", "third item"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t\n"])
def test_a_text_without_words_has_no_sentence(text):
    assert split(text) == []


@given(TEXTS)
def test_spans_are_ordered_and_disjoint_and_hold_every_character_but_white_space(text):
    end = 0
    for span in sentence_spans(text):
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip()
        assert "\n" not in text[span.start : span.end]
        end = span.end
    assert not text[end:].strip()
