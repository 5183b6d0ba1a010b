"""How well a passage fits a question: the parts of its score.

Legs are combined by score, not by rank: a weighted sum keeps by how much a passage is better, which ranks forget
(Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023). BM25 finds passages; in the
score stands how much of the question they cover (docs/retrieval.md says why).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from corpus.columns import Columns
from corpus.documents import Document
from corpus.embeddings import Vectors

KIND_PRIOR: Mapping[str, float] = {"guideline": 0.01, "label": 0.01, "consensus": 0.007, "rct": 0.007, "review": 0.003}
GRADED_PRIOR = 0.003
"""For a passage that prints its evidence level."""
RECENCY_PRIOR = 0.01
RECENT_YEARS = 10
REPLACED_PENALTY = 0.003
"""For a document that a newer one replaces in part."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts. Chosen on SciFact's training claims and questions of our own."""

    passage: float = 1.0
    sentence: float = 0.5
    coverage: float = 1.0
    prior: float = 1.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What a passage's score is made of. Weighted; they add up to the score."""

    passage: float
    """Cosine similarity of the question and the passage with its title and section."""
    sentence: float
    """Cosine similarity of the question and the nearest sentence of the passage."""
    coverage: float
    """Share of what is asked that the passage names, with its section and title: rare words weigh more."""
    prior: float
    """Kind of document, printed evidence level, year, standing: enough to break a tie."""
    second_stage: float = 0.0
    """What the cross-encoder makes of it, where there is one."""

    @property
    def total(self) -> float:
        return self.passage + self.sentence + self.coverage + self.prior + self.second_stage


def prior(document: Document, evidence_level: str | None, newest: int) -> float:
    """Between -0.003 and 0.023: what is known of a document before the question. `newest`: the library's last year."""
    age = RECENT_YEARS if document.year is None else newest - document.year
    recency = RECENCY_PRIOR * max(0.0, 1 - age / RECENT_YEARS)
    graded = GRADED_PRIOR if evidence_level else 0.0
    replaced = REPLACED_PENALTY if document.replaced_in_part else 0.0
    return KIND_PRIOR.get(document.kind, 0.0) + recency + graded - replaced


def priors(columns: Columns) -> Vectors:
    """The prior of every passage, by row."""
    rows = range(len(columns))
    newest = max((columns.document(row).year or 0 for row in rows), default=0)
    return np.array(
        [prior(columns.document(row), columns.evidence_level(row), newest) for row in rows], dtype=np.float32
    )
