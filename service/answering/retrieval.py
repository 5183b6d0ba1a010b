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
from corpus.versions import CorpusVersion
from corpus.vocabulary import Vocabulary
from service.answering.concepts import Concept, ConceptReader
from service.answering.ranking import Ranker, nearest_sentence, reranked
from service.answering.repeats import says_the_same, words_of
from service.answering.scoring import Parts, Weights, newest_year, prior
from service.answering.types import ScoredPassage

POOL = 200
"""How many hits each leg brings, at least."""
PER_DOCUMENT = 4
LIMIT = 30
READ = 30
"""How many passages the second stage reads."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The ranked passages of a question, what it asks about, and its vector, shape (dimension,)."""

    passages: tuple[ScoredPassage, ...]
    concepts: tuple[Concept, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Understood:
    """A question with the library's own words added, as concepts and as a vector of shape (dimension,)."""

    text: str
    concepts: tuple[Concept, ...]
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

    def __init__(
        self,
        corpus: CorpusVersion,
        embedder: Embedder,
        ranker: Ranker | None = None,
        *,
        weights: Weights = Weights(),
        synonyms: bool = True,
    ) -> None:
        corpus.require_embedder(embedder.identity)
        self.corpus = corpus
        self._ranker = ranker
        self._weights = weights
        self._newest = newest_year(list(corpus.catalog.documents.values()))
        self.concepts = ConceptReader(Vocabulary(corpus.manifest.scope.vocabulary if synonyms else ()), corpus.lexical)
        # One text a pass: in bfloat16 a padded neighbour changes a vector (cosine 0.996); equal questions stay equal.
        self._embed = lru_cache(maxsize=2048)(lambda text: embedder.embed([text])[0])

    def retrieve(
        self,
        question: str,
        filters: EvidenceFilter = EvidenceFilter(),
        limit: int = LIMIT,
        per_document: int = PER_DOCUMENT,
    ) -> Retrieved:
        """Up to `limit` passages, best first, each with what its score is made of."""
        asked = self.understand(question)
        pool = max(POOL, 2 * limit)
        while True:
            hits = self._hits(asked, filters, pool)
            ranked = tuple(self._distinct(hits, limit, per_document))
            if len(ranked) >= limit or pool >= len(self.corpus.columns) or not hits:
                return Retrieved(self._second_stage(question, asked.vector, ranked), asked.concepts, asked.vector)
            pool *= 4  # most of what was found is of few documents: look further

    def understand(self, question: str) -> Understood:
        """How the library reads a question."""
        expanded = self.concepts.vocabulary.expand(question)
        return Understood(expanded, tuple(self.concepts.read(question)), self._embed(expanded))

    def _hits(self, asked: Understood, filters: EvidenceFilter, pool: int) -> list[_Hit]:
        """What either leg finds, best first."""
        admitted = self.corpus.columns.admitted(filters)
        dense, _ = self.corpus.dense.nearest(asked.vector, pool, admitted)
        lexical = self.corpus.lexical.search(asked.text, pool, filters)
        dense_rank = {int(row): rank for rank, row in enumerate(dense, 1)}
        lexical_rank = {row: rank for rank, (row, _) in enumerate(lexical, 1)}
        rows: Rows = np.array([*dense_rank, *(row for row in lexical_rank if row not in dense_rank)], dtype=np.int64)
        if not len(rows):
            return []
        parts = self._parts(rows, asked)
        hits = [
            _Hit(row, part, dense_rank.get(row), lexical_rank.get(row))
            for row, part in zip(map(int, rows), parts, strict=True)
        ]
        return sorted(hits, key=lambda hit: -hit.parts.total)

    def _parts(self, rows: Rows, asked: Understood) -> Iterator[Parts]:
        weights, columns = self._weights, self.corpus.columns
        passage = self.corpus.passage_vectors.take(rows) @ asked.vector
        sentence = self._nearest_sentence(rows, asked.vector)
        wanted = [(concept.alternatives, concept.weight) for concept in asked.concepts]
        covered = self.corpus.lexical.coverage(wanted, rows.tolist())
        for row, of_passage, of_sentence in zip(map(int, rows), passage, sentence, strict=True):
            yield Parts(
                weights.passage * float(of_passage),
                weights.sentence * float(of_sentence),
                weights.coverage * covered.get(row, 0.0),
                weights.prior * prior(columns.document(row), columns.evidence_level(row), self._newest),
            )

    def _nearest_sentence(self, rows: Rows, vector: Vectors) -> Vectors:
        """For each passage the similarity of its nearest sentence."""
        starts, counts = self.corpus.columns.sentences(rows)
        firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        every = np.repeat(starts - firsts, counts) + np.arange(counts.sum())
        return np.maximum.reduceat(self.corpus.sentence_vectors.take(every) @ vector, firsts)

    def _distinct(self, hits: Sequence[_Hit], limit: int, per_document: int) -> Iterator[ScoredPassage]:
        """The best hits, few of each document, none that says the same as one before it."""
        columns = self.corpus.columns
        taken: Counter[str] = Counter()
        told: list[frozenset[str]] = []
        for batch in _in_batches(hits, limit):
            passages = self.corpus.catalog.passages([columns.ids[hit.row] for hit in batch])
            for hit in batch:
                document, passage = columns.document(hit.row), passages[columns.ids[hit.row]]
                if taken[document.id] >= per_document:
                    continue
                words = words_of(passage.text)
                if any(says_the_same(words, other) for other in told):
                    continue
                taken[document.id] += 1
                told.append(words)
                yield ScoredPassage(passage, document, hit.parts.total, hit.parts, hit.dense_rank, hit.lexical_rank)
                if len(told) == limit:
                    return

    def _second_stage(
        self, question: str, vector: Vectors, hits: tuple[ScoredPassage, ...]
    ) -> tuple[ScoredPassage, ...]:
        if self._ranker is None:
            return hits
        read, rest = hits[:READ], hits[READ:]
        nearest = [nearest_sentence(self.sentence_vectors(hit.passage), vector) for hit in read]
        return (*reranked(question, read, nearest, self._ranker), *rest)

    def sentence_vectors(self, passage: Passage) -> Vectors:
        """The stored vectors of a passage's sentences, shape (sentences, dimension)."""
        starts, counts = self.corpus.columns.sentences(np.array([self.corpus.columns.row_of[passage.id]]))
        return self.corpus.sentence_vectors.take(np.arange(starts[0], starts[0] + counts[0]))


def _in_batches(hits: Sequence[_Hit], size: int) -> Iterator[Sequence[_Hit]]:
    for first in range(0, len(hits), size):
        yield hits[first : first + size]
