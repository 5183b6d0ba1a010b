"""What the charts show, as numbers in the coordinates of their SVG; templates/charts.html draws them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from evals.metrics.registry import METRICS
from evals.run.figures import Figure, groups, values_of
from evals.run.folder import RunError, RunFolder
from evals.run.gating import Gate
from evals.run.scoring import Record

WIDTH, HEIGHT = 100.0, 100.0
DISTRIBUTIONS = ("key_fact_recall", "ndcg_at_10", "citation_recall_lexical", "statements", "grade", "latency_p50")
BY_CATEGORY = ("key_fact_recall", "answered")
BY_AUDIENCE = ("key_fact_recall", "grade", "words")
OVER_RUNS = ("key_fact_recall", "wanted_documents_cited", "abstention_recall", "answered")
RUNS = 20
BINS = 10
FEWEST = 5
"""A category of fewer scored cases is left out."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value in percent of the scale, with its interval, the gate's limit and the baseline; None: there is none."""

    value: float | None
    low: float | None
    high: float | None
    limit: float | None
    before: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One bar of a chart, with what is written beside it."""

    name: str
    value: float
    bar: Bar
    cases: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a histogram: from, to, how many, its height in percent of the highest."""

    low: float
    high: float
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line, in percent of the width and height, with what it stands for."""

    x: float
    y: float
    label: str
    value: float
    cases: int


def bar(figure: Mapping[str, Any], gate: Gate | None, before: float | None) -> Bar:
    """A score card's bar. What is not a share is drawn against the largest of what is shown."""
    limit = None if gate is None else gate.floor if gate.floor is not None else gate.ceiling
    known = [number for number in (figure["value"], figure["high"], limit, before) if number is not None]
    return _scaled(figure["value"], figure["low"], figure["high"], limit, before, max([1.0, *known]))


def all_charts(results: Sequence[Record], summary: Record, runs: Sequence[RunFolder]) -> dict[str, Any]:
    """Every chart of a report."""
    return {
        "distributions": {name: _histogram(values_of(METRICS[name], results)) for name in DISTRIBUTIONS},
        "categories": {name: list(_rows(name, results, "category", FEWEST)) for name in BY_CATEGORY},
        "audiences": {name: list(_rows(name, results, "audience")) for name in BY_AUDIENCE},
        "runs": {name: _over_runs(name, summary, runs) for name in OVER_RUNS},
        "calibration": _calibration(results),
    }


def _rows(name: str, results: Sequence[Record], by: str, fewest: int = 1) -> Iterator[Row]:
    found = [(group, made) for group, made in groups(METRICS[name], results, by) if made.scored >= fewest]
    most = max([1.0, *(made.high or made.value or 0.0 for _, made in found)])
    for group, made in found:
        yield _row(group, made, most)


def _row(name: str, made: Figure, most: float) -> Row:
    return Row(name, made.value or 0.0, _scaled(made.value, made.low, made.high, None, None, most), made.scored)


def _scaled(*numbers: float | None) -> Bar:
    """All but the last in percent of the last."""
    *parts, most = numbers
    return Bar(*(None if part is None else round(WIDTH * part / (most or 1.0), 2) for part in parts))


def _histogram(values: Sequence[float]) -> list[Column]:
    if not values:
        return []
    top = 1.0 if max(values) <= 1 else max(values)
    counts, edges = np.histogram(values, bins=BINS, range=(0.0, top))
    most = counts.max() or 1
    return [
        Column(round(float(low), 2), round(float(high), 2), int(count), round(HEIGHT * float(count) / most, 1))
        for count, low, high in zip(counts, edges, edges[1:], strict=False)
    ]


def _over_runs(name: str, summary: Record, runs: Sequence[RunFolder]) -> list[Point]:
    """The figure in the last runs that asked the same cases."""
    asked = [summary["made_by"][key] for key in ("only", "limit", "model")]
    kept = []
    for run in runs:
        try:
            other = run.summary
        except RunError:
            continue
        made, figures = other["made_by"], other.get("figures", {})
        if [made[key] for key in ("only", "limit", "model")] != asked or figures.get(name, {}).get("value") is None:
            continue
        kept.append((run.name, figures[name]))
    kept = kept[-RUNS:]
    step = WIDTH / max(1, len(kept) - 1)
    return [
        Point(round(place * step, 2), round(HEIGHT * (1 - one["value"]), 2), key, one["value"], one["scored"])
        for place, (key, one) in enumerate(kept)
    ]


def _calibration(results: Sequence[Record]) -> list[Point]:
    """By tenths of the probability that the library answers: how many of the questions it does answer."""
    told = [
        (max(found["probability"] for found in result["found"]), bool(result["expected"]["answered"]))
        for result in results
        if result.get("found") and result["expected"]["answered"] is not None
    ]
    points = []
    for low in range(BINS):
        own = [pair for pair in told if low / BINS <= pair[0] and (pair[0] < (low + 1) / BINS or low == BINS - 1)]
        if own:
            said, true = (float(np.mean([pair[side] for pair in own])) for side in (0, 1))
            points.append(Point(round(WIDTH * said, 2), round(HEIGHT * (1 - true), 2), f"{said:.2f}", true, len(own)))
    return points
