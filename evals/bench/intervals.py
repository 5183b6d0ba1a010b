"""A measured figure with its 95 % interval, and how it is printed."""

import math
from dataclasses import asdict, dataclass
from typing import Any


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
