"""The sentences that an answer could be made of, scored against the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.embeddings import Vectors
from service.answering.concepts import Concept
from service.answering.marks import without_marks
from service.answering.quotable import quotable
from service.answering.repeats import words_of
from service.answering.retrieval import Retrieved, Retriever
from service.answering.types import Evidence, ScoredPassage

COVERAGE_WEIGHT = 0.6
RANK_WEIGHT = 0.15
PRIOR_WEIGHT = 3.0
"""How much the prior of a passage counts here: sentences of near passages are more alike than their passages."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A sentence with its relevance to a question."""

    evidence: Evidence
    heading: str
    score: float
    vector: Vectors


def candidates(retrieved: Retrieved, retriever: Retriever) -> list[Candidate]:
    """Every quotable sentence of the passages retrieved for a question, most relevant first."""
    found = [
        candidate
        for rank, hit in enumerate(retrieved.passages)
        if not hit.passage.table  # a row is no sentence
        for candidate in _of_passage(
            hit, rank, retrieved.vector, retriever.sentence_vectors(hit.passage), retrieved.concepts
        )
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def best_relevance(pool: Sequence[Candidate], question: Vectors, retriever: Retriever) -> float:
    """How relevant the best candidate is when its sentence is read alone; 0 where there is none.

    Its stored vector was read in its passage, where a sentence beside the point sounds as if it were to the point.
    """
    if not pool:
        return 0.0
    alone = retriever.embed(pool[0].evidence.text)
    return pool[0].score + float(np.dot(question, alone - pool[0].vector))


def _of_passage(
    hit: ScoredPassage,
    rank: int,
    question: Vectors,
    vectors: Vectors,
    asked: Sequence[Concept],
) -> list[Candidate]:
    around = words_of(f"{hit.document.title} {' '.join(hit.passage.section)}")
    heading = _heading(hit)
    total = sum(concept.weight for concept in asked) or 1.0
    base = RANK_WEIGHT / (1 + rank / 10) + PRIOR_WEIGHT * hit.parts.prior
    found = []
    for index, span in enumerate(hit.passage.sentences):
        text = hit.passage.sentence(index)
        if not quotable(text):
            continue
        own = words_of(without_marks(text))
        covered = sum(c.weight * _presence(c, own, around) for c in asked) / total
        vector = vectors[index]
        similarity = float(np.dot(question, vector))
        found.append(
            Candidate(
                Evidence(hit.passage, hit.document, span),
                heading,
                similarity + COVERAGE_WEIGHT * covered + base,
                vector,
            )
        )
    return found


def _heading(hit: ScoredPassage) -> str:
    """The topic that a sentence stands under, without the reference marks of its source."""
    return without_marks(next(filter(quotable, (*hit.passage.section[:1], hit.document.title)), ""))


def _presence(concept: Concept, own: frozenset[str], around: frozenset[str]) -> float:
    """In the sentence itself; with its title and heading; or not."""
    if concept.within(own):
        return 1.0
    return 0.5 if concept.within(own | around) else 0.0
