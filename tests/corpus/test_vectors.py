"""The vectors of a version in Chroma: nearest neighbours, also after reopening and beyond one batch."""

from contextlib import closing

import numpy as np
import pytest

from corpus.vectors import VectorStore


def unit_rows(count: int, dimension: int = 16) -> np.ndarray:
    rows = np.random.default_rng(7).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_vector_finds_itself_first_in_a_store_that_was_reopened(tmp_path):
    rows = unit_rows(50)
    keys = [f"p{i}" for i in range(50)]
    with closing(VectorStore(tmp_path, create=True)) as store:
        store.add(keys, rows)
    with closing(VectorStore(tmp_path)) as store:
        for key, row in zip(keys, rows, strict=True):
            (best, similarity), *others = store.nearest(row, 5)
            assert best == key and similarity == pytest.approx(1.0, abs=1e-5)
            assert [s for _, s in others] == sorted((s for _, s in others), reverse=True)


def test_similarity_is_the_cosine(tmp_path):
    with closing(VectorStore(tmp_path, create=True)) as store:
        store.add(["x", "y"], np.asarray([[1, 0], [0, 1]], dtype=np.float32))
        found = dict(store.nearest(np.asarray([0.6, 0.8], dtype=np.float32), 9))
    assert found == pytest.approx({"x": 0.6, "y": 0.8}, abs=1e-5)


def test_an_empty_store_has_no_neighbours(tmp_path):
    with closing(VectorStore(tmp_path, create=True)) as store:
        assert store.nearest(unit_rows(1)[0], 5) == []


def test_more_vectors_than_chroma_takes_at_once_are_all_stored(tmp_path):
    rows = unit_rows(6000, dimension=4)
    with closing(VectorStore(tmp_path, create=True)) as store:
        store.add([str(i) for i in range(6000)], rows)
        assert store.count() == 6000
        assert store.nearest(rows[5999], 1)[0][1] == pytest.approx(1.0, abs=1e-5)
