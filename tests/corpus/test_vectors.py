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
        store.add("passages", keys, rows)
    with closing(VectorStore(tmp_path)) as store:
        for key, row in zip(keys, rows, strict=True):
            (best, similarity), *others = store.nearest("passages", row, 5)
            assert best == key and similarity == pytest.approx(1.0, abs=1e-5)
            assert [s for _, s in others] == sorted((s for _, s in others), reverse=True)


def test_similarity_is_the_cosine(tmp_path):
    with closing(VectorStore(tmp_path, create=True)) as store:
        store.add("sentences", ["x", "y"], np.asarray([[1, 0], [0, 1]], dtype=np.float32))
        found = dict(store.nearest("sentences", np.asarray([0.6, 0.8], dtype=np.float32), 9))
    assert found == pytest.approx({"x": 0.6, "y": 0.8}, abs=1e-5)


def test_passages_and_sentences_do_not_mix(tmp_path):
    rows = unit_rows(2)
    with closing(VectorStore(tmp_path, create=True)) as store:
        store.add("passages", ["p"], rows[:1])
        store.add("sentences", ["s"], rows[1:])
        assert [key for key, _ in store.nearest("passages", rows[1], 5)] == ["p"]
        assert (store.count("passages"), store.count("sentences")) == (1, 1)


def test_an_empty_store_has_no_neighbours(tmp_path):
    with closing(VectorStore(tmp_path, create=True)) as store:
        assert store.nearest("passages", unit_rows(1)[0], 5) == []


def test_stored_vectors_come_back_and_unknown_ids_are_left_out(tmp_path):
    rows = unit_rows(2)
    with closing(VectorStore(tmp_path, create=True)) as store:
        store.add("passages", ["a", "b"], rows)
        found = store.get("passages", ["b", "zz"])
    assert list(found) == ["b"]
    assert found["b"] == pytest.approx(rows[1], abs=1e-6)


def test_more_vectors_than_chroma_takes_at_once_are_all_stored(tmp_path):
    rows = unit_rows(6000, dimension=4)
    with closing(VectorStore(tmp_path, create=True)) as store:
        store.add("passages", [str(i) for i in range(6000)], rows)
        assert store.count("passages") == 6000
        assert store.get("passages", ["5999"])["5999"] == pytest.approx(rows[5999], abs=1e-6)
