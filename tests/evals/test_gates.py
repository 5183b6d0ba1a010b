"""Gates: a figure below its floor, above its ceiling or missing is told in words; on the line is good enough."""

from pathlib import Path

import pytest

import evals
from evals.gates import broken

GATES = "[floor]\nkey_facts = 0.4\n\n[ceiling]\ncitation_faults = 0\n"


@pytest.fixture
def gates(tmp_path) -> Path:
    path = tmp_path / "gates.toml"
    path.write_text(GATES)
    return path


@pytest.mark.parametrize("key_facts", [0.4, 0.9])
def test_figures_on_or_within_the_limits_break_nothing(gates, key_facts):
    assert broken({"key_facts": key_facts, "citation_faults": 0, "other": 99}, gates) == []


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"key_facts": 0.39, "citation_faults": 0}, ["key_facts is 0.39, at least 0.4 is wanted"]),
        ({"key_facts": 0.5, "citation_faults": 1.0}, ["citation_faults is 1.0, at most 0 is allowed"]),
        ({"citation_faults": 0}, ["key_facts is missing, at least 0.4 is wanted"]),
        ({"key_facts": 0.5}, ["citation_faults is missing, at most 0 is allowed"]),
    ],
)
def test_a_figure_beyond_its_limit_or_missing_is_told(gates, figures, told):
    assert broken(figures, gates) == told


def test_a_run_without_figures_breaks_every_gate_that_we_ship():
    shipped = Path(evals.__file__).parent / "gates.toml"
    faults = broken({}, shipped)
    assert {fault.split()[0] for fault in faults} >= {"wanted_documents", "urgent_as_expected", "citation_faults"}
