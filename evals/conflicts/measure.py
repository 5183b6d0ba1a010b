"""`python -m evals.conflicts [development] [held_out] [questions]`: planted conflicts that are found, false ones told.

Planted: documents of two to four sentences, of which two disagree or only seem to; all sentences are candidates, with
the words of the corpus. Questions: the development questions over the live corpus; whoever read what was told there
wrote in cases/conflicts/judged.jsonl whether it is real, and what nobody judged counts as false.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from evals import gates
from evals.cases import HERE, Answerable, load
from evals.conflicts.cases import FOLDER, Judged, PlantedConflict
from service import bootstrap
from service.answering.conflicts.detector import Detector
from service.answering.retrieval import Retriever
from service.answering.types import Evidence, Question
from service.bootstrap import Services
from service.settings import ServiceSettings

PARTS = ("development", "held_out", "questions")
QUESTIONS = ("answerable.jsonl", "more/answerable.jsonl", "selection.jsonl", "held_out.jsonl")
"""The questions of the library; the last file is held out from retrieval, not from this."""
Known = Mapping[tuple[str, str, tuple[str, ...]], Judged]
"""By question, kind and sources in order."""


def planted(detector: Detector, retriever: Retriever, cases: Iterable[PlantedConflict]) -> tuple[list[str], list[str]]:
    """The ids of the cases whose conflict is found, and of those without one where some conflict is."""
    found, false = [], []
    for case in cases:
        clashes = detector.clashes(case.question, _ranked(case, retriever))
        told = {(clash.kind, frozenset((clash.one.source, clash.other.source))) for clash in clashes}
        if case.pair is not None and (case.kind, frozenset(case.pair)) in told:
            found.append(case.id)
        if not case.conflict and told:
            false.append(case.id)
    return found, false


def _ranked(case: PlantedConflict, retriever: Retriever) -> list[Evidence]:
    """The sentences of all documents, the nearest to the question first, as retrieval hands them over."""
    question = retriever.embed(case.question)
    every = [evidence for document in case.documents for evidence in document.evidence()]
    near = {evidence.place: float(np.dot(question, retriever.embed(evidence.text))) for evidence in every}
    return sorted(every, key=lambda evidence: -near[evidence.place])


def figures_of(cases: Sequence[PlantedConflict], found: Sequence[str], false: Sequence[str]) -> dict[str, float]:
    """Shares of the conflicts found, by kind and in all, and how many false ones."""
    kinds = Counter(case.kind for case in cases if case.conflict)
    hits = Counter(case.kind for case in cases if case.id in found)
    shares = {f"found_{kind}": hits[kind] / count for kind, count in sorted(kinds.items())}
    return {**shares, "found": len(found) / kinds.total(), "false_alarms": float(len(false))}


@dataclass(frozen=True, slots=True)
class Told:
    """A conflict of an answer: the question's id, the kind, the sources in order, topic and note."""

    question: str
    kind: str
    sources: tuple[str, ...]
    said: str


async def told_for_questions(services: Services) -> list[Told]:
    """Every conflict told for the development questions."""
    told = []
    for file in QUESTIONS:
        for case in load(Answerable, HERE / file):
            reply = (await services.answerer.answer(Question(case.question, case.audience))).reply
            sources = {citation.number: citation.source.id for citation in reply.citations}
            for one in reply.conflicts:
                pair = tuple(sorted(sources[number] for number in one.citations))
                told.append(Told(case.id, one.kind, pair, f"{one.topic}. {one.note}"))
    return told


def main(parts: Sequence[str]) -> int:
    """Non-zero where a gate of gates.toml is broken."""
    services = bootstrap.build(ServiceSettings())
    try:
        figures = _measure(services, parts or PARTS)
    finally:
        services.close()
    console = Console()
    for name, value in figures.items():
        console.print(f"{name:>32}  {value:.2f}")
    faults = [
        fault for fault in gates.broken(figures, Path(__file__).with_name("gates.toml")) if "missing" not in fault
    ]
    for fault in faults:
        print(f"gate broken: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _measure(services: Services, parts: Sequence[str]) -> dict[str, float]:
    scope = services.corpus.manifest.scope
    figures: dict[str, float] = {}
    for part in [part for part in parts if part != "questions"]:
        cases = load(PlantedConflict, FOLDER / f"{part}.jsonl")
        detector = Detector(services.shared.disagreement, scope.equivalents, scope.vocabulary)
        found, false = planted(detector, services.retriever, cases)
        figures |= {f"{part}_{name}": value for name, value in figures_of(cases, found, false).items()}
        if part == "development":  # nothing of a held-out case is shown
            missed = [case.id for case in cases if case.conflict and case.id not in found]
            print(f"development: missed {', '.join(missed) or 'none'}; false {', '.join(false) or 'none'}")
    if "questions" in parts:
        known: Known = {
            (j.question, j.kind, tuple(sorted(j.sources))): j for j in load(Judged, FOLDER / "judged.jsonl")
        }
        told = asyncio.run(told_for_questions(services))
        judgements = [_judgement(known, one) for one in told]
        for one, judgement in zip(told, judgements, strict=True):
            print(f"{one.question} {one.kind} {' and '.join(one.sources)} ({judgement}): {one.said}")
        wrong = sum(judgement in ("false", "not judged") for judgement in judgements)
        figures |= {"questions_told": float(len(told)), "questions_false": float(wrong)}
    return figures


def _judgement(known: Known, told: Told) -> str:
    judged = known.get((told.question, told.kind, told.sources))
    return judged.judgement if judged else "not judged"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
