"""The cases of `make bench-grounding` are about sentences of the sources, and the two sets are kept apart."""

from collections import Counter

import pytest

from evals.bench.cases import cases
from evals.bench.intervals import share

DEVELOPMENT, HELD_OUT = cases("development"), cases("held_out")


@pytest.fixture(scope="module")
def sentences(corpus):
    return {
        (document, passage.text[span.start : span.end])
        for document in corpus.catalog.documents
        for passage in corpus.catalog.passages_of(document)
        for span in passage.sentences
    }


def test_every_case_quotes_sentences_of_its_document_word_for_word(sentences):
    quoted = {(case.document, quote) for case in (*DEVELOPMENT, *HELD_OUT) for quote in case.quotes}
    assert quoted - sentences == set()


def test_every_case_has_an_id_of_its_own_and_says_what_was_done():
    ids = Counter(case.id for case in (*DEVELOPMENT, *HELD_OUT))
    assert max(ids.values()) == 1
    assert [
        case.id for case in (*DEVELOPMENT, *HELD_OUT) if not (case.how if case.kind == "paraphrase" else case.change)
    ] == []


def test_no_statement_of_the_held_out_set_was_seen_before():
    assert {case.statement for case in HELD_OUT} & {case.statement for case in DEVELOPMENT} == set()


def test_there_are_enough_of_each_kind_to_tell_a_rate():
    kinds = Counter(case.kind for case in HELD_OUT)
    assert kinds["paraphrase"] >= 250
    assert min(kinds.values()) >= 20
    assert sum(case.kind == "paraphrase" for case in (*DEVELOPMENT, *HELD_OUT)) >= 500


@pytest.mark.parametrize(
    ("count", "total", "low", "high"), [(8, 10, 0.490, 0.943), (0, 20, 0.0, 0.161), (20, 20, 0.839, 1.0)]
)
def test_the_interval_of_a_share_is_the_published_one(count, total, low, high):
    """Wilson's interval, as tabulated by Newcombe (1998) and by R's prop.test without correction."""
    figure = share("a", "b", count, total)
    assert (figure.low, figure.high) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))
