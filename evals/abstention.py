"""`python -m evals.abstention`: what is answered although the library does not answer it, and what is refused although
it does. Fails beyond evals/abstention.toml.

Far questions are claims of SciFact (CC BY 4.0) and questions of PubMedQA (MIT). Near ones were written against the
ledger of facts: a study that is there and a figure that is not, another drug, another cancer, other people. None of
these sets was read by whoever calibrated (evals/calibrate.py has its own).
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from evals import gates
from evals.cases import HERE, Answerable, Far, Unanswerable, load
from service import bootstrap
from service.answering.pipeline import Answerer
from service.answering.types import ANSWERED, Question
from service.settings import ServiceSettings

FOLDER = HERE / "abstention"


async def answered(answerer: Answerer, questions: Sequence[str]) -> list[bool]:
    """For each question whether it is answered, in whole or in part."""
    return [(await answerer.answer(Question(question))).reply.outcome in ANSWERED for question in questions]


async def measure(answerer: Answerer) -> dict[str, float]:
    """The shares, by set and by kind."""
    figures: dict[str, float] = {}
    far = load(Far, FOLDER / "far_held_out.jsonl")
    found = await answered(answerer, [case.question for case in far])
    figures["far_answered"] = sum(found) / len(found)
    near = [
        *load(Unanswerable, FOLDER / "near_held_out.jsonl"),
        *load(Unanswerable, HERE / "unanswerable_held_out.jsonl"),
    ]
    told = await answered(answerer, [case.question for case in near])
    figures["near_answered"] = sum(told) / len(told)
    for kind in sorted({case.kind for case in near}):
        of_kind = [one for case, one in zip(near, told, strict=True) if case.kind == kind]
        figures[f"near_answered: {kind} ({len(of_kind)})"] = sum(of_kind) / len(of_kind)
    own = [*load(Answerable, FOLDER / "own_held_out.jsonl"), *load(Answerable, HERE / "held_out.jsonl")]
    kept = await answered(answerer, [case.question for case in own])
    figures["own_refused"] = 1 - sum(kept) / len(kept)
    return figures


def main() -> int:
    services = bootstrap.build(ServiceSettings())
    try:
        figures = asyncio.run(measure(services.answerer))
    finally:
        services.close()
    for name, value in figures.items():
        print(f"{name}: {value:.3f}")
    faults = gates.broken(figures, Path(__file__).with_suffix(".toml"))
    for fault in faults:
        print(f"gate broken: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
