"""What earlier builds read and embedded, so that a build costs only what changed. SQLite; a killed build loses little.

A reading is kept by the key of its file, vectors by what was embedded and by which embedder. Nothing in it is needed:
deleted, it is made again.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np

from corpus.batches import batches
from corpus.embeddings import EmbedderIdentity
from corpus.matrix import Halves
from ingest.content import EmbeddedText
from ingest.reading import Reading, from_bytes, to_bytes

_BATCH = 500
_STALE = 3
"""How many times what is used may be kept."""


class Cache:
    """Readings and vectors in one file."""

    def __init__(self, path: Path, embedder: EmbedderIdentity) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            "CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, reading BLOB NOT NULL) WITHOUT ROWID;"
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vectors BLOB NOT NULL);"
        )
        self._embedder = f"{embedder.name}\0{embedder.revision}\0{embedder.dtype}\0".encode()

    def __enter__(self) -> "Cache":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def has_reading(self, key: str) -> bool:
        return self._connection.execute("SELECT 1 FROM readings WHERE key = ?", (key,)).fetchone() is not None

    def reading(self, key: str) -> Reading:
        """Raises KeyError where there is none."""
        row = self._connection.execute("SELECT reading FROM readings WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return from_bytes(zlib.decompress(row[0]))

    def keep_reading(self, key: str, reading: Reading) -> None:
        packed = zlib.compress(to_bytes(reading), level=1)
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (key, packed))

    def unknown(self, texts: Sequence[EmbeddedText]) -> list[EmbeddedText]:
        """Those of which there are no vectors."""
        known = {key for key, _ in self._rows([self._key(text) for text in texts], "key, NULL")}
        return [text for text in texts if self._key(text) not in known]

    def vectors(self, texts: Sequence[EmbeddedText]) -> list[Halves]:
        """Of each text its vector and those of its sentences, shape (1 + sentences, dimension). Raises KeyError."""
        keys = [self._key(text) for text in texts]
        found = dict(self._rows(keys, "key, vectors"))
        return [
            np.frombuffer(found[key], dtype=np.float16).reshape(1 + len(text.sentences), -1)
            for key, text in zip(keys, texts, strict=True)
        ]

    def keep_vectors(self, texts: Iterable[EmbeddedText], vectors: Iterable[Halves]) -> None:
        rows = [(self._key(text), np.ascontiguousarray(of).tobytes()) for text, of in zip(texts, vectors, strict=True)]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def forget_all_but(self, readings: Iterable[str], texts: Iterable[EmbeddedText], held: int) -> None:
        """Drop what no build of late used, once it is most of what is kept. `held`: how many texts are in use."""
        (count,) = self._connection.execute("SELECT count(*) FROM vectors").fetchone()
        if count <= _STALE * held:
            return
        with self._connection:
            self._connection.execute("CREATE TEMP TABLE used (key PRIMARY KEY)")
            self._connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in readings))
            self._connection.execute("DELETE FROM readings WHERE key NOT IN (SELECT key FROM used)")
            self._connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((self._key(t),) for t in texts))
            self._connection.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM used)")
            self._connection.execute("DROP TABLE used")
        self._connection.execute("VACUUM")

    def _rows(self, keys: Sequence[bytes], columns: str) -> Iterator[tuple[bytes, bytes]]:
        for batch in batches(keys, _BATCH):
            marks = ", ".join("?" * len(batch))
            yield from self._connection.execute(f"SELECT {columns} FROM vectors WHERE key IN ({marks})", batch)

    def _key(self, text: EmbeddedText) -> bytes:
        spans = ",".join(f"{span.start}-{span.end}" for span in text.sentences)
        return hashlib.sha256(self._embedder + f"{text.text}\0{spans}".encode()).digest()[:20]
