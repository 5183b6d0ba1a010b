"""Where files are read and texts are embedded: on this machine. The cluster's engine is in ray_engine.py."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.embeddings import Embedder
from corpus.matrix import Halves
from ingest.content import EmbeddedText, IngestError
from ingest.formats import Format
from ingest.measure import Measure
from ingest.reading import Reading, read

_SMALL = 4_000_000
"""Bytes that are read here: starting workers takes longer."""

_AHEAD = 8
_OFF = 1e-2
"""How far from unit length a vector may be: bfloat16 has three digits."""


@dataclass(frozen=True, slots=True)
class ReadJob:
    """A file to read."""

    path: Path
    name: str
    sidecar: Path | None
    parser: Format
    measure: Measure

    def run(self) -> Reading:
        return read(self.path, self.name, self.sidecar, self.parser, self.measure)


class Engine(Protocol):
    """Results come in the order of what was asked."""

    def read(self, jobs: Sequence[ReadJob]) -> Iterator[Reading]: ...

    def embed(self, batches: Iterable[Sequence[EmbeddedText]]) -> Iterator[list[Halves]]:
        """Of each text of a batch its vector and those of its sentences, shape (1 + sentences, dimension)."""
        ...


class LocalEngine:
    """Reads on all cores while this process embeds."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def read(self, jobs: Sequence[ReadJob]) -> Iterator[Reading]:
        if sum(_size(job.path) for job in jobs) < _SMALL:
            yield from (job.run() for job in jobs)
            return
        done = 0
        workers = os.cpu_count() or 1
        try:
            with _pool(workers) as pool:
                left = iter(jobs)
                # A bounded number ahead of the embedder: all readings at once would not fit into memory.
                ahead = deque(pool.submit(job.run) for job in islice(left, _AHEAD * workers))
                while ahead:
                    reading = ahead.popleft().result()
                    ahead.extend(pool.submit(job.run) for job in islice(left, 1))
                    done += 1
                    yield reading
        except BrokenProcessPool:  # a worker died: which file killed it shows when each is read by a worker of its own
            yield from (_alone(job) for job in jobs[done:])

    def embed(self, batches: Iterable[Sequence[EmbeddedText]]) -> Iterator[list[Halves]]:
        for batch in batches:
            yield embedded(self._embedder, batch)


def embedded(embedder: Embedder, texts: Sequence[EmbeddedText]) -> list[Halves]:
    """Of each text its vector and those of its sentences. Raises IngestError where they are no unit vectors."""
    wholes, parts = embedder.embed_with_parts([t.text for t in texts], [t.sentences for t in texts])
    for rows in (wholes, parts):
        if not np.isfinite(rows).all():
            raise IngestError("the embedder returned a vector that is not finite")
        if not np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=_OFF):
            raise IngestError("the embedder returned a vector that is not of unit length")
    ends = np.cumsum([len(text.sentences) for text in texts])
    split = np.split(parts, ends[:-1])
    return [np.vstack([whole, own]).astype(np.float16) for whole, own in zip(wholes, split, strict=True)]


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))  # a fork of a process with threads may hang


def _alone(job: ReadJob) -> Reading:
    try:
        with _pool(1) as pool:
            return pool.submit(job.run).result()
    except BrokenProcessPool:
        return Reading(problem=f"the parser {job.parser.label} killed its process: the file may need too much memory")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
