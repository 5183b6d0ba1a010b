"""`make bench-written`: what the verifier lets through of what a model writes.

Recorded answers, half of whose sentences are altered, are played by a server on loopback; with --model, questions are
put to a real model, whose sentences nobody has judged before.
"""

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.bench.cases import cases
from evals.bench.intervals import printed
from evals.cases import HERE, Answerable, load
from evals.written import report
from evals.written.cases import recorded
from evals.written.measure import Asked, asked, judged
from evals.written.replay import ReplayServer
from evals.written.watching import watched
from service import bootstrap
from service.answering.types import Audience
from service.settings import ServiceSettings

OUTPUTS = {"text": "tagged", "json": "structured"}
SETS = ("selection", "held_out", "answerable")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m evals.written")
    parser.add_argument("--form", choices=list(OUTPUTS), default="text", help="how the model is asked to write")
    parser.add_argument("--limit", type=int, help="so many of the recorded answers")
    parser.add_argument("--model", help="a real model, by the name that its server knows")
    parser.add_argument("--base-url", help="its server, where that is not OpenAI's")
    parser.add_argument("--questions", type=int, help="so many questions for it")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    output = OUTPUTS[options.form]
    if options.model:
        found = real(_settings(options.model, options.base_url, output), options.questions)
    else:
        found = played(output, options.limit)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def played(output: str, limit: int | None = None) -> dict[str, Any]:
    """Play recorded answers and print what was measured; returns it."""
    answers = recorded()[:limit]
    known = {case.id: case for case in cases("held_out")}
    server = ReplayServer(answers)
    with server.running():
        asked = _ask(_settings("replay", server.url, output), [(answer.question, "clinician") for answer in answers])
    fates = [
        one
        for answer, result in zip(answers, asked, strict=True)
        for one in judged(answer, server.played.get(answer.id, ()), result)
    ]
    every = sum(len(answer.statements) for answer in answers)
    figures = [*report.recorded_figures(fates, known), *report.writing_figures(asked)]
    printed(figures)
    report.print_times(times := list(report.spreads(asked)))
    print(f"{len(answers)} answers, {every} statements.", _outcomes(asked), _stopped(asked))
    print(f"Left out, as what they cite was not put before the model: {every - len(fates)} statements.")
    report.print_wrong(report.wrongly_shown(fates), known)
    return {
        "statements": every,
        "left_out": every - len(fates),
        "figures": [figure.as_dict() for figure in figures],
        "times": times,
        "stopped": report.stopped(asked),
        "fates": [{**one.statement.model_dump(), "fate": one.fate, "instead": one.instead} for one in fates],
    }


def real(settings: ServiceSettings, limit: int | None = None) -> dict[str, Any]:
    """Put questions to a real model and print what was measured; returns it."""
    listed = [case for name in SETS for case in load(Answerable, HERE / f"{name}.jsonl")][:limit]
    asked = _ask(settings, [(case.question, case.audience) for case in listed])
    figures = list(report.writing_figures(asked))
    printed(figures)
    report.print_times(times := list(report.spreads(asked)))
    print(f"{len(asked)} questions.", _outcomes(asked), _stopped(asked))
    return {
        "model": settings.model,
        "figures": [figure.as_dict() for figure in figures],
        "times": times,
        "stopped": report.stopped(asked),
        "answers": [
            {"question": one.question, "text": one.answer.reply.text, "kept": [asdict(k) for k in one.watch.kept]}
            for one in asked
        ],
    }


def _ask(settings: ServiceSettings, questions: Sequence[tuple[str, Audience]]) -> list[Asked]:
    """Ask all, and the first once before, so that everything is loaded."""
    services = bootstrap.build(settings)

    async def every() -> list[Asked]:
        answerer, model = watched(services)
        return [one async for one in asked(answerer, model, [*questions[:1], *questions])][len(questions[:1]) :]

    try:
        return asyncio.run(every())
    finally:
        services.close()


def _settings(model: str, url: str | None, output: str) -> ServiceSettings:
    named = {"OPENAI_BASE_URL": url} if url else {}
    return ServiceSettings.model_validate({"model": model, "model_output": output, **named})


def _outcomes(asked: list[Asked]) -> str:
    return f"Outcomes: {dict(Counter(one.answer.reply.outcome for one in asked))}."


def _stopped(asked: list[Asked]) -> str:
    return f"Cut off: {dict(report.stopped(asked)) or 'none'}."


if __name__ == "__main__":
    main()
