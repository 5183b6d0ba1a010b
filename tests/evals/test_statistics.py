"""Intervals and comparisons: what chance explains is called chance, what it does not is not."""

import pytest

from evals.metrics.registry import METRICS
from evals.run.comparing import compare
from evals.run.figures import figure, figures, interval

RECALL = METRICS["recall_at_10"]


def result(key: str, value: float | None, metric: str = "recall_at_10", question: str = "Why?") -> dict[str, object]:
    state = "not_applicable" if value is None else "scored"
    scores = {name: {"state": "not_applicable", "value": None, "why": ""} for name in METRICS}
    scores[metric] = {"state": state, "value": value, "why": ""}
    return {"id": key, "set": "some", "question": question, "scores": scores}


def results(values: list[float | None], metric: str = "recall_at_10") -> list[dict[str, object]]:
    return [result(f"case-{place}", value, metric) for place, value in enumerate(values)]


def test_what_is_not_applicable_or_failed_is_no_zero():
    listed = [*results([1.0, 0.5, None]), result("odd", None)]
    listed[3]["scores"]["recall_at_10"] = {"state": "failed", "value": None, "why": "ValueError"}  # type: ignore[index]
    made = figure(RECALL, listed)
    assert (made.value, made.scored, made.not_applicable, made.failed) == (0.75, 2, 1, 1)


def test_a_metric_that_a_result_lacks_failed():
    listed = results([1.0])
    del listed[0]["scores"]["mrr"]  # type: ignore[attr-defined]
    assert figure(METRICS["mrr"], listed).failed == 1


def test_sets_have_figures_of_their_own():
    listed = results([1.0, 0.0])
    listed[1]["set"] = "other"
    found = figures(listed)
    assert (found["recall_at_10"].value, found["recall_at_10@some"].value, found["recall_at_10@other"].value) == (
        0.5,
        1,
        0,
    )
    assert "mrr@some" not in found


def test_an_interval_holds_the_mean_and_narrows_with_more_cases():
    few, many = interval([0.0, 1.0] * 5, "mean"), interval([0.0, 1.0] * 200, "mean")
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    assert many == (pytest.approx(0.45, abs=0.02), pytest.approx(0.55, abs=0.02))
    assert interval([0.0, 1.0] * 5, "mean") == few


def test_where_all_cases_are_right_a_few_prove_little():
    assert interval([1.0] * 5, "mean") == (pytest.approx(0.478, abs=0.001), 1.0)
    assert interval([7.0] * 5, "median") == (None, None)


def difference(a: list[float | None], b: list[float | None], metric: str = "recall_at_10"):
    found = compare(results(a, metric), results(b, metric))
    return next(one for one in found.differences if one.metric == metric), found


def test_many_cases_that_all_get_worse_are_no_chance():
    one, found = difference([1.0] * 20, [0.5] * 18 + [1.0] * 2)
    assert (one.mean, len(one.worse), one.better) == (pytest.approx(-0.45), 18, ())
    assert one.p < 0.001
    assert one.verdict == "0 better, 18 worse of 20, worse beyond chance"
    assert found.verdict == "beyond chance: worse in 1 of 1 metrics (recall_at_10)"


def test_a_few_flips_both_ways_are_chance_and_are_named():
    one, found = difference([1.0] * 5 + [0.0] * 25, [0.0] * 5 + [1.0] * 2 + [0.0] * 23)
    assert one.worse == ("case-0", "case-1", "case-2", "case-3", "case-4")
    assert one.better == ("case-5", "case-6")
    assert one.verdict == "2 better, 5 worse of 30, no difference beyond chance"
    assert found.verdict == "no difference beyond chance; 7 of 30 cases changed in some metric"


def test_where_less_is_better_less_is_better():
    one, _ = difference([1.0] * 12, [0.0] * 12, "false_alarms")
    assert one.verdict == "12 better, 0 worse of 12, better beyond chance"


def test_only_what_both_scored_is_compared():
    one, _ = difference([1.0, None, 1.0, 1.0], [1.0, 1.0, None, 0.0])
    assert (one.pairs, one.lost, one.gained) == (2, 1, 1)


def test_a_case_that_asks_something_else_now_is_no_pair():
    a, b = results([1.0, 1.0]), [result("case-0", 1.0, question="How?"), result("case-1", 1.0), result("new", 1.0)]
    found = compare(a, b)
    assert (found.common, found.only_a, found.only_b) == (1, 1, 2)
