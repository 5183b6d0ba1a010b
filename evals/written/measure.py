"""Asks questions of the service and tells what became of each sentence that the model wrote."""

import time
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Literal

from evals.written.cases import RecordedAnswer, RecordedStatement
from evals.written.watching import Watch, WatchedModel
from service.answering.pipeline import Answerer
from service.answering.types import Answer, Audience, Finished, Question, StatementReady

Fate = Literal["shown", "repaired", "dropped", "unread"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer with its times in milliseconds; `own` is without the time in which the model was waited for."""

    question: str
    answer: Answer
    watch: Watch
    whole: float
    whole_own: float
    first: float | None
    """To the first statement; None where there is none."""
    first_own: float | None
    checks: tuple[float, ...]
    """For each sentence that was kept, from when it could be read to its end to when it was shown."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A recorded statement and what became of it; `instead`: what stands in the answer where it was repaired."""

    statement: RecordedStatement
    fate: Fate
    instead: str | None
    answer: str


async def asked(
    answerer: Answerer, model: WatchedModel, questions: Iterable[tuple[str, Audience]]
) -> AsyncGenerator[Asked, None]:
    """The answers to questions of these audiences, one after the other."""
    for question, audience in questions:
        yield await _ask(answerer, model, Question(question, audience))


async def _ask(answerer: Answerer, model: WatchedModel, question: Question) -> Asked:
    watch = model.watch = Watch()
    first = first_own = None
    checks: list[float] = []
    began = time.perf_counter()
    async with aclosing(answerer.stream(question)) as events:
        async for event in events:
            now = time.perf_counter()
            if isinstance(event, StatementReady):
                if first is None:
                    first, first_own = now - began, now - began - watch.waited
                if len(checks) < len(watch.kept):
                    checks.append(now - watch.complete[watch.kept[-1].number - 1])
            if isinstance(event, Finished):
                whole = now - began
                milliseconds = tuple(1e3 * seconds for seconds in checks)
                own = 1e3 * (whole - watch.waited)
                return Asked(
                    question.text, event.answer, watch, 1e3 * whole, own, _ms(first), _ms(first_own), milliseconds
                )
    raise AssertionError("a stream ends with Finished")


def judged(recorded: RecordedAnswer, played: Sequence[RecordedStatement], answer: Asked) -> Iterator[Judged]:
    """What became of the statements that were played, each of which is read as one sentence."""
    kept = {sentence.number: sentence for sentence in answer.watch.kept}
    writing = answer.answer.provenance.writing
    read = writing.written if writing else 0
    for number, statement in enumerate(played, 1):
        sentence = kept.get(number)
        if sentence is None:
            yield Judged(statement, "dropped" if number <= read else "unread", None, recorded.id)
        elif sentence.repaired:
            yield Judged(statement, "repaired", sentence.text, recorded.id)
        elif sentence.text == statement.text:
            yield Judged(statement, "shown", None, recorded.id)
        else:
            raise AssertionError(f"{recorded.id}: {statement.text!r} was read as {sentence.text!r}")


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else 1e3 * seconds
