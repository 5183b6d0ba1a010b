"""Which passages bear on a question: dense and lexical search, scored together, without repeats.

Superseded sections and retracted documents are left out before the cut, and no document may crowd out the rest.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus.columns import Rows
from corpus.documents import EvidenceFilter, Passage
from corpus.embeddings import Embedder, Vectors
from corpus.lexical import terms
from corpus.versions import CorpusVersion
from corpus.vocabulary import Vocabulary
from service.answering.scoring import Parts, Weights, newest_year, prior
from service.answering.types import ScoredPassage

POOL = 200
"""How many hits each leg brings, at least."""
PER_DOCUMENT = 4
LIMIT = 30
ALIKE = 0.95
"""Passages of a lower cosine than this are no repeats of each other; above it, their words decide."""
SAME_WORDS = 0.9


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The ranked passages of a question, and the question's own vector, shape (dimension,)."""

    passages: tuple[ScoredPassage, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class _Hit:
    """A row with what is known of it before its text is read."""

    row: int
    parts: Parts
    dense_rank: int | None
    lexical_rank: int | None


class Retriever:
    """Searches one corpus version."""

    def __init__(self, corpus: CorpusVersion, embedder: Embedder, weights: Weights = Weights()) -> None:
        corpus.require_embedder(embedder.identity)
        self._corpus = corpus
        self._weights = weights
        self._newest = newest_year(list(corpus.catalog.documents.values()))
        self.vocabulary = Vocabulary(corpus.manifest.scope.vocabulary)
        self._embed = lru_cache(maxsize=512)(lambda text: embedder.embed([text])[0])

    def retrieve(
        self,
        question: str,
        filters: EvidenceFilter = EvidenceFilter(),
        limit: int = LIMIT,
        per_document: int = PER_DOCUMENT,
    ) -> Retrieved:
        """Up to `limit` passages, best first, each with what its score is made of."""
        expanded = self.vocabulary.expand(question)
        vector: Vectors = self._embed(expanded)
        pool = max(POOL, 2 * limit)
        while True:
            hits = self._hits(expanded, vector, filters, pool)
            ranked = list(self._distinct(hits, limit, per_document))
            if len(ranked) >= limit or pool >= len(self._corpus.columns) or not hits:
                return Retrieved(tuple(ranked), vector)
            pool *= 4  # most of what was found is of few documents: look further

    def _hits(self, question: str, vector: Vectors, filters: EvidenceFilter, pool: int) -> list[_Hit]:
        """What either leg finds, best first."""
        admitted = self._corpus.columns.admitted(filters)
        dense, _ = self._corpus.dense.nearest(vector, pool, admitted)
        lexical = self._corpus.lexical.search(question, pool, filters)
        dense_rank = {int(row): rank for rank, row in enumerate(dense, 1)}
        lexical_rank = {row: rank for rank, (row, _) in enumerate(lexical, 1)}
        rows: Rows = np.array([*dense_rank, *(row for row in lexical_rank if row not in dense_rank)], dtype=np.int64)
        if not len(rows):
            return []
        parts = self._parts(rows, vector, dict(lexical))
        hits = [
            _Hit(row, part, dense_rank.get(row), lexical_rank.get(row))
            for row, part in zip(map(int, rows), parts, strict=True)
        ]
        return sorted(hits, key=lambda hit: -hit.parts.total)

    def _parts(self, rows: Rows, vector: Vectors, bm25: dict[int, float]) -> Iterator[Parts]:
        weights, columns = self._weights, self._corpus.columns
        passage = self._corpus.passage_vectors.take(rows) @ vector
        sentence = self._nearest_sentence(rows, vector)
        best = max(bm25.values(), default=1.0)
        for row, of_passage, of_sentence in zip(map(int, rows), passage, sentence, strict=True):
            yield Parts(
                weights.passage * float(of_passage),
                weights.sentence * float(of_sentence),
                weights.lexical * bm25.get(row, 0.0) / best,
                weights.prior * prior(columns.document(row), columns.evidence_level(row), self._newest),
            )

    def _nearest_sentence(self, rows: Rows, vector: Vectors) -> Vectors:
        """For each passage the similarity of its nearest sentence."""
        starts, counts = self._corpus.columns.sentences(rows)
        firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        every = np.repeat(starts - firsts, counts) + np.arange(counts.sum())
        return np.maximum.reduceat(self._corpus.sentence_vectors.take(every) @ vector, firsts)

    def _distinct(self, hits: Sequence[_Hit], limit: int, per_document: int) -> Iterator[ScoredPassage]:
        """The best hits, few of each document, none that says the same as one before it."""
        columns = self._corpus.columns
        taken: Counter[str] = Counter()
        kept: list[ScoredPassage] = []
        vectors: list[Vectors] = []
        for batch in _in_batches(hits, limit):
            passages = self._corpus.catalog.passages([columns.ids[hit.row] for hit in batch])
            own = self._corpus.passage_vectors.take(np.array([hit.row for hit in batch], dtype=np.int64))
            for hit, vector in zip(batch, own, strict=True):
                document = columns.document(hit.row)
                passage = passages[columns.ids[hit.row]]
                if taken[document.id] >= per_document or _repeats(passage, vector, kept, vectors):
                    continue
                taken[document.id] += 1
                kept.append(
                    ScoredPassage(passage, document, hit.parts.total, hit.parts, hit.dense_rank, hit.lexical_rank)
                )
                vectors.append(vector)
                yield kept[-1]
                if len(kept) == limit:
                    return

    def sentence_vectors(self, passage: Passage) -> Vectors:
        """The stored vectors of a passage's sentences, shape (sentences, dimension)."""
        starts, counts = self._corpus.columns.sentences(np.array([self._corpus.columns.row_of[passage.id]]))
        return self._corpus.sentence_vectors.take(np.arange(starts[0], starts[0] + counts[0]))

    def knows(self, term: str) -> bool:
        """Whether a stemmed term occurs in any passage, heading or title."""
        return self._corpus.lexical.document_frequency(term) > 0

    def idf(self, term: str) -> float:
        """Inverse document frequency over passages, as BM25 has it; highest for a term the library lacks."""
        count = self._corpus.manifest.passages
        frequency = self._corpus.lexical.document_frequency(term)
        return float(np.log(1 + (count - frequency + 0.5) / (frequency + 0.5)))


def _in_batches(hits: Sequence[_Hit], size: int) -> Iterator[Sequence[_Hit]]:
    for first in range(0, len(hits), size):
        yield hits[first : first + size]


def _repeats(passage: Passage, vector: Vectors, kept: Sequence[ScoredPassage], vectors: Sequence[Vectors]) -> bool:
    """Whether one of those kept has the same numbers and nearly the same words: vectors cannot tell 15.3 from 11.3."""
    alike = [index for index, other in enumerate(vectors) if float(other @ vector) > ALIKE]
    return any(_same_words(passage.text, kept[index].passage.text) for index in alike)


def _same_words(one: str, other: str) -> bool:
    a, b = set(terms(one)), set(terms(other))
    numbers = {term for term in a ^ b if any(sign.isdigit() for sign in term)}
    return not numbers and len(a & b) >= SAME_WORDS * len(a | b)
