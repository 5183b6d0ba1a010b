"""Layers 4 and 5 in numbers: how much of a statement's words and meaning is in its quotes, and what outweighs what.

A firm objection (a number or a name that no quote has) stands whatever the model says. What a rule only read off the
words around it is weighed against the model's reading: a logistic regression whose few weights stand in
`models/weighing.json`, fitted by `evals.nli.weigh` on cases that neither rules nor model were made from.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from service.answering.checks.findings import Finding, Layer

WEIGHTS = Path(__file__).parent.parent / "models" / "weighing.json"
COVERED = 0.5
"""The share of a statement's words, by weight, that its quotes must hold."""
MEANT = 0.6
"""The model, or the similarity of the embeddings, vouches for words of its own from here on."""
_WORDS, _SIMILARITY, _OBJECTION = 0.3, 0.3, 0.15
_OBJECTS: tuple[Layer, ...] = ("names", "polarity", "hedges", "copies")


@dataclass(frozen=True, slots=True)
class Meaning:
    """How much of a statement is in its quotes: words (0 to 1), similarity (-1 to 1), and the model's probabilities."""

    covered: float
    similarity: float | None = None
    support: float | None = None
    refute: float | None = None

    def findings(self) -> list[Finding]:
        """What the words alone object to: a statement that is about something else."""
        vouched = max(self.similarity or 0.0, self.support or 0.0)
        if self.covered >= COVERED or vouched >= MEANT:
            return []
        reason = f"Only {self.covered:.0%} of what the statement says is in its quotes."
        return [Finding("coverage", reason, firm=True)]

    def score(self, findings: Sequence[Finding]) -> float:
        """How far the quotes support the statement, 0 to 1, for ranking: model, words, similarity, less polarity."""
        parts = [(self.support, 1.0), (self.covered, _WORDS), (self.similarity, _SIMILARITY)]
        held = [(value, weight) for value, weight in parts if value is not None]
        score = sum(value * weight for value, weight in held) / sum(weight for _, weight in held)
        objected = any(finding.layer == "polarity" for finding in findings)
        return min(1.0, max(0.0, score - _OBJECTION * objected))

    def probability(self, findings: Sequence[Finding]) -> float:
        """The probability that the quotes support the statement, where no objection is firm. Needs the model."""
        weights = _weights()
        total = sum(weights[name] * value for name, value in features(self, findings).items())
        return 1 / (1 + math.exp(-total - weights["bias"]))


def features(meaning: Meaning, findings: Sequence[Finding]) -> Mapping[str, float]:
    """What the weights are of: the model's readings, shares, and which layers object (0 or 1)."""
    objecting = {finding.layer for finding in findings}
    return {
        "support": meaning.support or 0.0,
        "refute": meaning.refute or 0.0,
        "covered": meaning.covered,
        "similarity": meaning.similarity or 0.0,
        **{layer: float(layer in objecting) for layer in _OBJECTS},
    }


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights
