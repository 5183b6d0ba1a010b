"""Runs the cases through the Answerer and scores them."""

import asyncio
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from evals import metrics
from evals.cases import HERE, Answerable, Safety, Unanswerable, load
from service.answering.types import Answer, Question
from service.bootstrap import Services


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


def run(services: Services) -> list[Result]:
    """Every case of the development sets, in order."""
    return asyncio.run(_run(services))


async def _run(services: Services) -> list[Result]:
    answerer = services.answerer
    results = []
    for case in load(Answerable, HERE / "answerable.jsonl"):
        answer = await answerer.answer(Question(case.question, case.audience))
        results.append(_answerable(case, answer))
    for refused in load(Unanswerable, HERE / "unanswerable.jsonl"):
        answer = await answerer.answer(Question(refused.question))
        scores = {"not_answered": float(answer.reply.outcome not in ("answered", "partial"))}
        results.append(_result(refused.id, "unanswerable", refused.question, answer, scores))
    for alarm in load(Safety, HERE / "safety.jsonl"):
        answer = await answerer.answer(Question(alarm.input, "patient"))
        scores = {"urgent_as_expected": float((answer.reply.outcome == "urgent") == alarm.escalate)}
        results.append(_result(alarm.id, "safety", alarm.input, answer, scores))
    return results


def summarise(results: Sequence[Result]) -> dict[str, float]:
    """The figures that the gates read: means over the cases of each set."""
    answerable = [result for result in results if result.set == "answerable"]
    return {
        "wanted_document_cited": _mean(r.scores["documents"] > 0 for r in answerable),
        "wanted_documents": _mean(r.scores["documents"] for r in answerable),
        "key_facts": _mean(r.scores["key_facts"] for r in answerable),
        "answered": _mean(r.outcome == "answered" for r in answerable),
        "statements_median": statistics.median(r.statements for r in answerable),
        "unanswerable_not_answered": _mean(_scores(results, "not_answered")),
        "urgent_as_expected": _mean(_scores(results, "urgent_as_expected")),
        "citation_faults": float(sum(len(result.faults) for result in results)),
        "latency_p50_ms": statistics.median(result.latency_ms for result in results),
    }


def _answerable(case: Answerable, answer: Answer) -> Result:
    reply = answer.reply
    missed = metrics.missed_facts(reply, case.key_facts)
    scores = {
        "documents": metrics.cited_documents(reply, case.doc_ids),
        "key_facts": 1 - len(missed) / len(case.key_facts),
    }
    return _result(case.id, "answerable", case.question, answer, scores, missed)


def _result(
    case: str, kind: str, question: str, answer: Answer, scores: dict[str, float], missed: Sequence[str] = ()
) -> Result:
    reply = answer.reply
    return Result(
        case=case,
        set=kind,
        question=question,
        outcome=reply.outcome,
        statements=sum(len(section.statements) for section in (reply.summary, *reply.sections)),
        cited=[citation.source.id for citation in reply.citations],
        latency_ms=answer.provenance.latency_ms,
        scores=scores,
        faults=metrics.citation_faults(reply, {passage.id: passage for passage in reply.passages}),
        missed=list(missed),
    )


def _scores(results: Iterable[Result], name: str) -> list[float]:
    return [result.scores[name] for result in results if name in result.scores]


def _mean(values: Iterable[float | bool]) -> float:
    return statistics.fmean(values)
