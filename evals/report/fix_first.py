"""What to look at first: what went wrong in a case, and how much it weighs."""

from evals.metrics.registry import METRICS
from evals.run.scoring import Record

WEIGHTS = {
    "safety_recall": 50,
    "safety_not_said": 40,
    "safety_said": 30,
    "nothing_forbidden": 30,
    "number_fidelity": 30,
    "citation_recall": 30,
    "quote_exactness": 30,
    "marker_validity": 20,
    "disclaimer": 20,
    "statement_coverage": 20,
    "citation_recall_lexical": 10,
    "superseded_share": 10,
    "abstention_recall": 10,
    "false_alarms": 10,
    "answered": 8,
    "parts_covered": 5,
    "standalone_unchanged": 5,
    "rewrite_faithfulness": 5,
    "rewrite_adds_nothing": 5,
    "rewrite_keeps": 3,
    "hard_words": 2,
    "wanted_document_cited": 5,
    "key_fact_recall": 4,
    "recall_at_10": 2,
}
"""What harms a reader first, then what leaves one without an answer, then what could be fuller. Judgement, not
measured."""
FAILED = 100


def troubles(result: Record) -> list[tuple[str, str]]:
    """What went wrong, weightiest first: the metric's title, and why."""
    if result["error"]:
        return [("no answer came", result["error"])]
    found = [(_lost(result, name) * by, name) for name, by in WEIGHTS.items()]
    return [
        (METRICS[name].title, _told(result, name)) for lost, name in sorted(found, key=lambda one: -one[0]) if lost > 0
    ]


def weight(result: Record) -> float:
    """How much a case asks to be looked at; 0: nothing went wrong."""
    if result["error"]:
        return FAILED
    return sum(_lost(result, name) * by for name, by in WEIGHTS.items())


def _lost(result: Record, name: str) -> float:
    """How far a score is from the best, 0 to 1; a failed score counts as lost."""
    score = result["scores"].get(name)
    if score is None or score["state"] == "not_applicable":
        return 0.0
    if score["state"] == "failed":
        return 1.0
    value: float = score["value"]
    return value if METRICS[name].direction == "lower" else 1 - value


def _told(result: Record, name: str) -> str:
    score = result["scores"][name]
    value = "failed to score" if score["value"] is None else f"{score['value']:g}"
    return f"{value}; {score['why']}" if score["why"] else value
