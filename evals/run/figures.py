"""The figures of a run, each with its 95 % interval: over all cases, and over each set by "metric@set"."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from evals.metrics.registry import METRICS
from evals.metrics.score import Metric, Summary, summarised
from evals.run.making import SEED
from evals.run.scoring import Record

LEVEL = 0.95
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric over cases. `value` and its interval are None where nothing was scored."""

    metric: str
    value: float | None
    low: float | None
    high: float | None
    scored: int
    not_applicable: int
    failed: int


def figures(results: Sequence[Record]) -> dict[str, Figure]:
    """Every metric over all results, and over those of each set where it applies at all."""
    found = {name: figure(metric, results) for name, metric in METRICS.items()}
    for kind in dict.fromkeys(result["set"] for result in results):
        own = [result for result in results if result["set"] == kind]
        for name, metric in METRICS.items():
            made = figure(metric, own)
            if made.scored or made.failed:
                found[f"{name}@{kind}"] = made
    return found


def figure(metric: Metric, results: Sequence[Record]) -> Figure:
    """A metric over these results."""
    states = [result["scores"].get(metric.name, {"state": "failed"})["state"] for result in results]
    values = values_of(metric, results)
    value, (low, high) = None, (None, None)
    if values:
        value = round(float(summarised(values, metric.summary)), 4)
        low, high = interval(values, metric.summary)
    return Figure(metric.name, value, low, high, len(values), states.count("not_applicable"), states.count("failed"))


def values_of(metric: Metric, results: Sequence[Record]) -> list[float]:
    """The scored values."""
    scores = (result["scores"].get(metric.name) for result in results)
    return [score["value"] for score in scores if score is not None and score["state"] == "scored"]


def interval(values: Sequence[float], how: Summary) -> tuple[float | None, float | None]:
    """The 95 % percentile bootstrap interval (Efron, 1979; by SciPy, seeded).

    Where all cases are alike, drawing again shows nothing: of shares the exact interval (Clopper and Pearson, 1934)
    stands in its place, else there is none.
    """
    from scipy import stats

    if len(set(values)) == 1:
        if how != "mean" or values[0] not in (0.0, 1.0):
            return None, None
        exact = stats.binomtest(int(sum(values)), len(values)).proportion_ci(LEVEL, method="exact")
        return round(float(exact.low), 4), round(float(exact.high), 4)
    drawn = stats.bootstrap(
        (np.asarray(values),),
        lambda sample, axis: summarised(sample, how, axis),
        n_resamples=DRAWS,
        confidence_level=LEVEL,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return round(float(drawn.low), 4), round(float(drawn.high), 4)


def written(found: dict[str, Figure]) -> dict[str, Any]:
    """As a summary keeps them."""
    return {name: asdict(figure) for name, figure in found.items()}


def groups(metric: Metric, results: Sequence[Record], by: str) -> Iterator[tuple[str, Figure]]:
    """The metric over the results of each value of a field, where it is scored there."""
    for name in sorted({result[by] for result in results}):
        made = figure(metric, [result for result in results if result[by] == name])
        if made.scored:
            yield name, made
