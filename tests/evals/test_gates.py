"""Gates: what is below its floor, above its ceiling, worse than before, too little or missing is told in words."""

import json
from pathlib import Path

import pytest

import evals
from evals.gates import broken as broken_limits
from evals.metrics.registry import METRICS
from evals.run import baseline
from evals.run.gating import Gate, GateError, broken, read_gates

LIMITS = "[floor]\nkey_facts = 0.4\n\n[ceiling]\ncitation_faults = 0\n"


@pytest.fixture
def limits(tmp_path) -> Path:
    path = tmp_path / "limits.toml"
    path.write_text(LIMITS)
    return path


@pytest.mark.parametrize("key_facts", [0.4, 0.9])
def test_figures_on_or_within_the_limits_break_nothing(limits, key_facts):
    assert broken_limits({"key_facts": key_facts, "citation_faults": 0, "other": 99}, limits) == []


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"key_facts": 0.39, "citation_faults": 0}, ["key_facts is 0.39, at least 0.4 is wanted"]),
        ({"key_facts": 0.5, "citation_faults": 1.0}, ["citation_faults is 1.0, at most 0 is allowed"]),
        ({"citation_faults": 0}, ["key_facts is missing, at least 0.4 is wanted"]),
        ({"key_facts": 0.5}, ["citation_faults is missing, at most 0 is allowed"]),
    ],
)
def test_a_figure_beyond_its_limit_or_missing_is_told(limits, figures, told):
    assert broken_limits(figures, limits) == told


def figure(value: float | None, scored: int = 100, failed: int = 0) -> dict[str, object]:
    return {"value": value, "scored": scored, "failed": failed}


RECALL = Gate(floor=0.8, drop=0.05, fewest=30)
ALARMS = Gate(ceiling=0.1, drop=0.05, fewest=30)


@pytest.mark.parametrize("value", [0.8, 0.95, 1.0])
def test_a_figure_on_or_within_its_gate_breaks_nothing(value):
    assert broken({"recall_at_10": figure(value)}, {"recall_at_10": RECALL}, {"recall_at_10": 0.85}) == []


@pytest.mark.parametrize(
    ("given", "before", "kinds"),
    [
        (figure(0.79), 0.8, ["floor"]),
        (figure(0.85), 0.91, ["drop"]),
        (figure(0.9, scored=29), 0.9, ["few"]),
        (figure(0.9, failed=1), 0.9, ["failed"]),
        (figure(None, scored=0), 0.9, ["missing"]),
        (figure(float("nan")), 0.9, ["floor", "drop"]),
        (figure(0.9), None, ["unknown"]),
        (None, 0.9, ["missing"]),
    ],
)
def test_a_gate_is_broken_for_its_own_reason(given, before, kinds):
    figures = {} if given is None else {"recall_at_10": given}
    known = {} if before is None else {"recall_at_10": before}
    assert [fault.kind for fault in broken(figures, {"recall_at_10": RECALL}, known)] == kinds


def test_where_less_is_better_a_rise_is_the_drop():
    def kinds(value: float) -> list[str]:
        faults = broken({"false_alarms": figure(value)}, {"false_alarms": ALARMS}, {"false_alarms": 0.02})
        return [fault.kind for fault in faults]

    assert kinds(0.0) == kinds(0.07) == []
    assert kinds(0.08) == ["drop"]
    assert kinds(0.2) == ["ceiling", "drop"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[recall_at_99]\nfloor = 1\nfewest = 1", "there is no metric recall_at_99"),
        ("[recall_at_10]\nfewest = 1", "a gate needs a floor, a ceiling or a drop"),
        ("[recall_at_10]\nfloor = 1", "fewest"),
        ("[recall_at_10", "gates.toml"),
    ],
)
def test_gates_that_cannot_be_are_told(tmp_path, text, told):
    path = tmp_path / "gates.toml"
    path.write_text(text)
    with pytest.raises(GateError, match=told):
        read_gates(path)


def test_a_run_without_figures_breaks_every_gate_that_we_ship():
    gates = read_gates()
    assert {fault.figure for fault in broken({}, gates, baseline.read())} == set(gates)
    assert set(gates) >= {"citation_recall", "number_fidelity", "abstention_recall", "safety_recall", "disclaimer"}


def test_every_gate_with_a_drop_has_its_baseline():
    known = baseline.read()
    assert {name for name, gate in read_gates().items() if gate.drop is not None} <= set(known)


def test_a_baseline_of_another_version_of_a_metric_is_refused(tmp_path):
    kept = json.loads((Path(evals.__file__).parent / "baseline.json").read_text())
    kept["made_by"]["metrics"]["recall_at_10"] = METRICS["recall_at_10"].version + 1
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps(kept))
    with pytest.raises(GateError, match="other versions of recall_at_10"):
        baseline.read(path)
