"""Questions about our own library: which sentence answers each, and which look as if they did.

`evals/cases/answerability/` holds, for every fact of the ledger, questions that it answers and near misses that nothing
in the library answers. A near miss is read beside the sentences that retrieval finds for it: all of them are wrong.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from pydantic import BaseModel, ConfigDict

from evals.cases import HERE, load
from evals.nli.pairs import Label, Pair
from service.answering.candidates import candidates
from service.answering.ranking import reading
from service.answering.retrieval import Retriever
from service.answering.types import Evidence

FOLDER = HERE / "answerability"
NEAREST = 4
"""How many of the best sentences a near miss is read beside."""
REPEATED = 3
"""How often a sentence that answers is read, so that answers are no rare thing among what is read."""
FURTHER = (10, 40)
"""Ranks between which a sentence is taken not to answer a question that another one answers."""
OTHERS = 3
_FACTS = re.compile(r"^(.+?)\s*<!--\s*((?:[\w.-]+#\d+[ ,]*)+)-->\s*$", re.MULTILINE)


class FactQuestion(BaseModel):
    """A question about a fact. `answers`: the fact answers it; else nothing in the library does."""

    model_config = ConfigDict(extra="forbid")
    fact: str
    question: str
    answers: bool
    how: str


def fact_questions() -> list[FactQuestion]:
    return load(FactQuestion, FOLDER / "questions.jsonl")


def stated(sources: Path) -> Mapping[str, str]:
    """Each fact id with the line of our sources that states it."""
    found = {}
    for path in sorted(sources.glob("*.md")):
        for line, ids in _FACTS.findall(path.read_text(encoding="utf-8")):
            found.update(dict.fromkeys(re.findall(r"[\w.-]+#\d+", ids), line.strip()))
    return found


def library_pairs(retriever: Retriever, sources: Path, rng: Random) -> Iterator[Pair]:
    """What the model reads of every question."""
    lines = stated(sources)
    for case in fact_questions():
        found = [candidate.evidence for candidate in candidates(retriever.retrieve(case.question), retriever)]
        if not case.answers:
            for evidence in found[:NEAREST]:
                yield _pair(case, evidence, "neutral")
            continue
        for evidence in found:
            if evidence.text in lines[case.fact]:
                yield from REPEATED * [_pair(case, evidence, "support")]
        for evidence in _others(case, found, rng):
            yield _pair(case, evidence, "neutral")


def _others(case: FactQuestion, found: Sequence[Evidence], rng: Random) -> Sequence[Evidence]:
    """Sentences of other documents: the best ones where the question names its study, else some that rank low."""
    document_id = case.fact.split("#")[0]
    study = next((e.document.study for e in found if e.document.id == document_id), None)
    other = [e for e in found if e.document.id != document_id and (study is None or e.document.study != study)]
    if study and study.casefold() in case.question.casefold():
        return [e for e in other if study.casefold() not in e.text.casefold()][:OTHERS]
    far = other[FURTHER[0] : FURTHER[1]]
    return rng.sample(far, min(OTHERS, len(far)))


def _pair(case: FactQuestion, evidence: Evidence, label: Label) -> Pair:
    return Pair(case.question, reading(evidence.document, evidence.text), label, "library", case.fact)
