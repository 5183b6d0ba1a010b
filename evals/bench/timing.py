"""How long calls take, one after the other."""

import time
from collections.abc import Callable, Sequence


def milliseconds(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Milliseconds of each question, sorted."""
    taken = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        taken.append(1e3 * (time.perf_counter() - started))
    return sorted(taken)
