"""Dense search over one corpus version, under a filter too.

Chroma's own filters cost time linear in the collection, and a plain search followed by a filter finds nothing where
the filter is rare. So few admitted passages are compared one by one, and among many enough more are fetched.

A small library is compared whole: until it has a thousand records, Chroma grows the graph that it searches (HNSW) from
its log anew at every start, at random, and in such a graph passages with near twins may be unreachable: counted and
never returned. Of a large library a build looks for the unreachable ones (`stragglers`), and each search compares them
one by one beside what Chroma returns.
"""

from collections.abc import Sequence

import numpy as np

from corpus.batches import batches
from corpus.columns import Columns, Rows
from corpus.embeddings import Vectors
from corpus.matrix import Matrix
from corpus.vectors import UNSETTLED, VectorStore

EXACT = 8_000
"""Up to so many admitted passages all are compared: about 3 ms."""
MARGIN = 4
"""How many times what is expected to do is fetched where the filter is applied afterwards: of what it fetches, HNSW
misses most at the end (recall under a filter that admits half: 0.984 at 1.3, 0.994 at 4)."""

_NEAREST = 5
_BATCH = 512


class DenseIndex:
    """Passages by cosine similarity to a vector."""

    def __init__(self, store: VectorStore, matrix: Matrix, columns: Columns, stragglers: Rows) -> None:
        self._store = store
        self._matrix = matrix
        self._columns = columns
        self._stragglers = stragglers

    def nearest(self, vector: Vectors, limit: int, admitted: Rows | None = None) -> tuple[Rows, Vectors]:
        """Up to `limit` rows, best first, and their similarities. `admitted`: sorted rows to choose from, None for all.

        `vector` has shape (dimension,).
        """
        total = len(self._columns)
        if admitted is None and total <= EXACT:
            admitted = np.arange(total)
        if admitted is None:
            return self._approximate(vector, limit)
        if len(admitted) <= EXACT:
            return self._matrix.nearest(vector, admitted, limit)
        wanted = limit
        while True:
            wanted = min(total, int(MARGIN * wanted * total / len(admitted)) + 1)
            rows, similarity = self._approximate(vector, wanted)
            kept = np.isin(rows, admitted, assume_unique=True)
            if kept.sum() >= min(limit, len(admitted)) or wanted == total:
                return rows[kept][:limit], similarity[kept][:limit]

    def _approximate(self, vector: Vectors, limit: int) -> tuple[Rows, Vectors]:
        found = self._store.nearest(vector, limit)
        rows: Rows = np.array([self._columns.row_of[key] for key, _ in found], dtype=np.int64)
        similarity: Vectors = np.array([similarity for _, similarity in found], dtype=np.float32)
        if not len(self._stragglers):
            return rows, similarity
        missed = np.setdiff1d(self._stragglers, rows)
        rows, similarity = np.append(rows, missed), np.append(similarity, self._matrix.take(missed) @ vector)
        best = np.argsort(-similarity, kind="stable")[:limit]
        return rows[best], similarity[best]


def stragglers(store: VectorStore, matrix: Matrix, ids: Sequence[str]) -> Rows:
    """The rows that a search for their own vector does not return, and those whose place in the graph is not settled.

    `store` must have been opened after it was written. None of a library that is compared whole.
    """
    total = len(ids)
    if total <= EXACT:
        return np.array([], dtype=np.int64)
    missed: list[int] = []
    for rows in batches(range(total), _BATCH):
        for row, hits in zip(rows, store.nearest_of_each(matrix.take(np.array(rows)), _NEAREST), strict=True):
            if ids[row] not in {key for key, _ in hits}:
                missed.append(row)
    unsettled = np.arange(total - total % UNSETTLED, total)
    return np.union1d(np.array(missed, dtype=np.int64), unsettled)
