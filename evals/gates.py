"""Floors and ceilings for the figures of a run."""

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path


def broken(figures: Mapping[str, float], gates: Path) -> list[str]:
    """The gates that a run does not pass, in words. A figure that is missing breaks its gate."""
    limits = tomllib.loads(gates.read_text(encoding="utf-8"))
    faults = []
    for name, least in limits.get("floor", {}).items():
        if not figures.get(name, math.nan) >= least:  # a NaN is not a pass
            faults.append(f"{name} is {figures.get(name, 'missing')}, at least {least} is wanted")
    for name, most in limits.get("ceiling", {}).items():
        if not figures.get(name, math.nan) <= most:
            faults.append(f"{name} is {figures.get(name, 'missing')}, at most {most} is allowed")
    return faults
