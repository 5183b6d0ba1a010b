"""How good rankings are: ir-measures over runs, with bootstrap intervals over questions."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import ir_measures
import numpy as np
from ir_measures import R, nDCG

from corpus.versions import CorpusVersion
from evals.bench.collections import Collection, Wanted
from evals.bench.intervals import Figure, bootstrap
from service.answering.retrieval import PER_DOCUMENT, Retriever

Run = Mapping[str, float]
"""What was found for a question: ids and scores."""
Search = Callable[[str], Run]
COUNTED = 100
"""How many of what is found count."""
DEPTH = 400
"""Passages that a leg alone brings: those of one text fall together."""
RRF_K = 60
NDCG, RECALL = nDCG @ 10, R @ 100


def figures(name: str, collection: Collection, search: Search, wanted: float | None = None) -> Iterator[Figure]:
    """nDCG@10 and recall@100 of a way to search."""
    runs = {key: search(question) for key, question in collection.questions.items()}
    yield from measured(name, collection.wanted, runs, wanted)


def measured(name: str, relevant: Wanted, runs: Mapping[str, Run], wanted: float | None = None) -> Iterator[Figure]:
    """The same of runs that are there already."""
    values: dict[str, list[float]] = {str(NDCG): [], str(RECALL): []}
    for metric in ir_measures.iter_calc([NDCG, RECALL], relevant, runs):
        values[str(metric.measure)].append(metric.value)
    yield bootstrap(name, str(NDCG), values[str(NDCG)], wanted)
    yield bootstrap(name, str(RECALL), values[str(RECALL)])


def by_retriever(retriever: Retriever, *, texts: bool) -> Search:
    """Searches with our retrieval, for whole texts (a text is as good as its best passage) or for passages."""

    def search(question: str) -> Run:
        hits = retriever.retrieve(question, limit=COUNTED, per_document=1 if texts else PER_DOCUMENT).passages
        return {hit.document.id if texts else hit.passage.id: hit.score for hit in hits}

    return search


def by_legs(corpus: CorpusVersion, retriever: Retriever, legs: Sequence[str], *, texts: bool) -> Search:
    """Searches with BM25, with passage vectors, or with both fused by reciprocal rank (Cormack et al., 2009)."""

    def search(question: str) -> Run:
        dense, _ = corpus.dense.nearest(retriever.understand(question).vector, DEPTH)
        rows = {"lexical": [row for row, _ in corpus.lexical.search(question, DEPTH)], "dense": dense.tolist()}
        fused: dict[int, float] = {}
        for leg in legs:
            for rank, row in enumerate(rows[leg], 1):
                fused[row] = fused.get(row, 0.0) + 1 / (RRF_K + rank)
        columns = corpus.columns
        return _best((columns.document(row).id if texts else columns.ids[row], score) for row, score in fused.items())

    return search


def _best(scored: Iterator[tuple[str, float]]) -> Run:
    best: dict[str, float] = {}
    for key, score in scored:
        best[key] = max(score, best.get(key, -np.inf))
    return dict(sorted(best.items(), key=lambda item: -item[1])[:COUNTED])
