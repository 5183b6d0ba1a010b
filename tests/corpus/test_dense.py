"""Dense search under a filter: whatever the filter admits, the nearest of it are found."""

from contextlib import closing

import numpy as np
import pytest

from corpus import dense
from corpus.columns import Columns, PassageEntry
from corpus.dense import DenseIndex, stragglers
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
        yield DenseIndex(store, Matrix(folder / "rows.npy"), columns, np.array([], dtype=np.int64))


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


@pytest.fixture
def twins(tmp_path, monkeypatch):
    """Passages with many near twins, some of which Chroma's graph loses; none compared one by one."""
    monkeypatch.setattr(dense, "EXACT", 0)
    monkeypatch.setattr(dense, "UNSETTLED", 1)
    base = np.random.default_rng(3).normal(size=(3, 16)).astype(np.float32)
    rows = np.repeat(base, 60, axis=0) + np.float32(0.2) * np.eye(16, dtype=np.float32)[np.arange(180) % 16]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    with written(tmp_path / "rows.npy", 180, 16) as stored:
        stored[:] = rows
    ids = [f"p{row}" for row in range(180)]
    with closing(VectorStore(tmp_path / "chroma", create=True)) as store:
        store.add(ids, rows)
        yield store, Matrix(tmp_path / "rows.npy"), ids


def test_what_the_graph_loses_is_found_all_the_same(twins):
    store, matrix, ids = twins
    columns = Columns([PassageEntry(key, "a", False, 1, None) for key in ids], {"a": DOCUMENT})
    lost = np.array([3, 70, 150])  # as if a search had not returned them
    index = DenseIndex(Deaf(store, {ids[row] for row in lost}), matrix, columns, lost)
    for row in range(180):
        rows, similarity = index.nearest(matrix.take(np.array([row]))[0], 20)
        assert similarity[0] > 0.999 and list(similarity) == sorted(similarity, reverse=True)
        assert row in rows or similarity[-1] > 0.999  # all twenty are its twins


def test_a_build_looks_for_what_the_graph_loses(twins):
    store, matrix, ids = twins
    assert {ids[row] for row in stragglers(Deaf(store, {"p3", "p70"}), matrix, ids)} >= {"p3", "p70"}


class Deaf:
    """A store that never returns some of what it holds."""

    def __init__(self, store, lost) -> None:
        self._store, self._lost = store, lost

    def nearest(self, vector, limit):
        return [hit for hit in self._store.nearest(vector, limit + len(self._lost)) if hit[0] not in self._lost][:limit]

    def nearest_of_each(self, vectors, limit):
        return [self.nearest(vector, limit) for vector in vectors]
