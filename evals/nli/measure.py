"""The shipped runtime on sets it was not trained on, with bootstrap intervals: `python -m evals.nli.measure`."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from evals.nli.pairs import Pair, direction_pairs, kqa_pairs, scifact_pairs
from service.answering.entailment import Entailment, OnnxEntailment, Relation

THRESHOLD = 0.5
DRAWS = 1000
Numbers = npt.NDArray[np.float64]
Score = Callable[[Numbers, Numbers], float]


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure with its 95 % interval."""

    name: str
    pairs: int
    value: float
    low: float
    high: float


def measure(model: Entailment) -> list[Row]:
    """The four figures of the model card."""
    direction, scifact, kqa = direction_pairs("validation"), scifact_pairs("dev"), kqa_pairs(held_out=True)
    judged = [p for p in scifact if p.label != "neutral"]
    scored = dict(zip(scifact, _relations(model, scifact), strict=True))
    return [
        _row("EI validation, direction: balanced accuracy", direction, _relations(model, direction), _accuracy),
        _row("SciFact dev, whole abstract: AUC support/rest", scifact, [scored[p] for p in scifact], _auc),
        _row("SciFact dev, whole abstract: AUC support/refute", judged, [scored[p] for p in judged], _auc),
        _row("K-QA physicians, held-out questions: AUC support/rest", kqa, _relations(model, kqa), _auc),
    ]


def _relations(model: Entailment, pairs: Sequence[Pair]) -> list[Relation]:
    return model.relations([(p.statement, p.evidence) for p in pairs])


def _row(name: str, pairs: Sequence[Pair], relations: Sequence[Relation], score: Score) -> Row:
    wanted = np.array([float(p.label == "support") for p in pairs])
    support = np.array([r.support for r in relations])
    rng, values = np.random.default_rng(0), list[float]()
    while len(values) < DRAWS:
        drawn = rng.integers(0, len(pairs), len(pairs))
        if 0 < wanted[drawn].sum() < len(pairs):
            values.append(score(wanted[drawn], support[drawn]))
    low, high = np.percentile(values, [2.5, 97.5])
    return Row(name, len(pairs), score(wanted, support), float(low), float(high))


def _accuracy(wanted: Numbers, support: Numbers) -> float:
    return float(balanced_accuracy_score(wanted > 0.5, support >= THRESHOLD))


def _auc(wanted: Numbers, support: Numbers) -> float:
    return float(roc_auc_score(wanted, support))


def latencies(model: Entailment) -> dict[str, float]:
    """Median milliseconds for a pair with a short quote and for one with a whole abstract."""
    out: dict[str, float] = {}
    for name, pairs in (("short", direction_pairs("validation")[:40]), ("abstract", scifact_pairs("dev")[:40])):
        times = []
        for pair in pairs:
            began = time.perf_counter()
            model.relations([(pair.statement, pair.evidence)])
            times.append((time.perf_counter() - began) * 1000)
        out[name] = round(float(np.median(times)), 1)
    return out


def main() -> None:
    model = OnnxEntailment()
    for row in measure(model):
        print(f"{row.name:55} n={row.pairs:4} {row.value:.3f} [{row.low:.3f}, {row.high:.3f}]")
    print("milliseconds a pair:", json.dumps(latencies(model)))


if __name__ == "__main__":
    main()
