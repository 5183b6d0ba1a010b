"""The BM25 leg: finds a word however it is inflected, in the text, its heading and the title of its document."""

import pytest

from corpus.lexical import LexicalIndex, terms

ROWS = [
    ("p1", "Platelets fell after the second infusion.", "Adverse events", "A trial of tea"),
    ("p2", "Men had a café of their own.", "Recommendation", "A guideline on coffee"),
    ("p3", "Infusions were given every 6 weeks; an infusion takes 30 minutes.", "Dose", "A label of tea"),
]


@pytest.fixture
def index(tmp_path) -> LexicalIndex:
    index = LexicalIndex(tmp_path / "lexical")
    index.build(ROWS)
    return index


def keys(index: LexicalIndex, question: str, limit: int = 9) -> list[str]:
    return [key for key, _ in index.search(question, limit)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("platelet", {"p1"}),
        ("FALLING PLATELETS", {"p1"}),
        ("cafes", {"p2"}),
        ("recommend", {"p2"}),
        ("guidelines", {"p2"}),
        ("trials of coffee", {"p1", "p2"}),
    ],
)
def test_words_are_found_by_their_stem_in_text_heading_and_title(index, question, found):
    assert set(keys(index, question)) == found


def test_the_passage_that_says_it_more_often_comes_first_and_scores_fall(index):
    hits = index.search("infusion", 9)
    assert [key for key, _ in hits] == ["p3", "p1"]
    assert hits[0][1] > hits[1][1] > 0


@pytest.mark.parametrize("question", ["", "the of and", "warfarin", "?! — ()", 'text:"x" AND (', "😀"])
def test_a_question_without_a_known_word_finds_nothing(index, question):
    assert keys(index, question) == []


def test_no_more_than_the_limit_is_returned(index):
    assert len(keys(index, "tea coffee", limit=2)) == 2


def test_an_index_can_be_read_by_another_reader_of_the_same_folder(index, tmp_path):
    again = LexicalIndex(tmp_path / "lexical")
    assert again.count() == 3
    assert keys(again, "platelets") == ["p1"]


def test_a_term_is_counted_in_the_passages_that_hold_it(index):
    (infusion,) = terms("infusions")
    assert index.document_frequency(infusion) == 2
    assert index.document_frequency("warfarin") == 0
