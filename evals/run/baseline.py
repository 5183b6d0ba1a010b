"""The committed baseline: the figures of the last release, and what made them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.metrics.registry import METRICS
from evals.run.gating import BASELINE, GateError

__all__ = ["BASELINE", "read", "write"]
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


def write(summary: Mapping[str, Any], path: Path = BASELINE) -> None:
    """Keep the figures of a run, but for those that differ from run to run."""
    figures = {
        name: {"value": figure["value"], "scored": figure["scored"]}
        for name, figure in summary["figures"].items()
        if figure["value"] is not None and not METRICS[figure["metric"]].timed
    }
    kept = {"made_by": {name: summary["made_by"][name] for name in _KEPT}, "figures": figures}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
