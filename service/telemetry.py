"""Metrics for Prometheus. No question, answer or id is in any of them."""

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Gauge,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from service.answering.types import Outcome

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4

Recalled = Callable[[], tuple[Mapping[str, int], Mapping[str, int]] | None]
"""How many answers and how many articles cite what no longer stands, by standing; None where that is not known."""


class Telemetry:
    """The metrics of one application, in a registry of their own."""

    def __init__(self, recalled: Recalled) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(_RecalledCollector(recalled))
        told = "Answers given, by outcome."
        self._answers = Counter("footnote_answers", told, ["outcome"], registry=self._registry)
        for outcome in get_args(Outcome):
            self._answers.labels(outcome)  # 0, not missing, until the first
        refused = "Requests refused, by the code of the problem."
        self._problems = Counter("footnote_problems", refused, ["code"], registry=self._registry)
        alone = "1 while this process counts requests by itself because Redis does not answer."
        self._alone = Gauge("footnote_limits_alone", alone, registry=self._registry)

    def answered(self, outcome: Outcome) -> None:
        """Count an answer that was given and stored."""
        self._answers.labels(outcome).inc()

    def refused(self, code: str) -> None:
        """Count a request that got a problem."""
        self._problems.labels(code).inc()

    def counts_alone(self, alone: bool) -> None:
        self._alone.set(alone)

    def exposition(self) -> bytes:
        """All metrics in Prometheus' text format. Asks the database at times: not on the event loop."""
        return generate_latest(self._registry)


class _RecalledCollector(Collector):
    def __init__(self, recalled: Recalled) -> None:
        self._recalled = recalled

    def collect(self) -> Iterable[Metric]:
        counts = self._recalled()
        if counts is None:
            return
        for what, by_standing in zip(("answers", "articles"), counts, strict=True):
            told = f"{what.capitalize()} that cite a source which no longer stands, by what became of it."
            family = GaugeMetricFamily(f"footnote_recalled_{what}", told, labels=["standing"])
            for standing, count in by_standing.items():
                family.add_metric([standing], count)
            yield family
