"""Layer 5: what the trained entailment model adds to what the checks found."""

from collections.abc import Sequence

from service.answering.checks.findings import Finding
from service.answering.entailment import Relation

REFUTED = 0.8
"""The model objects alone where it is this sure that the quotes refute the statement."""
MEANT = 0.6
"""The model vouches for a statement in words of its own where it is this sure of support."""
SURE = 0.95
"""The model overrules an objection to direction or significance where it is this sure of support."""


def weigh(findings: Sequence[Finding], relation: Relation | None) -> list[Finding]:
    """The findings that stand, with the model's own."""
    if relation is None:
        return list(findings)
    standing = [finding for finding in findings if not _overruled(finding, relation)]
    if relation.refute >= REFUTED:
        reason = f"The entailment model reads the quotes as the opposite (probability {relation.refute:.2f})."
        standing.append(Finding("entailment", reason, True))
    return standing


def _overruled(finding: Finding, relation: Relation) -> bool:
    if finding.layer == "coverage":  # plain words for technical ones share few stems
        return relation.support >= MEANT
    return finding.layer == "polarity" and relation.support >= SURE
