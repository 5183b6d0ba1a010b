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
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from rich.console import Console

from corpus.documents import Document, Passage
from corpus.sentences import sentence_spans
from evals import gates
from evals.cases import HERE, Answerable, load
from service import bootstrap
from service.answering.conflicts.detector import Detector
from service.answering.remarks import Disagreement
from service.answering.types import Evidence, Question
from service.bootstrap import Services
from service.settings import ServiceSettings

CASES = HERE / "conflicts"
PARTS = ("development", "held_out", "questions")
QUESTIONS = ("answerable.jsonl", "selection.jsonl", "held_out.jsonl")
"""The development questions; the last file is held out from retrieval, not from this."""


class PlantedDocument(BaseModel):
    """A document of a case."""

    model_config = ConfigDict(extra="forbid")
    id: str
    title: str
    organization: str
    year: int
    kind: str
    text: str

    def evidence(self) -> list[Evidence]:
        """Its sentences, of one passage."""
        spans = sentence_spans(self.text)
        document = Document(
            self.id, self.title, None, self.organization, self.year, self.kind, "", text_basis="full_text", as_of=""
        )
        passage = Passage(f"{self.id}-0", self.id, 0, (), self.text, 0, len(self.text), spans)
        return [Evidence(passage, document, span) for span in spans]


class PlantedConflict(BaseModel):
    """A question with documents of which two disagree (`pair`), or that only seem to. `kind`: what they speak of."""

    model_config = ConfigDict(extra="forbid")
    id: str
    question: str
    documents: list[PlantedDocument] = Field(min_length=2)
    conflict: bool
    kind: Disagreement
    pair: tuple[str, str] | None
    why: str
    written_by: str | None = None
    reviewed_by: str | None = None


class Judged(BaseModel):
    """A conflict told for a development question, and whether it is one."""

    model_config = ConfigDict(extra="forbid")
    question: str
    kind: Disagreement
    sources: tuple[str, str]
    judgement: Literal["real", "explained", "false"]
    """`explained`: the sources differ because they speak of different things, and the note says of which."""
    why: str
    written_by: str | None = None
    reviewed_by: str | None = None


Known = Mapping[tuple[str, str, tuple[str, ...]], Judged]
"""By question, kind and sources in order."""


def planted(detector: Detector, cases: Iterable[PlantedConflict]) -> tuple[list[str], list[str]]:
    """The ids of the cases whose conflict is found, and of those without one where some conflict is."""
    found, false = [], []
    for case in cases:
        clashes = detector.clashes(case.question, [e for document in case.documents for e in document.evidence()])
        told = {(clash.kind, frozenset((clash.one.source, clash.other.source))) for clash in clashes}
        if case.pair is not None and (case.kind, frozenset(case.pair)) in told:
            found.append(case.id)
        if not case.conflict and told:
            false.append(case.id)
    return found, false


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
    """Non-zero where a gate of conflicts.toml is broken."""
    services = bootstrap.build(ServiceSettings())
    try:
        figures = _measure(services, parts or PARTS)
    finally:
        services.close()
    console = Console()
    for name, value in figures.items():
        console.print(f"{name:>32}  {value:.2f}")
    faults = [fault for fault in gates.broken(figures, Path(__file__).with_suffix(".toml")) if "missing" not in fault]
    for fault in faults:
        print(f"gate broken: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _measure(services: Services, parts: Sequence[str]) -> dict[str, float]:
    scope = services.corpus.manifest.scope
    figures: dict[str, float] = {}
    for part in [part for part in parts if part != "questions"]:
        cases = load(PlantedConflict, CASES / f"{part}.jsonl")
        found, false = planted(Detector(scope.equivalents, scope.vocabulary), cases)
        figures |= {f"{part}_{name}": value for name, value in figures_of(cases, found, false).items()}
        if part == "development":  # nothing of a held-out case is shown
            missed = [case.id for case in cases if case.conflict and case.id not in found]
            print(f"development: missed {', '.join(missed) or 'none'}; false {', '.join(false) or 'none'}")
    if "questions" in parts:
        known: Known = {(j.question, j.kind, tuple(sorted(j.sources))): j for j in load(Judged, CASES / "judged.jsonl")}
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
