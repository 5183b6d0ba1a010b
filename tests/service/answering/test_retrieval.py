"""Which passages may bear on an answer, and how two rankings become one."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_library import build_corpus, document

from corpus.documents import EvidenceFilter
from corpus.embeddings import HashingEmbedder
from corpus.versions import VersionStore
from service.answering.retrieval import PER_DOCUMENT, Retriever, reciprocal_rank_fusion

QUESTION = "How common was dry mouth?"
DRY = "Dry mouth was common in group {}."


@pytest.fixture
def search(tmp_path):
    """Searches a library of the given documents."""
    opened = []

    def make(*documents):
        embedder = HashingEmbedder()
        corpus = VersionStore(build_corpus(tmp_path, documents, embedder).versions).open_live()
        opened.append(corpus)
        return Retriever(corpus, embedder).retrieve

    yield make
    for corpus in opened:
        corpus.close()


def found(retrieved):
    return Counter(hit.document.id for hit in retrieved.passages)


def sections(count):
    return {f"Group {number}": DRY.format(number) for number in range(count)}


def test_retracted_and_superseded_documents_never_come_back(search):
    retrieve = search(
        document("current", sections(1)),
        document("retracted", sections(1), retracted=True),
        document("superseded", sections(1), superseded_by="current"),
    )
    assert found(retrieve(QUESTION)) == {"current": 1}


def test_a_superseded_section_never_comes_back_though_the_rest_does(search):
    note = {"Group 0": {"superseded_by": "newer"}}
    retrieve = search(document("partly", sections(2), sections=note), document("newer", sections(1)))
    hits = retrieve(QUESTION).passages
    assert {(hit.document.id, hit.passage.section) for hit in hits} == {
        ("partly", ("Group 1",)),
        ("newer", ("Group 0",)),
    }


def test_no_document_takes_more_than_its_share(search):
    retrieve = search(document("long", sections(12)), document("short", sections(2)))
    assert found(retrieve(QUESTION)) == {"long": PER_DOCUMENT, "short": 2}


@pytest.mark.parametrize(
    ("is_huge_and", "filters"),
    [({}, EvidenceFilter()), ({"retracted": True}, EvidenceFilter()), ({"kind": "review"}, EvidenceFilter(("rct",)))],
    ids=["long", "retracted", "filtered out"],
)
def test_a_document_of_very_many_passages_does_not_crowd_out_the_rest(search, is_huge_and, filters):
    words, chance = [f"word{number}" for number in range(300)], Random(7)
    huge = {f"Group {n}": f"How common was dry mouth? {' '.join(chance.sample(words, 8))}." for n in range(260)}
    other = {"Harms": f"Dry mouth was seen in some of the men beside {' '.join(chance.sample(words, 12))}."}
    retrieve = search(document("huge", huge, **is_huge_and), document("other", other))
    assert found(retrieve(QUESTION, filters))["other"] == 1


def test_a_filter_is_applied_before_the_cut(search):
    retrieve = search(document("trial", sections(3)), document("series", sections(3), kind="retrospective", year=2016))
    for chosen in (EvidenceFilter(kinds=("rct",)), EvidenceFilter(year_from=2017)):
        assert found(retrieve(QUESTION, chosen, limit=2)) == {"trial": 2}
    assert found(retrieve(QUESTION, EvidenceFilter(organizations=("nobody",)))) == {}


def test_hits_say_why_they_rank_where_they_do(search):
    retrieve = search(document("apt", sections(1)), document("far", {"Costs": "Prices of hospital parking rose."}))
    best, other = retrieve(QUESTION).passages
    assert (best.document.id, best.dense_rank, best.lexical_rank) == ("apt", 1, 1)
    assert best.similarity > other.similarity and best.score > other.score
    assert (other.dense_rank, other.lexical_rank) == (2, None)


KEYS = st.lists(st.sampled_from("abcdefghij"), unique=True)


@given(one=KEYS, other=KEYS)
def test_fusion_holds_every_key_once_best_first(one, other):
    fused = reciprocal_rank_fusion([one, other])
    assert fused.keys() == {*one, *other}
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


@given(one=KEYS, other=KEYS)
def test_fusion_depends_on_ranks_alone(one, other):
    fused = reciprocal_rank_fusion([one, other])
    assert reciprocal_rank_fusion([other, one]) == fused, "not on which leg found it"
    renamed = reciprocal_rank_fusion([[key * 2 for key in one], [key * 2 for key in other]])
    assert list(renamed.items()) == [(key * 2, score) for key, score in fused.items()], "not on the name"


@given(one=KEYS, other=KEYS)
def test_a_key_that_both_legs_rank_higher_is_fused_higher(one, other):
    fused = list(reciprocal_rank_fusion([one, other]))
    for first in {*one} & {*other}:
        for second in {*one} & {*other} - {first}:
            if one.index(first) < one.index(second) and other.index(first) < other.index(second):
                assert fused.index(first) < fused.index(second)
