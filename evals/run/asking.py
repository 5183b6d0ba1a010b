"""Asks the cases, several at once, and keeps each as soon as it is scored."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from typing import Protocol

import anyio
from anyio import to_thread

from evals.run.asks import Ask, Case
from evals.run.scoring import Record, Scorer, failed, record, times
from service.answering.types import Answer, Question, Turn

Keep = Callable[[Sequence[Record], Sequence[Record]], None]
"""Takes the results of a case and their times."""


class Answers(Protocol):
    """Whoever answers: the service's Answerer, or one that stands before it."""

    async def answer(self, question: Question) -> Answer: ...


async def ask_all(cases: Sequence[Case], answerer: Answers, scorer: Scorer, keep: Keep, at_once: int = 2) -> None:
    """Ask every case, `at_once` at a time. A question that fails is a result too."""
    limiter = anyio.CapacityLimiter(at_once)

    async def one(case: Case) -> None:
        async with limiter:
            kept = [pair async for pair in _asked(case, answerer, scorer)]
        keep([result for result, _ in kept], [timed for _, timed in kept])

    async with anyio.create_task_group() as group:
        for case in cases:
            group.start_soon(one, case)


async def _asked(case: Case, answerer: Answers, scorer: Scorer) -> AsyncIterator[tuple[Record, Record]]:
    before: tuple[Turn, ...] = ()
    for listed in case.asks:
        ask = replace(listed, earlier=(*listed.earlier, *before)) if case.continues else listed
        try:
            answer = await answerer.answer(Question(ask.question, ask.audience, earlier=ask.earlier))
        except Exception as error:
            yield failed(ask, error), times(ask, {})
            continue
        before = (*before, _turn(ask, answer))
        scores = await to_thread.run_sync(scorer.scores, ask, answer)
        yield record(ask, answer, scores), times(ask, scores)


def _turn(ask: Ask, answer: Answer) -> Turn:
    """The question as the next one of its conversation sees it; as the service keeps it."""
    sources = tuple(citation.source.id for citation in answer.reply.citations)
    said = " ".join(statement.text for statement in answer.reply.summary.statements)
    return Turn(answer.question, answer.standalone_question, sources, said)
