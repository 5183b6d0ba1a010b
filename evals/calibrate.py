"""`python -m evals.calibrate`: fit the abstention model on the calibration questions and print its constants.

The calibration questions, and those that the composer's settings were chosen on, were written from the facts without
sight of the development questions, which are the test.
What is printed goes into service/answering/sufficiency.py by hand, so that a change of it is a reviewed change.
"""

from collections.abc import Iterator
from dataclasses import astuple

import numpy as np
from pydantic import BaseModel, ConfigDict
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from evals.cases import HERE, Answerable, load
from service import bootstrap
from service.answering.candidates import candidates
from service.answering.studies import Studies
from service.answering.sufficiency import Signs, missing, signs
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


def main() -> None:
    services = bootstrap.build(ServiceSettings())
    retriever = services.retriever
    studies = Studies.of(services.corpus.catalog, retriever.concepts.vocabulary)
    cases = [*load(Calibration, HERE / "calibration.jsonl"), *_selection()]
    found: list[Signs] = []
    absent: list[bool] = []
    for case in cases:
        retrieved = retriever.retrieve(case.question)
        pool = candidates(retrieved, retriever)
        found.append(signs(retrieved.concepts, pool))
        absent.append(bool(missing(case.question, retrieved.concepts, pool, studies)))
    services.close()
    rows = np.array([astuple(one) for one in found])
    answerable = np.array([case.answerable for case in cases])
    model = LogisticRegression(C=1.0, max_iter=1000)
    held_out = cross_val_predict(model, rows, answerable, cv=10, method="predict_proba")[:, 1]
    model.fit(rows, answerable)
    print(f"INTERCEPT = {model.intercept_[0]:.3f}")
    print(f"WEIGHTS = ({', '.join(f'{weight:.3f}' for weight in model.coef_[0])})")
    print("held out by tenths; threshold: answerable refused, far answered, near answered")
    kinds = np.array([case.kind for case in cases])
    for threshold in np.arange(0.2, 0.75, 0.05):
        answered = (held_out >= threshold) & ~np.array(absent)
        shares = (1 - answered[answerable].mean(), answered[kinds == "far"].mean(), answered[kinds == "near"].mean())
        print(f"  {threshold:.2f}: " + ", ".join(f"{share:.0%}" for share in shares))


if __name__ == "__main__":
    main()
