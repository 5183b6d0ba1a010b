"""The passage vectors of one corpus version, in an embedded Chroma directory. The only room that knows chromadb.

A directory is written once and then only read (embedded Chroma serves stale ids after another process has
written, and can lose records after deletes), and clients are cached by path, so each version has its own path.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.embeddings import Vectors

COLLECTION = "passages"
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 400}}


class VectorStore:
    """Approximate nearest neighbours (HNSW) over passages, by cosine similarity."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        import chromadb  # 1.4 s: not before a corpus is opened
        from chromadb.config import Settings

        self._size: int | None = None
        self._client = chromadb.PersistentClient(str(path.resolve()), Settings(anonymized_telemetry=False))
        self._collection = (
            self._client.create_collection(COLLECTION, configuration=_CONFIGURATION, embedding_function=None)  # type: ignore[arg-type]
            if create
            else self._client.get_collection(COLLECTION, embedding_function=None)
        )

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        limit = self._client.get_max_batch_size()
        for first in range(0, len(ids), limit):
            rows = np.ascontiguousarray(vectors[first : first + limit])
            self._collection.add(ids=list(ids[first : first + limit]), embeddings=rows)
        self._size = None

    def count(self) -> int:
        return self._collection.count()

    def _known_size(self) -> int:
        """The count, asked once: among 50,000 it takes Chroma longer than a search."""
        if self._size is None:
            self._size = self.count()
        return self._size

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Up to `limit` (id, cosine similarity), best first. `vector` has shape (dimension,)."""
        size = min(limit, self._known_size())
        if size == 0:
            return []
        found = self._collection.query(query_embeddings=[vector], n_results=size, include=["distances"])  # type: ignore[arg-type]
        distances = (found["distances"] or [[]])[0]
        return [(key, 1.0 - float(distance)) for key, distance in zip(found["ids"][0], distances, strict=True)]

    def close(self) -> None:
        self._client.close()  # type: ignore[attr-defined]  # missing from ClientAPI, present on every client
