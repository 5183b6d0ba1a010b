"""The committed baseline: the figures of the last release, and what made them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.metrics.registry import METRICS
from evals.run.gating import GateError

BASELINE = Path(__file__).parents[1] / "baseline.json"
_FIGURE = re.compile(r'\{\s+("value": [^,]+),\s+("scored": \d+)\s+\}')
"""A figure stands on one line, so that a change of it is one."""
_KEPT = ("commit", "corpus_version", "embedder", "composer", "cases", "metrics", "python", "machine")


def read(path: Path = BASELINE) -> dict[str, float]:
    """Value by figure. Raises GateError where there is none, or it was measured by other versions of metrics."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise GateError(f"{path.name} cannot be read: {error}") from error
    versions = kept["made_by"]["metrics"]
    old = [name for name, metric in METRICS.items() if versions.get(name, metric.version) != metric.version]
    if old:
        raise GateError(f"{path.name} was measured by other versions of {', '.join(old)}: make it anew.")
    return {name: figure["value"] for name, figure in kept["figures"].items()}


def of(summary: Mapping[str, Any]) -> dict[str, float]:
    """Value by figure of a run, but for those that differ from run to run."""
    return {
        name: figure["value"]
        for name, figure in summary.get("figures", {}).items()
        if figure["value"] is not None and not METRICS[figure["metric"]].timed
    }


def write(summary: Mapping[str, Any], path: Path = BASELINE) -> None:
    """Keep the figures of a run."""
    figures = {
        name: {"value": value, "scored": summary["figures"][name]["scored"]} for name, value in of(summary).items()
    }
    kept = {"made_by": {name: summary["made_by"][name] for name in _KEPT}, "figures": figures}
    lines = json.dumps(kept, indent=1, ensure_ascii=False)
    path.write_text(_FIGURE.sub(r"{\1, \2}", lines) + "\n", encoding="utf-8")
