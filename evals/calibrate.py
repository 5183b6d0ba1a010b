"""`python -m evals.calibrate`: fit the abstention model on the calibration questions and print its constants.

The calibration questions, and those that the composer's settings were chosen on, were written from the facts without
sight of the development questions, which are the test. What is printed goes into service/answering/sufficiency.py by
hand, so that a change of it is a reviewed change; evals/abstention.py measures on questions that are not read here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple

import numpy as np
from pydantic import BaseModel, ConfigDict
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from evals.abstention import FOLDER
from evals.cases import HERE, Answerable, Far, load
from service import bootstrap
from service.answering.candidates import candidates
from service.answering.sufficiency import Signs
from service.settings import ServiceSettings

FAR_WEIGHT = 3.0
"""What a question on another subject weighs beside any other: to answer one is worse than to miss a figure."""


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


def cases() -> Iterator[Calibration]:
    """All questions to calibrate on: far ones, near ones, and those that the library answers."""
    yield from load(Calibration, HERE / "calibration.jsonl")
    yield from load(Calibration, FOLDER / "calibration.jsonl")
    for case in load(Answerable, HERE / "selection.jsonl"):
        known = case.model_dump(include={"id", "question", "doc_ids", "audience", "written_by", "reviewed_by"})
        yield Calibration(answerable=True, **known)
    for far in load(Far, FOLDER / "far_calibration.jsonl"):
        yield Calibration(
            id=far.id,
            answerable=False,
            question=far.question,
            doc_ids=[],
            kind="far",
            written_by=far.source,
            reviewed_by=None,
        )


class Judge:
    """Reads questions as the service does before it answers."""

    def __init__(self, services: bootstrap.Services) -> None:
        self._retriever = services.retriever
        self._assessor = bootstrap.make_assessor(services.retriever, services.shared.reader)

    def read(self, question: str) -> tuple[Signs, bool]:
        """The signs, and whether a rule finds something missing."""
        retrieved = self._retriever.retrieve(question)
        pool = candidates(retrieved, self._retriever)
        found = self._assessor.signs(question, retrieved.concepts, retrieved.vector, pool)
        return found, bool(self._assessor.missing(question, retrieved.concepts, pool))


def main() -> None:
    services = bootstrap.build(ServiceSettings())
    judge = Judge(services)
    _fit(judge, list(cases()))
    services.close()


def _fit(judge: Judge, cases: Sequence[Calibration]) -> None:
    read = [judge.read(case.question) for case in cases]
    rows = np.array([astuple(found) for found, _ in read])
    absent = np.array([missed for _, missed in read])
    answerable = np.array([case.answerable for case in cases])
    model = LogisticRegression(C=1.0, max_iter=1000)
    kinds = np.array([case.kind for case in cases])
    weights = np.where(kinds == "far", FAR_WEIGHT, 1.0)
    held_out = cross_val_predict(
        model, rows, answerable, cv=10, method="predict_proba", params={"sample_weight": weights}
    )[:, 1]
    model.fit(rows, answerable, sample_weight=weights)
    print(f"INTERCEPT = {model.intercept_[0]:.3f}")
    print(f"WEIGHTS = ({', '.join(f'{weight:.3f}' for weight in model.coef_[0])})")
    print("each tenth held out in turn; threshold: answerable refused, far answered, near answered")
    for threshold in np.arange(0.1, 0.6, 0.025):
        answered = (held_out >= threshold) & ~absent
        shares = (1 - answered[answerable].mean(), answered[kinds == "far"].mean(), answered[kinds == "near"].mean())
        print(f"  {threshold:.3f}: " + ", ".join(f"{share:.0%}" for share in shares))


if __name__ == "__main__":
    main()
