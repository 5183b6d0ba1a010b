"""Does the evidence support a statement, refute it or neither? A small cross-encoder, or any other one.

Long evidence is read in windows of one and of two sentences, only those that share most words with the statement; of
each size the window that says most decides, and both sizes count alike.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from service.answering.cross_encoders import (
    CrossEncoderError,
    Logits,
    NamedCrossEncoder,
    ShippedModel,
    probability,
)
from service.answering.windows import views

MODEL = Path(__file__).parent / "models" / "entailment.onnx"
MOST_TOKENS = 176


@dataclass(frozen=True, slots=True)
class Relation:
    """Probabilities that the evidence supports the statement, refutes it, or says neither. They add up to one."""

    support: float
    refute: float
    neutral: float


class Entailment(Protocol):
    """(statement, evidence) pairs in, one relation each out, in the same order."""

    def relations(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]: ...


class OnnxEntailment:
    """The shipped model (models/README.md)."""

    def __init__(self, path: Path = MODEL) -> None:
        self._model = ShippedModel(path, MOST_TOKENS)

    def relations(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        return _read(pairs, lambda texts: [relation(row) for row in self._model.logits(texts)])


class CrossEncoderEntailment:
    """Any sentence-transformers cross-encoder by path or hub name: three labels, or one score for support."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._model = NamedCrossEncoder(name, "FOOTNOTE_NLI_MODEL")

    @cached_property
    def _columns(self) -> list[int] | None:
        """Where support, refute and neutral stand among the model's labels; None for a single score."""
        labels = self._model.labels()
        if not labels:
            return None
        try:
            return [labels["entailment"], labels["contradiction"], labels["neutral"]]
        except KeyError:
            raise CrossEncoderError(
                f"{self._name} has the labels {sorted(labels)}; entailment, contradiction and neutral are needed."
            ) from None

    def relations(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        return _read(pairs, self._scores) if pairs else []

    def _scores(self, texts: Sequence[tuple[str, str]]) -> list[Relation]:
        columns = self._columns
        rows = self._model.logits(texts)
        return [_single(float(row[0])) if columns is None else relation(row[columns]) for row in rows]


def _read(
    pairs: Sequence[tuple[str, str]], score: Callable[[Sequence[tuple[str, str]]], Sequence[Relation]]
) -> list[Relation]:
    """Score every window of every pair, and make one relation of each pair's."""
    read = [(statement, views(statement, evidence)) for statement, evidence in pairs]
    scored = iter(score([(statement, window) for statement, seen in read for listed in seen for window in listed]))
    return [mean([decide([next(scored) for _ in listed]) for listed in seen]) for _, seen in read]


def mean(relations: Sequence[Relation]) -> Relation:
    """One relation for all views of the evidence."""
    count = len(relations)
    return Relation(
        sum(r.support for r in relations) / count,
        sum(r.refute for r in relations) / count,
        sum(r.neutral for r in relations) / count,
    )


def decide(scored: Sequence[Relation]) -> Relation:
    """One relation for all windows: the strongest support and the strongest refutation, shares of what is left."""
    support, refute = max(r.support for r in scored), max(r.refute for r in scored)
    neutral = min(r.neutral for r in scored)
    total = support + refute + neutral
    return Relation(support / total, refute / total, neutral / total)


def relation(logits: Logits) -> Relation:
    """Scores of support, refute and neutral as probabilities."""
    weights = [math.exp(float(x) - float(logits.max())) for x in logits]
    total = sum(weights)
    return Relation(weights[0] / total, weights[1] / total, weights[2] / total)


def _single(score: float) -> Relation:
    support = probability(score)
    return Relation(support, 0.0, 1.0 - support)
