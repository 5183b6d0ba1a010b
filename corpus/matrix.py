"""Stored vectors by row number, in one file mapped into memory: for reading some and for exact search among few.

Half precision: of a unit vector it keeps three digits of every cosine, at half the size.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.columns import Rows
from corpus.embeddings import Vectors

Halves = npt.NDArray[np.float16]


class Matrix:
    """Rows of L2-normalised vectors, shape (rows, dimension), read as float32."""

    def __init__(self, path: Path) -> None:
        self._halves: Halves = np.load(path, mmap_mode="r", allow_pickle=False)

    @property
    def shape(self) -> tuple[int, int]:
        return self._halves.shape[0], self._halves.shape[1]

    def take(self, rows: Rows) -> Vectors:
        """The vectors of these rows, shape (len(rows), dimension)."""
        return self._halves[rows].astype(np.float32)

    def nearest(self, vector: Vectors, rows: Rows, limit: int) -> tuple[Rows, Vectors]:
        """Up to `limit` of `rows` by cosine similarity to `vector`, best first, with their similarities. Exact."""
        similarity = self.take(rows) @ vector
        best = np.argsort(-similarity, kind="stable")[:limit]
        return rows[best], similarity[best]


@contextmanager
def written(path: Path, rows: int, dimension: int) -> Iterator[Halves]:
    """An array to fill that is `path` once the block ends. Raises OSError where the disk has no room for it."""
    halves: Halves = np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=(rows, dimension))
    _take_room(path)
    yield halves
    halves.flush()  # type: ignore[attr-defined]  # a memmap has it, its annotated type does not


def _take_room(path: Path) -> None:
    """A mapped page that finds the disk full ends the process without a word; taken beforehand, it is an error."""
    if hasattr(os, "posix_fallocate"):  # not on macOS
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
