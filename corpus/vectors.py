"""The passage vectors of one corpus version, in an embedded Chroma directory or a Chroma server. Alone knows chromadb.

A directory is written once and then only read (embedded Chroma serves stale ids after another process has
written, and can lose records after deletes), and clients are cached by path, so each version has its own path.
On a server each version has its own collection.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.embeddings import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

COLLECTION = "passages"
UNSETTLED = 1000
"""Chroma's sync_threshold: what was added after the last multiple of it enters the graph at every start anew."""
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 400}}


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of a Chroma server. The token is sent as `X-Chroma-Token`."""

    url: str
    token: str | None = field(repr=False)
    name: str

    def drop(self) -> None:
        """Drop it, if it is there. Raises ConnectionError."""
        with suppress(FileNotFoundError), _answering(self):
            _on_server(self.url, self.token).delete_collection(self.name)


class VectorStore:
    """Approximate nearest neighbours (HNSW) over passages, by cosine similarity.

    Raises FileNotFoundError where a server holds no such collection, ConnectionError where it does not answer.
    """

    def __init__(self, place: Path | Collection, *, create: bool = False) -> None:
        self._size: int | None = None
        self._place = place
        name = COLLECTION if isinstance(place, Path) else place.name
        with _answering(place):
            self._client = _in_folder(place) if isinstance(place, Path) else _on_server(place.url, place.token)
            self._collection = (
                self._client.create_collection(name, configuration=_CONFIGURATION, embedding_function=None)  # type: ignore[arg-type]
                if create
                else self._client.get_collection(name, embedding_function=None)
            )

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        with _answering(self._place):
            limit = self._client.get_max_batch_size()
        for first in range(0, len(ids), limit):
            rows = np.ascontiguousarray(vectors[first : first + limit])
            with _answering(self._place):
                self._collection.add(ids=list(ids[first : first + limit]), embeddings=rows)
        self._size = None

    def count(self) -> int:
        with _answering(self._place):
            return self._collection.count()

    def _known_size(self) -> int:
        """The count, asked once: among 50,000 it takes Chroma longer than a search."""
        if self._size is None:
            self._size = self.count()
        return self._size

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Up to `limit` (id, cosine similarity), best first. `vector` has shape (dimension,)."""
        return self.nearest_of_each(vector[np.newaxis], limit)[0]

    def nearest_of_each(self, vectors: Vectors, limit: int) -> list[list[tuple[str, float]]]:
        """The same for each of several vectors, shape (vectors, dimension)."""
        size = min(limit, self._known_size())
        if size == 0:
            return [[] for _ in vectors]
        with _answering(self._place):
            found = self._collection.query(query_embeddings=list(vectors), n_results=size, include=["distances"])
        return [
            [(key, 1.0 - float(distance)) for key, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    def stored(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of these ids; an unknown id is left out."""
        with _answering(self._place):
            found = self._collection.get(ids=list(ids), include=["embeddings"])
        vectors = found["embeddings"]
        return {} if vectors is None else dict(zip(found["ids"], np.asarray(vectors, dtype=np.float32), strict=True))

    def close(self) -> None:
        if isinstance(self._place, Path):
            self._client.close()  # type: ignore[attr-defined]  # missing from ClientAPI, present on every client


def _in_folder(path: Path) -> "ClientAPI":
    import chromadb  # 1.4 s: not before a corpus is opened
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(path.resolve()), Settings(anonymized_telemetry=False))


@lru_cache
def _on_server(url: str, token: str | None) -> "ClientAPI":
    """One client for all collections, since `close` leaves its connections open; safe to use from several threads."""
    import chromadb
    from chromadb.config import Settings

    headers = {"X-Chroma-Token": token} if token else None
    return chromadb.HttpClient(url, headers=headers, settings=Settings(anonymized_telemetry=False))


@contextmanager
def _answering(place: Path | Collection) -> Iterator[None]:
    """A server's errors by their usual names: its client raises all kinds, plain Exception among them."""
    from chromadb.errors import NotFoundError

    try:
        yield
    except Exception as error:
        if isinstance(place, Path):
            raise
        if isinstance(error, NotFoundError):
            raise FileNotFoundError(f"no collection {place.name} in the Chroma server") from error
        raise ConnectionError(f"the Chroma server (FOOTNOTE_CHROMA_URL) does not do as asked: {error}") from error
