"""The second stage: a cross-encoder reads the question beside the best passages and moves up those that answer it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.documents import Document
from corpus.embeddings import Vectors
from service.answering.cross_encoders import CrossEncoderError, NamedCrossEncoder, ShippedModel, probability
from service.answering.entailment import relation
from service.answering.types import ScoredPassage

MODEL = Path(__file__).parent / "models" / "ranking.onnx"
ANSWERING = MODEL.with_name("answering.onnx")
"""Of the same kind, trained on near misses: its probabilities compare questions too."""
MOST_TOKENS = 128
WEIGHT = 0.5
"""How much the second stage counts beside the first."""


class Ranker(Protocol):
    """(question, text) pairs in, for each the probability that the text answers the question, in the same order."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[float]: ...


class ShippedRanker:
    """The model that is shipped (models/README.md)."""

    def __init__(self, path: Path = MODEL) -> None:
        self._model = ShippedModel(path, MOST_TOKENS)

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [1 - relation(row).neutral for row in self._model.logits(pairs)]


class NamedRanker:
    """Any sentence-transformers cross-encoder with a single score, by path or hub name."""

    def __init__(self, name: str) -> None:
        self._model = NamedCrossEncoder(name, "FOOTNOTE_RERANKER")
        labels = self._model.labels()
        if labels:
            raise CrossEncoderError(
                f"FOOTNOTE_RERANKER={name} has the labels {sorted(labels)}; a ranker has one score."
            )

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [probability(float(row[0])) for row in self._model.logits(pairs)]


def reranked(
    question: str, hits: Sequence[ScoredPassage], nearest: Sequence[int], ranker: Ranker
) -> tuple[ScoredPassage, ...]:
    """The hits in the order of both stages. `nearest`: the sentence of each passage that is nearest to the question."""
    read = [(question, reading(hit.document, hit.passage.sentence(at))) for hit, at in zip(hits, nearest, strict=True)]
    moved = [
        replace(hit, score=parts.total, parts=parts)
        for hit, answers in zip(hits, ranker.probabilities(read), strict=True)
        for parts in [replace(hit.parts, second_stage=WEIGHT * answers)]
    ]
    return tuple(sorted(moved, key=lambda hit: -hit.score))


def reading(document: Document, sentence: str) -> str:
    """What is read beside a question: a sentence, and the title that it stands under."""
    return f"{document.title}. {sentence}"


def nearest_sentence(vectors: Vectors, question: Vectors) -> int:
    """Which of a passage's sentence vectors, shape (sentences, dimension), is nearest to the question's."""
    return int(np.argmax(vectors @ question))
