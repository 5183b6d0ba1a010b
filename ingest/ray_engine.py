"""Reads and embeds as Ray tasks, on a cluster or on local workers (`pip install .[scale]`).

A task whose worker dies is run again on another. Only documents and vectors come back: the version is written here, by
the same code and under the same id as without Ray. Files must be reachable by their path from every node.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from corpus.embeddings import Embedder
from corpus.matrix import Halves
from ingest.content import EmbeddedText, IngestError
from ingest.engines import ReadJob, embedded
from ingest.reading import Reading

Asked = TypeVar("Asked")
Given = TypeVar("Given")
_AHEAD = 4
"""Tasks for each core that wait or run: enough to keep all busy, few enough to hold in memory."""
_RETRIES = 3


class RayEngine:
    """Joins the cluster that `RAY_ADDRESS` names, else starts workers on this machine."""

    def __init__(self, embedder: Embedder, workers: int | None = None) -> None:
        try:
            import ray
        except ImportError as error:
            raise IngestError("Ray is not installed: pip install 'footnote[scale]'") from error
        if not ray.is_initialized():
            ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        self._ray = ray
        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        self._ahead = _AHEAD * max(1, int(resources.get("CPU", 1)))
        self._embedder = ray.put(embedder)

    def read(self, jobs: Sequence[ReadJob]) -> Iterator[Reading]:
        return self._in_order(ReadJob.run, ((job,) for job in jobs))

    def embed(self, batches: Iterable[Sequence[EmbeddedText]]) -> Iterator[list[Halves]]:
        return self._in_order(_embedded, ((self._embedder, list(batch)) for batch in batches))

    def _in_order(self, work: Callable[..., Given], arguments: Iterable[tuple[Any, ...]]) -> Iterator[Given]:
        """Results in the order of what was asked, with a bounded number of tasks under way."""
        task = self._ray.remote(max_retries=_RETRIES)(work)
        left = iter(arguments)
        waiting = [task.remote(*one) for one in islice(left, self._ahead)]
        while waiting:
            yield self._ray.get(waiting.pop(0))
            waiting.extend(task.remote(*one) for one in islice(left, 1))


_held: dict[Any, Embedder] = {}


def _embedded(embedder: Embedder, texts: Sequence[EmbeddedText]) -> list[Halves]:
    """In a worker, which keeps its model from one task to the next."""
    return embedded(_held.setdefault(embedder.identity, embedder), texts)
