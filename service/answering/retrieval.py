"""Which passages bear on a question: dense and lexical search, fused by reciprocal rank.

Superseded sections and retracted documents are left out before the cut, and no document may crowd out the rest.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus.documents import Document, EvidenceFilter, Passage
from corpus.embeddings import Embedder, Vectors
from corpus.versions import CorpusVersion
from corpus.vocabulary import Vocabulary
from service.answering.types import ScoredPassage

RRF_K = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""
POOL = 200
"""How many hits each leg brings before fusion."""
PER_DOCUMENT = 4
LIMIT = 30


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The ranked passages of a question, and the question's own vector, shape (dimension,)."""

    passages: tuple[ScoredPassage, ...]
    vector: Vectors


class Retriever:
    """Searches one corpus version."""

    def __init__(self, corpus: CorpusVersion, embedder: Embedder) -> None:
        corpus.require_embedder(embedder.identity)
        self._corpus = corpus
        self.vocabulary = Vocabulary(corpus.manifest.scope.vocabulary)
        self._embed = lru_cache(maxsize=512)(lambda text: embedder.embed([text])[0])

    def retrieve(self, question: str, filters: EvidenceFilter = EvidenceFilter(), limit: int = LIMIT) -> Retrieved:
        """Ranked passages, best first, each with its ranks and cosine similarity."""
        expanded = self.vocabulary.expand(question)
        vector: Vectors = self._embed(expanded)
        pool = POOL
        while True:
            ranked, exhausted = self._rank(expanded, vector, filters, limit, pool)
            if exhausted or len(ranked) >= limit:
                return Retrieved(tuple(ranked), vector)
            pool *= 4  # what was found is mostly not citable here: look further

    def _rank(
        self, question: str, vector: Vectors, filters: EvidenceFilter, limit: int, pool: int
    ) -> tuple[list[ScoredPassage], bool]:
        """The citable passages among `pool` hits of each leg, and whether there was nothing more to find."""
        dense = self._corpus.vectors.nearest("passages", vector, pool)
        lexical = self._corpus.lexical.search(question, pool)
        fused = reciprocal_rank_fusion([[key for key, _ in dense], [key for key, _ in lexical]])
        passages = self._corpus.catalog.passages(list(fused))
        similarity = dict(dense)
        dense_rank = {key: rank for rank, (key, _) in enumerate(dense, 1)}
        lexical_rank = {key: rank for rank, (key, _) in enumerate(lexical, 1)}
        ranked: list[ScoredPassage] = []
        taken: Counter[str] = Counter()
        for key, score in fused.items():
            passage = passages[key]
            document = self._corpus.catalog.documents[passage.document_id]
            if not _citable(passage, document, filters) or taken[document.id] >= PER_DOCUMENT:
                continue
            taken[document.id] += 1
            ranks = dense_rank.get(key), similarity.get(key), lexical_rank.get(key)
            ranked.append(ScoredPassage(passage, document, score, *ranks))
            if len(ranked) == limit:
                break
        return ranked, len(dense) < pool and len(lexical) < pool

    def sentence_vectors(self, passages: Sequence[Passage]) -> dict[tuple[str, int], Vectors]:
        """The stored vector of each sentence, by passage id and position."""
        ids = [f"{passage.id}:{i}" for passage in passages for i in range(len(passage.sentences))]
        stored = self._corpus.vectors.get("sentences", ids) if ids else {}
        return {(key.rpartition(":")[0], int(key.rpartition(":")[2])): row for key, row in stored.items()}

    def knows(self, term: str) -> bool:
        """Whether a stemmed term occurs in any passage, heading or title."""
        return self._corpus.lexical.document_frequency(term) > 0

    def idf(self, term: str) -> float:
        """Inverse document frequency over passages, as BM25 has it; highest for a term the library lacks."""
        count = self._corpus.manifest.passages
        frequency = self._corpus.lexical.document_frequency(term)
        return float(np.log(1 + (count - frequency + 0.5) / (frequency + 0.5)))


def reciprocal_rank_fusion(rankings: Sequence[Sequence[str]], k: int = RRF_K) -> dict[str, float]:
    """Keys by the sum of 1 / (k + rank) over the rankings, best first; ties keep the earlier ranking's order."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1.0 / (k + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def _citable(passage: Passage, document: Document, filters: EvidenceFilter) -> bool:
    return document.standing == "current" and passage.superseded_by is None and filters.admits(document)
