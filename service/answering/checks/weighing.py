"""Layers 4 and 5 in numbers: how much of the statement's words and meaning is in the quotes, and what the model adds.

The checks decide; the score ranks. Measured: on statements about one trial's figures the model misses what the checks
catch, while on unrelated or merely similar evidence it tells support from the rest far better (docs/grounding.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answering.checks.findings import Finding

COVERED = 0.5
"""The share of a statement's words, by weight, that its quotes must hold."""
MEANT = 0.6
"""The model, or the similarity of the embeddings, vouches for words of its own from here on."""
REFUTED = 0.9
"""The model objects alone where it is this sure that the quotes refute the statement."""
SUPPORTED = 0.8
"""The model overrules an objection of the polarity layer where it is this sure of support; never another layer's."""
_WORDS, _SIMILARITY, _OBJECTION = 0.3, 0.3, 0.15


@dataclass(frozen=True, slots=True)
class Meaning:
    """How much of a statement is in its quotes: words (0 to 1), similarity (-1 to 1), and the model's probabilities."""

    covered: float
    similarity: float | None = None
    support: float | None = None
    refute: float | None = None

    def excuses(self, finding: Finding) -> bool:
        """Is the model sure enough of support to overrule what a check of words objects to?"""
        return finding.layer == "polarity" and (self.support or 0.0) >= SUPPORTED

    def findings(self) -> list[Finding]:
        """What the meaning alone objects to: an unrelated statement, or one that the model reads as refuted."""
        found = []
        vouched = max(self.similarity or 0.0, self.support or 0.0)
        if self.covered < COVERED and vouched < MEANT:
            found.append(Finding("coverage", f"Only {self.covered:.0%} of what the statement says is in its quotes."))
        if self.refute is not None and self.refute >= REFUTED:
            reason = f"The entailment model reads the quotes as the opposite (probability {self.refute:.2f})."
            found.append(Finding("entailment", reason, True))
        return found

    def score(self, findings: Sequence[Finding]) -> float:
        """How far the quotes support the statement, 0 to 1: model, words and similarity, less what polarity objects."""
        parts = [(self.support, 1.0), (self.covered, _WORDS), (self.similarity, _SIMILARITY)]
        held = [(value, weight) for value, weight in parts if value is not None]
        score = sum(value * weight for value, weight in held) / sum(weight for _, weight in held)
        objected = any(finding.layer == "polarity" for finding in findings)
        return min(1.0, max(0.0, score - _OBJECTION * objected))
