"""Which passages may bear on an answer, in which order and why."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_library import build_corpus, document

from corpus.documents import EvidenceFilter
from corpus.embeddings import HashingEmbedder
from corpus.versions import VersionStore
from service.answering.retrieval import PER_DOCUMENT, Retriever

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
    retrieve = search(document("long", sections(12)), document("short", {"A": DRY.format("A"), "B": DRY.format("B")}))
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
    assert (other.dense_rank, other.lexical_rank) == (2, None)
    assert best.parts.coverage == pytest.approx(1.0) and other.parts.coverage == 0
    assert best.score == best.parts.total > other.score == other.parts.total


def test_of_two_that_say_the_same_the_stronger_and_newer_source_comes_first(search):
    twenty, thirty = ({"Harms": f"Dry mouth was common among {count} men."} for count in (20, 30))
    retrieve = search(
        document("series", twenty, title="On mouths", kind="retrospective", year=2012),
        document("guideline", thirty, title="On mouths", kind="guideline"),
    )
    assert [hit.document.id for hit in retrieve(QUESTION).passages] == ["guideline", "series"]


def test_no_prior_buries_a_clear_match(search):
    retrieve = search(
        document("series", sections(1), kind="retrospective", year=1999),
        document("guideline", {"Costs": "How common parking fees are was asked."}, kind="guideline", year=2026),
    )
    assert retrieve(QUESTION).passages[0].document.id == "series"


def test_the_same_words_from_two_documents_come_back_once(search):
    retrieve = search(document("first", sections(1)), document("copy", sections(1)))
    assert len(retrieve(QUESTION).passages) == 1


def test_the_same_words_with_another_number_are_another_finding(search):
    one, other = ({"Harms": f"Dry mouth was common: {share} % of all men had it."} for share in (39, 93))
    retrieve = search(document("one", one), document("other", other))
    assert found(retrieve(QUESTION)) == {"one": 1, "other": 1}


def test_a_synonym_of_the_library_covers_a_question_like_the_word_itself(corpus, embedder):
    retrieve = Retriever(corpus, embedder).retrieve
    plain, short = (retrieve(f"low {word} before treatment") for word in ("haemoglobin", "Hb"))
    covered = {hit.passage.id: hit.parts.coverage for hit in short.passages}
    shared = [hit for hit in plain.passages if hit.passage.id in covered]
    assert len(shared) > 20
    assert all(hit.parts.coverage == pytest.approx(covered[hit.passage.id]) for hit in shared)


def test_an_abbreviation_that_a_document_defines_finds_the_long_form_too(search):
    retrieve = search(
        document("defines", {"Outcome": "The grand total of dryness (GTD) was counted."}),
        document("uses", {"Outcome": "Men had a grand total of dryness that rose."}),
        document("other", {"Costs": "Prices of hospital parking rose."}),
    )
    by_document = {hit.document.id: hit.parts.coverage for hit in retrieve("What was the GTD?").passages}
    assert by_document["defines"] == by_document["uses"] == pytest.approx(1.0)
    assert by_document["other"] == 0


KINDS = st.lists(st.sampled_from(["rct", "review", "label"]), max_size=2).map(tuple)
ORGANIZATIONS = st.lists(st.sampled_from(["Alpha", "BETA", "gamma"]), max_size=2).map(tuple)
FILTERS = st.builds(EvidenceFilter, KINDS, st.none() | st.integers(-5, 2030), ORGANIZATIONS)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Sixty documents of three kinds, three organisations and many years, some without one, some not citable."""
    documents = [
        document(
            f"d{n}",
            {"Harms": f"Dry mouth was common in group {n} of {n * 7} men."},
            kind=("rct", "review", "label")[n % 3],
            organization=("alpha", "Beta", "Gamma")[n // 3 % 3],
            year=None if n % 10 == 0 else 1995 + n % 31,
            retracted=n % 11 == 0,
        )
        for n in range(60)
    ]
    embedder = HashingEmbedder()
    corpus = VersionStore(build_corpus(tmp_path_factory.mktemp("mixed"), documents, embedder).versions).open_live()
    yield Retriever(corpus, embedder)
    corpus.close()


@given(filters=FILTERS)
def test_both_legs_find_just_what_a_filter_admits(mixed, filters):
    hits = mixed.retrieve(QUESTION, filters, limit=100).passages
    documents = mixed.corpus.catalog.documents.values()
    admitted = {d.id for d in documents if d.standing == "current" and filters.admits(d)}
    assert {hit.document.id for hit in hits} == admitted
    assert {hit.document.id for hit in hits if hit.lexical_rank} == admitted
    assert {hit.document.id for hit in hits if hit.dense_rank} == admitted
