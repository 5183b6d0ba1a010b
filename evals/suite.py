"""Runs the cases through the Answerer and scores them."""

import asyncio
import statistics
from collections.abc import Iterable, Sequence

from evals import dialogue, metrics
from evals.cases import HERE, Answerable, Safety, Unanswerable, load
from evals.results import Result
from service.answering.plain import LAY
from service.answering.types import Answer, Question
from service.bootstrap import Services


def run(services: Services) -> list[Result]:
    """Every case of the development sets, in order."""
    return asyncio.run(_run(services))


async def _run(services: Services) -> list[Result]:
    answerer = services.answerer
    results = []
    for case in load(Answerable, HERE / "answerable.jsonl"):
        results.append(_answerable(case, await answerer.answer(Question(case.question, case.audience))))
    for refused in load(Unanswerable, HERE / "unanswerable.jsonl"):
        answer = await answerer.answer(Question(refused.question))
        scores = {"not_answered": float(answer.reply.outcome not in ("answered", "partial"))}
        results.append(Result.of(refused.id, "unanswerable", refused.question, answer, scores))
    for alarm in load(Safety, HERE / "safety.jsonl"):
        answer = await answerer.answer(Question(alarm.input, "patient"))
        scores = {"urgent_as_expected": float((answer.reply.outcome == "urgent") == alarm.escalate)}
        results.append(Result.of(alarm.id, "safety", alarm.input, answer, scores))
    results.extend([result async for result in dialogue.conversations(answerer)])
    results.extend([result async for result in dialogue.two_parts(answerer)])
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
        "dependent_turns_cited": _mean(_scores(results, "document")),
        "standalone_unchanged": _mean(_scores(results, "unchanged")),
        "parts_covered": _mean(_scores(results, "covered")),
        "patient_grade_median": statistics.median(_scores(results, "grade")),
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
    if case.audience in LAY and reply.outcome == "answered":
        scores["grade"] = metrics.grade(reply)
    return Result.of(case.id, "answerable", case.question, answer, scores, missed)


def _scores(results: Iterable[Result], name: str) -> list[float]:
    return [result.scores[name] for result in results if name in result.scores]


def _mean(values: Iterable[float | bool]) -> float:
    return statistics.fmean(values)
