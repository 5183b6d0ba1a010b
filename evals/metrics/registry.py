"""Every metric, in the order of a report. One of your own: a function in a family's file, a line in its METRICS."""

from collections.abc import Mapping

from evals.metrics import abstention, citations, facts, latency, markers, reading, retrieval, rewriting, safety
from evals.metrics.score import Metric

FAMILIES: Mapping[str, tuple[Metric, ...]] = {
    "retrieval": retrieval.METRICS,
    "citations": (*markers.METRICS, *citations.METRICS),
    "facts": facts.METRICS,
    "abstention": abstention.METRICS,
    "safety": safety.METRICS,
    "rewriting": rewriting.METRICS,
    "reading": reading.METRICS,
    "latency": latency.METRICS,
}
METRICS: Mapping[str, Metric] = {metric.name: metric for family in FAMILIES.values() for metric in family}
