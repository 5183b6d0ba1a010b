"""Which passages bear on a question: dense and lexical search, scored together, without repeats.

Superseded sections and retracted documents are left out before the cut, and no document may crowd out the rest.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus.abbreviations import agreed
from corpus.columns import Rows
from corpus.documents import EvidenceFilter, Passage
from corpus.embeddings import Embedder, Vectors
from corpus.versions import CorpusVersion
from corpus.vocabulary import Vocabulary
from service.answering.concepts import Concept, ConceptReader
from service.answering.ranking import Ranker, nearest_sentence, reranked
from service.answering.repeats import is_said, words_of
from service.answering.scoring import Parts, Weights, priors
from service.answering.types import ScoredPassage

POOL = 100
"""How many hits each leg brings, at least."""
PER_DOCUMENT = 4
TABLES = 2
"""Parts of tables of one document, beside its other passages."""
LIMIT = 30
CONTINUING_PRIOR = 0.1
"""What a passage gains whose document the conversation is about."""
PRIOR = 3
"""The column of priors among the parts of a score."""
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
class _Hits:
    """Rows with what is known of them before their text is read, best first. `parts`: a column for each part."""

    rows: Rows
    parts: Vectors
    dense_rank: dict[int, int]
    lexical_rank: dict[int, int]

    def __len__(self) -> int:
        return len(self.rows)


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
        self._priors = priors(corpus.columns)
        scope = corpus.manifest.scope
        groups = [*scope.vocabulary, *agreed(corpus.catalog.abbreviations().values())]
        self.concepts = ConceptReader(Vocabulary(groups if synonyms else ()), corpus.lexical, scope.subject)
        # One text a pass: in bfloat16 a padded neighbour changes a vector (cosine 0.996); equal questions stay equal.
        self.embed = lru_cache(maxsize=2048)(lambda text: embedder.embed([text])[0])

    def retrieve(
        self,
        question: str,
        filters: EvidenceFilter = EvidenceFilter(),
        limit: int = LIMIT,
        per_document: int = PER_DOCUMENT,
        continuing: Collection[str] = (),
    ) -> Retrieved:
        """Up to `limit` passages, best first, each with what its score is made of.

        `continuing`: ids of the documents that the conversation is about, where the question goes on with it.
        """
        asked = self.understand(question)
        pool = max(POOL, 2 * limit)
        while True:
            hits = self._hits(asked, filters, pool, continuing)
            ranked = tuple(self._distinct(hits, limit, per_document))
            if len(ranked) >= limit or len(hits) < pool:
                return Retrieved(self._second_stage(question, asked.vector, ranked), asked.concepts, asked.vector)
            pool *= 4  # most of what was found is of few documents: look further

    def understand(self, question: str) -> Understood:
        """How the library reads a question."""
        expanded = self.concepts.vocabulary.expand(question)
        return Understood(expanded, tuple(self.concepts.read(question)), self.embed(expanded))

    def _hits(self, asked: Understood, filters: EvidenceFilter, pool: int, continuing: Collection[str]) -> _Hits:
        """What either leg finds, and what the conversation is about, best first."""
        admitted = self.corpus.columns.admitted(filters)
        dense, _ = self.corpus.dense.nearest(asked.vector, pool, admitted)
        lexical = self.corpus.lexical.search(asked.text, pool, filters)
        dense_rank = {row: rank for rank, row in enumerate(dense.tolist(), 1)}
        lexical_rank = {row: rank for rank, (row, _) in enumerate(lexical, 1)}
        known = self.corpus.columns.rows_of(continuing) if continuing else np.zeros(0, dtype=np.int64)
        if admitted is not None:
            known = np.intersect1d(known, admitted)
        rows: Rows = np.array(list(dict.fromkeys([*dense_rank, *lexical_rank, *known.tolist()])), dtype=np.int64)
        parts = self._parts(rows, asked)
        if len(known):
            parts[np.isin(rows, known), PRIOR] += CONTINUING_PRIOR
        order = np.argsort(-parts.sum(axis=1), kind="stable")
        return _Hits(rows[order], parts[order], dense_rank, lexical_rank)

    def _parts(self, rows: Rows, asked: Understood) -> Vectors:
        """The weighted parts of each row's score, shape (rows, parts)."""
        if not len(rows):
            return np.zeros((0, 4), dtype=np.float32)
        weights = self._weights
        wanted = [(concept.alternatives, concept.weight) for concept in asked.concepts]
        covered = self.corpus.lexical.coverage(wanted, rows.tolist())
        return np.stack(
            [
                weights.passage * (self.corpus.passage_vectors.take(rows) @ asked.vector),
                weights.sentence * self._nearest_sentence(rows, asked.vector),
                weights.coverage * np.array([covered.get(row, 0.0) for row in rows.tolist()], dtype=np.float32),
                weights.prior * self._priors[rows],
            ],
            axis=1,
        )

    def _nearest_sentence(self, rows: Rows, vector: Vectors) -> Vectors:
        """For each passage the similarity of its nearest sentence."""
        starts, counts = self.corpus.columns.sentences(rows)
        firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        every = np.repeat(starts - firsts, counts) + np.arange(counts.sum())
        return np.maximum.reduceat(self.corpus.sentence_vectors.take(every) @ vector, firsts)

    def _distinct(self, hits: _Hits, limit: int, per_document: int) -> Iterator[ScoredPassage]:
        """The best hits, few of each document, none that says the same as one before it."""
        columns = self.corpus.columns
        taken: Counter[tuple[str, bool]] = Counter()  # tables apart: a long one must not crowd out what is said
        told: list[frozenset[str]] = []
        for first in range(0, len(hits), limit):
            batch = hits.rows[first : first + limit].tolist()
            passages = self.corpus.catalog.passages([columns.ids[row] for row in batch])
            for row, parts in zip(batch, hits.parts[first : first + limit].tolist(), strict=True):
                document, passage = columns.document(row), passages[columns.ids[row]]
                kind = document.id, passage.table
                if taken[kind] >= (min(TABLES, per_document) if passage.table else per_document):
                    continue
                words = words_of(passage.text)
                if is_said(words, told):
                    continue
                taken[kind] += 1
                told.append(words)
                score = Parts(*parts)
                ranks = hits.dense_rank.get(row), hits.lexical_rank.get(row)
                yield ScoredPassage(passage, document, score.total, score, *ranks)
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
