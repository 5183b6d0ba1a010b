"""Dense search under a filter: whatever the filter admits, the nearest of it are found."""

from contextlib import closing

import numpy as np
import pytest

from corpus import dense
from corpus.columns import Columns, PassageEntry
from corpus.dense import DenseIndex
from corpus.documents import Document
from corpus.matrix import Matrix, written
from corpus.vectors import VectorStore

COUNT = 3000
DOCUMENT = Document("a", "A", None, "O", 2020, "rct", "CC0", "summary", "2026-11")


@pytest.fixture(scope="module")
def vectors():
    rows = np.random.default_rng(7).normal(size=(COUNT + 20, 32)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def index(vectors, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dense")
    with written(folder / "rows.npy", COUNT, 32) as rows:
        rows[:] = vectors[:COUNT]
    ids = [f"p{row}" for row in range(COUNT)]
    columns = Columns([PassageEntry(key, "a", False, 1, None) for key in ids], {"a": DOCUMENT})
    with closing(VectorStore(folder / "chroma", create=True)) as store:
        store.add(ids, vectors[:COUNT])
        yield DenseIndex(store, Matrix(folder / "rows.npy"), columns)


@pytest.mark.parametrize("exact", [0, 8000], ids=["fetched and filtered", "compared one by one"])
@pytest.mark.parametrize("selectivity", [0.5, 0.05, 0.005])
def test_the_nearest_admitted_passages_are_found_however_few_there_are(index, vectors, monkeypatch, exact, selectivity):
    monkeypatch.setattr(dense, "EXACT", exact)
    admitted = np.arange(0, COUNT, round(1 / selectivity))
    found = wanted = 0
    for question in vectors[COUNT:]:
        rows, similarity = index.nearest(question, 20, admitted)
        nearest = admitted[np.argsort(-(vectors[admitted] @ question))[:20]]
        found += len(set(rows) & set(nearest))
        wanted += len(nearest)
        assert set(rows) <= set(admitted)
        assert list(similarity) == sorted(similarity, reverse=True)
    assert found / wanted >= 0.99


def test_a_filter_that_admits_nothing_finds_nothing(index, vectors):
    rows, similarity = index.nearest(vectors[0], 20, np.array([], dtype=np.int64))
    assert len(rows) == len(similarity) == 0


def test_without_a_filter_a_passage_finds_itself_first(index, vectors):
    for row in range(0, COUNT, 300):
        rows, similarity = index.nearest(vectors[row], 5)
        assert rows[0] == row and similarity[0] == pytest.approx(1.0, abs=1e-3)
