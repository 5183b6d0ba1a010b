"""Runs and comparisons on the terminal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from evals.metrics.registry import FAMILIES, METRICS
from evals.run.comparing import Comparison

_WIDTH = 140


@contextmanager
def progress(left: int, total: int, doing: str = "asking") -> Iterator[Callable[[int], None]]:
    """A bar on standard error; what is called with how many were just answered."""
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total, completed=total - left)
        yield lambda count: bar.advance(task, count)


def print_figures(summary: Mapping[str, Any]) -> None:
    """Every metric over all cases."""
    table = Table("", "figure", "value", "95 % interval", "scored", "not applicable", "failed", title=_title(summary))
    for family, metrics in FAMILIES.items():
        for metric in metrics:
            figure = summary["figures"][metric.name]
            counts = [str(figure[name]) for name in ("scored", "not_applicable", "failed")]
            table.add_row(family, metric.title, shown(figure["value"]), interval(figure), *counts)
            family = ""  # noqa: PLW2901 - named once
    for name, judged in summary.get("judged", {}).get("figures", {}).items():
        counts = [str(judged["scored"]), "", str(judged["failed"])]
        told = f"{name}, agrees with itself {shown(judged['agreement'])}"
        table.add_row("judged", told, shown(judged["value"]), interval(judged), *counts)
    Console(width=_WIDTH).print(table)


def print_comparison(found: Comparison, changed: Sequence[str]) -> None:
    """What differs between what made the runs, every metric, the cases that changed, and the verdict."""
    console = Console(width=_WIDTH)
    for line in changed:
        console.print(f"differs: {line[:300]}", markup=False, highlight=False)
    table = Table("metric", "A", "B", "difference", "95 % interval", "p", "corrected", "verdict")
    for one in found.differences:
        between = interval({"low": one.low, "high": one.high})
        numbers = (shown(one.a), shown(one.b), shown(one.mean), between, f"{one.p:.4f}", f"{one.corrected:.4f}")
        table.add_row(METRICS[one.metric].name, *numbers, one.verdict)
    console.print(table)
    for one in found.differences:
        if not METRICS[one.metric].is_judged:
            continue
        for way, keys in (("better", one.better), ("worse", one.worse)):
            if keys:
                console.print(f"{one.metric}, {way}: {', '.join(keys)}", markup=False, highlight=False)
    apart = f" ({found.only_a} cases in A alone, {found.only_b} in B alone)" if found.only_a or found.only_b else ""
    console.print(f"{found.common} cases{apart}: {found.verdict}", markup=False, highlight=False)


def shown(value: float | None) -> str:
    """A value as a person reads it."""
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"


def interval(figure: Mapping[str, Any]) -> str:
    """From, to; nothing where there is none."""
    return "" if figure["low"] is None else f"{shown(figure['low'])} to {shown(figure['high'])}"


def _title(summary: Mapping[str, Any]) -> str:
    made = summary["made_by"]
    return f"{summary['asked']} questions, {made['model'] or 'built-in composer'}, {summary['seconds']} s"
