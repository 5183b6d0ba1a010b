"""A measured figure with its 95 % interval, and how it is printed."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a table: what was measured, on how many, the value, its interval and what is wanted."""

    name: str
    measure: str
    n: int
    value: float
    low: float | None = None
    high: float | None = None
    wanted: float | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def cells(self) -> tuple[str, ...]:
        interval = f"{self.low:.3f} to {self.high:.3f}" if self.low is not None and self.high is not None else ""
        wanted = "" if self.wanted is None else f"{self.wanted:.2f}"
        return self.name, self.measure, str(self.n), f"{self.value:.3f}", interval, wanted


def share(name: str, measure: str, count: int, total: int, wanted: float | None = None) -> Figure:
    """A share with its Wilson score interval (Wilson, 1927)."""
    z, p = 1.96, count / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    return Figure(name, measure, total, p, max(0.0, middle - half), min(1.0, middle + half), wanted)


def bootstrap(name: str, measure: str, values: Sequence[float], wanted: float | None = None) -> Figure:
    """A mean with its bootstrap interval over the values (Efron, 1979), drawn with one seed."""
    drawn = np.random.default_rng(7).choice(np.asarray(values), (DRAWS, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Figure(name, measure, len(values), float(np.mean(values)), float(low), float(high), wanted)


def printed(figures: Iterable[Figure]) -> None:
    """The figures as a table on the terminal."""
    table = Table("set", "", "n", "measured", "95 % interval", "wanted")
    for figure in figures:
        table.add_row(*figure.cells())
    Console(width=120).print(table)
