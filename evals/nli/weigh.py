"""Fit the weights that decide between rules and model: `python -m evals.nli.weigh`.

On statements that the model was not trained on: cases about documents that it never saw, passages and directions of
effect kept for selection. Statements with a firm objection are left out: nothing is decided about them.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.bench.cases import cases
from evals.bench.places import Served, served
from evals.nli.cases import training_document
from evals.nli.pairs import direction_pairs, rows, selection_article
from evals.nli.written import written_pairs
from service.answering.checks.weighing import WEIGHTS, features
from service.answering.grounding import Examination, Quoted, Verifier

Example = tuple[Examination, bool, float]
"""What was found, whether it is true, and how much it counts."""
STRENGTH = 3.0
WRITTEN, DIRECTION = 0.1, 0.3
"""A statement about an open text counts for less than one about a source: its passage stands without its document."""


def main(target: Path = WEIGHTS) -> None:
    with served() as shipped:
        examples = [*_open(shipped.verifier), *_written(shipped)]
    target.write_text(json.dumps(fit(examples), indent=1) + "\n", encoding="utf-8")
    print(target.read_text(encoding="utf-8"), file=sys.stderr)


def fit(examples: list[Example]) -> dict[str, float]:
    """The weight of each feature, and the bias."""
    open_ones = [example for example in examples if not any(finding.firm for finding in example[0].findings)]
    listed = [features(examined.meaning, examined.findings) for examined, _, _ in open_ones]
    names = list(listed[0])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(
        np.array([[row[name] for name in names] for row in listed]),
        np.array([true for _, true, _ in open_ones]),
        sample_weight=np.array([weight for _, _, weight in open_ones]),
    )
    weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
    return {"bias": round(float(model.intercept_[0]), 3), **{name: round(w, 3) for name, w in weights.items()}}


def _written(shipped: Served) -> Iterator[Example]:
    """The cases about documents that the model never saw."""
    for case in cases("development"):
        if not training_document(case.document):
            quotes = [shipped.grounding.quoted(shipped.places[case.document, quote]) for quote in case.quotes]
            yield shipped.verifier.examine(case.statement, quotes), case.kind == "paraphrase", 1.0


def _open(verifier: Verifier) -> Iterator[Example]:
    """Passages of open texts: what was written about them, and the directions of effect kept for selection."""
    titles = {row["_id"]: row["title"] for row in rows("evidence-inference/articles_ccby.jsonl.gz")}
    directions = [pair for pair in direction_pairs("train") if selection_article(pair.group)]
    for pairs, weight in ((list(written_pairs(selection=True)), WRITTEN), (directions, DIRECTION)):
        for pair in pairs:
            quoted = Quoted(pair.evidence, titles.get(pair.group, ""))
            yield verifier.examine(pair.statement, [quoted]), pair.label == "support", weight


if __name__ == "__main__":
    main()
