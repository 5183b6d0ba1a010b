"""Passages cover the sentences of their section, whole and in order, and can be found again by id and offset."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Section
from corpus.sentences import sentence_spans
from ingest.chunking import MAX_WORDS, chunk

SENTENCES = st.integers(1, 150).flatmap(lambda n: st.sampled_from(["Word" + " word" * n + ".", "Ä ß 7.4 GBq vs. 😀."]))
PROSE = st.lists(SENTENCES, max_size=12).flatmap(lambda s: st.sampled_from([" ".join(s), "\n".join(s)]))
ANYTHING = st.text(st.characters(codec="utf-8"), max_size=120)
PATHS = st.lists(st.sampled_from(["Results", "Safety", "Dose"]), max_size=2).map(tuple)
SECTIONS = st.lists(st.builds(Section, PATHS, PROSE | ANYTHING), max_size=4)


def words(text: str) -> int:
    return len(text.split())


@given(SECTIONS)
def test_passages_hold_every_sentence_of_every_section_once_and_in_order(sections):
    stated = [section.text[span.start : span.end] for section in sections for span in sentence_spans(section.text)]
    passages = list(chunk("doc", sections))
    assert [passage.sentence(i) for passage in passages for i in range(len(passage.sentences))] == stated
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))


@given(st.builds(Section, PATHS, PROSE | ANYTHING))
def test_a_passage_is_its_sections_text_between_its_offsets(section):
    end = 0
    for passage in chunk("doc", [section]):
        assert passage.text == section.text[passage.start : passage.end]
        assert passage.sentences[0].start == 0 and passage.sentences[-1].end == len(passage.text)
        assert passage.start >= end and passage.section == section.path
        end = passage.end


@given(SECTIONS)
def test_a_passage_keeps_the_limit_unless_it_is_a_single_long_sentence(sections):
    for passage in chunk("doc", sections):
        assert words(passage.text) <= MAX_WORDS or len(passage.sentences) == 1


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40))
def test_a_long_section_is_cut_no_finer_than_it_must(lengths):
    text = " ".join("Word" + " word" * (n - 1) + "." for n in lengths)
    passages = list(chunk("doc", [Section((), text)]))
    assert len(passages) <= 2 * -(-words(text) // MAX_WORDS)


@given(SECTIONS)
def test_ids_are_unique_and_the_same_every_time(sections):
    ids = [passage.id for passage in chunk("doc", sections)]
    assert len(set(ids)) == len(ids)
    assert [passage.id for passage in chunk("doc", list(sections))] == ids


def test_an_id_survives_changes_elsewhere_and_not_in_its_own_text_section_or_document():
    def ids(document: str, *sections: tuple[str, str]) -> list[str]:
        return [p.id for p in chunk(document, [Section((heading,), text) for heading, text in sections])]

    (before,) = ids("a", ("Results", "It fell."))
    assert ids("a", ("Design", "Men were randomised."), ("Results", "It fell."))[1] == before
    assert before not in ids("b", ("Results", "It fell."))
    assert before not in ids("a", ("Safety", "It fell."))
    assert before not in ids("a", ("Results", "It rose."))


def test_a_passage_inherits_page_level_and_successor_of_its_section():
    section = Section(("Advice",), "Do it.", evidence_level="Strong", superseded_by="newer", page=3)
    (passage,) = chunk("doc", [section])
    assert (passage.page, passage.evidence_level, passage.superseded_by) == (3, "Strong", "newer")


def test_no_passage_crosses_from_one_section_into_the_next():
    sections = [Section((name,), f"{name} was short.") for name in ("A", "B", "C")]
    assert [name for name, _ in groupby(p.section for p in chunk("doc", sections))] == [("A",), ("B",), ("C",)]
