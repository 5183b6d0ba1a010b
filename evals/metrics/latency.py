"""How long an answer takes. Of the machine and the hour: kept apart from what two runs have in common."""

from evals.metrics.score import Metric, Observed, Score, scored


def latency(observed: Observed) -> Score:
    """Milliseconds from the question to the whole answer, as the answer's provenance has it. Where several are asked
    at once, they wait for one another."""
    return scored(observed.answer.provenance.latency_ms)


METRICS = (
    Metric("latency_p50", "milliseconds to the answer, half within", 1, "lower", latency, "median", timed=True),
    Metric("latency_p95", "milliseconds to the answer, 95 % within", 1, "lower", latency, "p95", timed=True),
)
