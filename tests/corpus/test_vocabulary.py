"""Words that mean the same: found however they are inflected, the longest phrase first."""

from corpus.vocabulary import Expansion, Vocabulary

VOCABULARY = Vocabulary(
    [
        ["anaemia", "low haemoglobin", "low red cells"],
        ["platelets", "clotting cells"],
        ["platelets low", "thrombocytopenia"],
        ["cycle", "infusion", "dose"],
        ["dose", "activity"],
    ]
)


def others(text: str) -> list[tuple[str, ...]]:
    return [expansion.others for expansion in VOCABULARY.expansions(text)]


def test_a_word_brings_the_other_words_of_its_group():
    assert others("Is anaemia common?") == [("low haemoglobin", "low red cells")]


def test_a_plural_or_capital_finds_the_same_group():
    assert others("INFUSIONS and Cycles") == [("cycle", "dose"), ("infusion", "dose")]


def test_a_phrase_goes_before_the_word_that_it_starts_with():
    found = VOCABULARY.expansions("platelets low")
    assert found == [Expansion(("platelet", "low"), ("thrombocytopenia",), "platelets low")]
    assert others("platelets fell") == [("clotting cells",)]


def test_a_word_of_two_groups_brings_both():
    assert others("the dose") == [("cycle", "infusion", "activity")]


def test_phrases_are_found_in_the_order_of_the_text_and_each_once():
    found = others("thrombocytopenia after an infusion, then thrombocytopenia")
    assert found == [("platelets low",), ("cycle", "dose")]


def test_words_of_a_phrase_that_stand_apart_are_not_the_phrase():
    assert others("haemoglobin was low") == []


def test_an_unknown_text_and_an_empty_vocabulary_bring_nothing():
    assert others("What about warfarin?") == [] and others("") == []
    assert Vocabulary([]).expansions("anaemia") == []


def test_a_question_gains_the_library_s_own_word_and_keeps_its_own():
    assert VOCABULARY.expand("Why low red cells?") == "Why low red cells? (anaemia)"


def test_a_question_in_the_library_s_own_words_is_left_alone():
    assert VOCABULARY.expand("Is anaemia common?") == "Is anaemia common?"
