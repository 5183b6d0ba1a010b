"""The BM25 leg: finds a word however it is inflected, in the text, its heading and the title of its document."""

import pytest

from corpus.documents import Document, Passage, Span
from corpus.lexical import LexicalEntry, LexicalIndex, terms

ROWS = [
    ("p1", "Platelets fell after the second infusion.", "Adverse events", "A trial of tea"),
    ("p2", "Men had a café of their own.", "Recommendation", "A guideline on coffee"),
    ("p3", "Infusions were given every 6 weeks; an infusion takes 30 minutes.", "Dose", "A label of tea"),
]


def entry(key: str, text: str, section: str, title: str) -> LexicalEntry:
    passage = Passage(key, key, 0, (section,), text, 0, len(text), (Span(0, len(text)),))
    return LexicalEntry(passage, Document(key, title, None, "O", 2020, "rct", "CC0", "summary", "2026-11"))


@pytest.fixture
def index(tmp_path) -> LexicalIndex:
    index = LexicalIndex(tmp_path / "lexical")
    index.build(entry(*row) for row in ROWS)
    return index


def keys(index: LexicalIndex, question: str, limit: int = 9) -> list[str]:
    return [ROWS[row][0] for row, _ in index.search(question, limit)]


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
    assert [ROWS[row][0] for row, _ in hits] == ["p3", "p1"]
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


def test_coverage_is_the_weighted_share_of_what_is_asked_in_text_section_or_title(index):
    wanted = [([{"platelet"}], 3.0), ([{"coffe"}, {"tea"}], 2.0), ([{"infus", "week"}], 5.0)]
    assert index.coverage(wanted, [0, 1, 2]) == pytest.approx({0: 0.5, 1: 0.2, 2: 0.7})
    assert index.coverage(wanted, [1]) == pytest.approx({1: 0.2}), "of the passages that were asked for alone"
    assert index.coverage([], [0]) == index.coverage(wanted, []) == {}
