"""What came out of one case."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from evals import metrics
from service.answering.types import Answer


@dataclass(frozen=True, slots=True)
class Result:
    """One case: what came out and its scores."""

    case: str
    set: str
    question: str
    outcome: str
    statements: int
    cited: list[str]
    latency_ms: float
    scores: dict[str, float]
    faults: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(
        cls, case: str, kind: str, question: str, answer: Answer, scores: dict[str, float], missed: Sequence[str] = ()
    ) -> "Result":
        reply = answer.reply
        return cls(
            case=case,
            set=kind,
            question=question,
            outcome=reply.outcome,
            statements=len(reply.statements),
            cited=[citation.source.id for citation in reply.citations],
            latency_ms=answer.provenance.latency_ms,
            scores=scores,
            faults=metrics.citation_faults(reply, {passage.id: passage for passage in reply.passages}),
            missed=list(missed),
        )
