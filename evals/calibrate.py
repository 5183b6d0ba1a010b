"""`python -m evals.calibrate`: fit the abstention model on the calibration questions and print its constants.

The calibration questions, and those that the composer's settings were chosen on, were written from the facts without
sight of the development questions, which are the test. What is printed goes into service/answering/sufficiency.py by
hand, so that a change of it is a reviewed change; how the shipped constants do on held-out questions comes last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple

import numpy as np
from pydantic import BaseModel, ConfigDict
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from evals.cases import HERE, Answerable, Unanswerable, load
from service import bootstrap
from service.answering.candidates import best_relevance, candidates
from service.answering.studies import Studies
from service.answering.sufficiency import THRESHOLD, Signs, likelihood, missing, signs
from service.settings import ServiceSettings


class Calibration(BaseModel):
    """A question and whether the library answers it."""

    model_config = ConfigDict(extra="forbid")
    id: str
    answerable: bool
    question: str
    doc_ids: list[str]
    audience: str | None = None
    kind: str = "answerable"
    reason: str | None = None
    written_by: str
    reviewed_by: str | None


def _selection() -> Iterator[Calibration]:
    for case in load(Answerable, HERE / "selection.jsonl"):
        known = case.model_dump(include={"id", "question", "doc_ids", "audience", "written_by", "reviewed_by"})
        yield Calibration(answerable=True, **known)


class Judge:
    """Reads questions as the service does before it answers."""

    def __init__(self, services: bootstrap.Services) -> None:
        self._retriever = services.retriever
        self._studies = Studies.of(services.corpus.catalog, self._retriever.concepts.vocabulary)

    def read(self, question: str) -> tuple[Signs, bool]:
        """The signs, and whether a rule finds something missing."""
        retrieved = self._retriever.retrieve(question)
        pool = candidates(retrieved, self._retriever)
        best = best_relevance(pool, retrieved.vector, self._retriever)
        return signs(retrieved.concepts, best), bool(missing(question, retrieved.concepts, pool, self._studies))

    def answers(self, question: str) -> bool:
        """Whether the shipped constants have it answered."""
        found, absent = self.read(question)
        return not absent and likelihood(found) >= THRESHOLD


def main() -> None:
    services = bootstrap.build(ServiceSettings())
    judge = Judge(services)
    _fit(judge, [*load(Calibration, HERE / "calibration.jsonl"), *_selection()])
    answerable = load(Answerable, HERE / "held_out.jsonl")
    unanswerable = load(Unanswerable, HERE / "unanswerable_held_out.jsonl")
    refused = sum(not judge.answers(case.question) for case in answerable)
    answered = sum(judge.answers(case.question) for case in unanswerable)
    print(f"held_out.jsonl: {refused} of {len(answerable)} refused as shipped")
    print(f"unanswerable_held_out.jsonl: {answered} of {len(unanswerable)} answered as shipped")
    services.close()


def _fit(judge: Judge, cases: Sequence[Calibration]) -> None:
    read = [judge.read(case.question) for case in cases]
    rows = np.array([astuple(found) for found, _ in read])
    absent = np.array([missed for _, missed in read])
    answerable = np.array([case.answerable for case in cases])
    model = LogisticRegression(C=1.0, max_iter=1000)
    held_out = cross_val_predict(model, rows, answerable, cv=10, method="predict_proba")[:, 1]
    model.fit(rows, answerable)
    print(f"INTERCEPT = {model.intercept_[0]:.3f}")
    print(f"WEIGHTS = ({', '.join(f'{weight:.3f}' for weight in model.coef_[0])})")
    print("each tenth held out in turn; threshold: answerable refused, far answered, near answered")
    kinds = np.array([case.kind for case in cases])
    for threshold in np.arange(0.2, 0.75, 0.05):
        answered = (held_out >= threshold) & ~absent
        shares = (1 - answered[answerable].mean(), answered[kinds == "far"].mean(), answered[kinds == "near"].mean())
        print(f"  {threshold:.2f}: " + ", ".join(f"{share:.0%}" for share in shares))


if __name__ == "__main__":
    main()
