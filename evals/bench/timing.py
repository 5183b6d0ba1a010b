"""How long calls take, one after the other, and how large this process is."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path


def milliseconds(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Milliseconds of each question, sorted."""
    taken = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        taken.append(1e3 * (time.perf_counter() - started))
    return sorted(taken)


def resident_mb() -> int:
    """Megabytes of this process in memory, mapped files that were read included (Linux)."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    return int(fields["VmRSS"].split()[0]) // 1024
