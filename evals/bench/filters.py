"""Retrieval under a filter: how many of the nearest passages are found, and what it costs beside no filter."""

import statistics
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from corpus.columns import Rows
from corpus.documents import EvidenceFilter
from corpus.versions import CorpusVersion
from evals.bench.timing import milliseconds
from service.answering.retrieval import Retriever

NEAREST = 100
SELECTIVITIES = (0.5, 0.05, 0.001)


def filter_figures(corpus: CorpusVersion, retriever: Retriever, questions: Sequence[str]) -> dict[str, Any]:
    """By share of passages that a filter admits: recall of the nearest against an exact search, and times."""
    for question in questions:
        retriever.understand(question)  # embedded once, so that the times below are of the search
    plain = statistics.median(milliseconds(retriever.retrieve, questions))
    figures: dict[str, Any] = {
        "1.0": {"recall": _recall(corpus, retriever, questions, None), "p50_ms": round(plain, 1)}
    }
    for selectivity in SELECTIVITIES:
        filters = _filter(corpus, selectivity)
        admitted = corpus.columns.admitted(filters)
        assert admitted is not None
        filtered = partial(retriever.retrieve, filters=filters)
        taken = statistics.median(milliseconds(filtered, questions))
        figures[f"{len(admitted) / len(corpus.columns):.4f}"] = {
            "recall": _recall(corpus, retriever, questions, admitted),
            "p50_ms": round(taken, 1),
            "to_unfiltered": round(taken / plain, 2),
        }
    return figures


def _filter(corpus: CorpusVersion, selectivity: float) -> EvidenceFilter:
    """A filter by organisations that admits about this share of the passages."""
    columns = corpus.columns
    counts: dict[str, int] = {}
    for row in range(len(columns)):
        name = columns.document(row).organization
        counts[name] = counts.get(name, 0) + 1
    chosen, held = [], 0
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        if held + count <= selectivity * len(columns):
            chosen.append(name)
            held += count
    return EvidenceFilter(organizations=tuple(chosen))


def _recall(corpus: CorpusVersion, retriever: Retriever, questions: Sequence[str], admitted: Rows | None) -> float:
    """Of the nearest passages after an exact search, the share that dense search finds."""
    rows = np.arange(len(corpus.columns)) if admitted is None else admitted
    vectors = corpus.passage_vectors.take(rows)
    shares = []
    for question in questions:
        vector = retriever.understand(question).vector
        exact = rows[np.argsort(-(vectors @ vector))[:NEAREST]]
        found, _ = corpus.dense.nearest(vector, NEAREST, admitted)
        shares.append(len(np.intersect1d(exact, found)) / len(exact))
    return round(statistics.fmean(shares), 4)
