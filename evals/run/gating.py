"""The gates of a release: floors, ceilings, the largest drop against the committed baseline, and enough data.

A figure that is missing, that failed to be scored or that too few cases were scored for is no pass.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from evals.metrics.registry import METRICS

GATES = Path(__file__).parents[1] / "gates.toml"

Kind = Literal["missing", "unknown", "few", "failed", "floor", "ceiling", "drop"]


class GateError(Exception):
    """gates.toml or the baseline cannot be read; the message says what is wrong."""


class Gate(BaseModel):
    """What one figure must hold. `drop`: how much worse than the baseline it may be; `fewest` scored cases."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    floor: float | None = None
    ceiling: float | None = None
    drop: float | None = None
    fewest: int

    @model_validator(mode="after")
    def _holds_something(self) -> "Gate":
        if self.floor is None and self.ceiling is None and self.drop is None:
            raise ValueError("a gate needs a floor, a ceiling or a drop")
        return self


@dataclass(frozen=True, slots=True)
class Fault:
    """A gate that is broken: of which figure, in which way, in words."""

    figure: str
    kind: Kind
    told: str


def read_gates(path: Path = GATES) -> dict[str, Gate]:
    """The gates by figure, "metric" or "metric@set". Raises GateError."""
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
        found = {name: Gate.model_validate(gate) for name, gate in listed.items()}
    except (OSError, tomllib.TOMLDecodeError, ValueError) as error:
        raise GateError(f"{path.name}: {error}") from error
    unknown = [name for name in found if name.split("@")[0] not in METRICS]
    if unknown:
        raise GateError(f"{path.name}: there is no metric {', '.join(unknown)}")
    return found


def broken(
    figures: Mapping[str, Mapping[str, Any]], gates: Mapping[str, Gate], baseline: Mapping[str, float]
) -> list[Fault]:
    """The gates that these figures (of a summary) do not pass. `baseline`: the value of each figure then."""
    return [fault for name, gate in gates.items() for fault in _faults(name, gate, figures.get(name), baseline)]


def _faults(name: str, gate: Gate, figure: Mapping[str, Any] | None, baseline: Mapping[str, float]) -> list[Fault]:
    if figure is None or figure["value"] is None:
        return [Fault(name, "missing", f"{name} was not scored at all")]
    value, found = figure["value"], []
    if figure["scored"] < gate.fewest:
        told = f"{name} was scored on {figure['scored']} cases, at least {gate.fewest} are wanted"
        found.append(Fault(name, "few", told))
    if figure["failed"]:
        found.append(Fault(name, "failed", f"{name} failed to be scored on {figure['failed']} cases"))
    if gate.floor is not None and not value >= gate.floor:
        found.append(Fault(name, "floor", f"{name} is {value:.3f}, at least {gate.floor} is wanted"))
    if gate.ceiling is not None and not value <= gate.ceiling:
        found.append(Fault(name, "ceiling", f"{name} is {value:.3f}, at most {gate.ceiling} is allowed"))
    if gate.drop is not None:
        found.extend(_dropped(name, gate.drop, value, baseline.get(name)))
    return found


def _dropped(name: str, allowed: float, value: float, before: float | None) -> list[Fault]:
    if before is None:
        return [Fault(name, "unknown", f"{name} is not in the baseline, so nobody can say whether it dropped")]
    worse = value - before if METRICS[name.split("@", maxsplit=1)[0]].direction == "lower" else before - value
    if worse <= allowed + 1e-9:
        return []
    return [Fault(name, "drop", f"{name} is {value:.3f}, {worse:.3f} worse than the baseline's {before:.3f}; "
                  f"{allowed} is allowed")]  # fmt: skip
