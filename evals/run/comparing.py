"""Two runs, case by case: what changed, which way, and whether chance explains it.

Differences are paired: only a case that both scored counts. Whether the mean difference is beyond chance says a
permutation test (signs of differences exchanged; Fisher, 1935; by SciPy, seeded), over all metrics at once with
Benjamini and Hochberg's correction (1995): of many metrics some differ by luck.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from evals.metrics.registry import METRICS
from evals.metrics.score import Metric
from evals.run.figures import interval
from evals.run.making import SEED
from evals.run.scoring import Record

BEYOND_CHANCE = 0.05
PERMUTATIONS = 9999


@dataclass(frozen=True, slots=True)
class Difference:
    """B minus A in one metric. `better` and `worse`: the cases that changed, by id. `p` is of the permutation test,
    `corrected` is Benjamini and Hochberg's. `lost` and `gained`: scored in A alone, in B alone."""

    metric: str
    pairs: int
    a: float
    b: float
    mean: float
    low: float | None
    high: float | None
    p: float
    better: tuple[str, ...]
    worse: tuple[str, ...]
    lost: int
    gained: int
    corrected: float = math.nan

    @property
    def is_beyond_chance(self) -> bool:
        return self.corrected < BEYOND_CHANCE

    @property
    def verdict(self) -> str:
        """In words."""
        if METRICS[self.metric].direction == "neither":
            moved = f"{len(self.better) + len(self.worse)} changed"
        else:
            moved = f"{len(self.better)} better, {len(self.worse)} worse"
        if not self.better and not self.worse:
            return f"no difference in {self.pairs} cases"
        if not self.is_beyond_chance:
            return f"{moved} of {self.pairs}, no difference beyond chance"
        return f"{moved} of {self.pairs}, {self._way} beyond chance"

    @property
    def _way(self) -> str:
        higher = METRICS[self.metric].higher_is_better
        if higher is None:
            return "different"
        return "better" if (self.mean > 0) == higher else "worse"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, and what the two runs have in common."""

    differences: tuple[Difference, ...]
    common: int
    only_a: int
    only_b: int

    @property
    def verdict(self) -> str:
        """In words, over all metrics on which one hangs."""
        judged = [one for one in self.differences if METRICS[one.metric].is_judged]
        beyond = [one for one in judged if one.is_beyond_chance]
        better = [one.metric for one in beyond if one.verdict.endswith("better beyond chance")]
        worse = [one.metric for one in beyond if one.metric not in better]
        if not beyond:
            changed = {key for one in judged for key in (*one.better, *one.worse)}
            return f"no difference beyond chance; {len(changed)} of {self.common} cases changed in some metric"
        ways = (("better", better), ("worse", worse))
        told = [f"{way} in {len(names)} of {len(judged)} metrics ({', '.join(names)})" for way, names in ways if names]
        return f"beyond chance: {'; '.join(told)}"


def compare(a: Sequence[Record], b: Sequence[Record]) -> Comparison:
    """B against A, over the cases that both asked with the same words."""
    first, second = _by_id(a), _by_id(b)
    common = [key for key in first if key in second and first[key]["question"] == second[key]["question"]]
    found = [
        made
        for metric in METRICS.values()
        if (made := difference(metric, [(first[key], second[key]) for key in common])) is not None
    ]
    return Comparison(_corrected(found), len(common), len(first) - len(common), len(second) - len(common))


def difference(metric: Metric, pairs: Sequence[tuple[Record, Record]]) -> Difference | None:
    """One metric over pairs of results; None where no pair is scored on both sides."""
    states = [(_value(metric, one), _value(metric, other)) for one, other in pairs]
    both = [
        (pair[0]["id"], a, b) for pair, (a, b) in zip(pairs, states, strict=True) if a is not None and b is not None
    ]
    if not both:
        return None
    changes = [b - a for _, a, b in both]
    up = tuple(key for key, a, b in both if b > a)
    down = tuple(key for key, a, b in both if b < a)
    better, worse = (down, up) if metric.direction == "lower" else (up, down)
    low, high = interval(changes, "mean") if any(changes) else (0.0, 0.0)
    return Difference(
        metric.name,
        len(both),
        float(np.mean([a for _, a, _ in both])),
        float(np.mean([b for _, _, b in both])),
        float(np.mean(changes)),
        low,
        high,
        _by_chance(changes),
        better,
        worse,
        sum(a is not None and b is None for a, b in states),
        sum(a is None and b is not None for a, b in states),
    )


def _by_chance(changes: Sequence[float]) -> float:
    """How often exchanged signs give a mean difference as large, either way; 1 where nothing changed, or one case is
    all there is."""
    if len(changes) < 2 or not any(changes):
        return 1.0
    from scipy import stats

    values = np.asarray(changes)
    tested = stats.permutation_test(
        (values, np.zeros_like(values)),
        lambda one, other, axis: np.mean(one - other, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        rng=np.random.default_rng(SEED),
    )
    return float(tested.pvalue)


def _corrected(found: Sequence[Difference]) -> tuple[Difference, ...]:
    from scipy import stats

    if not found:
        return ()
    adjusted = stats.false_discovery_control([one.p for one in found])
    return tuple(replace(one, corrected=float(p)) for one, p in zip(found, adjusted, strict=True))


def _value(metric: Metric, result: Record) -> float | None:
    score = result["scores"].get(metric.name)
    return score["value"] if score is not None and score["state"] == "scored" else None


def _by_id(results: Sequence[Record]) -> Mapping[str, Record]:
    return {result["id"]: result for result in results}
