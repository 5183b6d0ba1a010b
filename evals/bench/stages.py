"""What each part of a build takes: seconds, and memory at most (Linux).

Memory is read from /proc: `ru_maxrss` of a process that was spawned starts at what its parent held.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from rich.console import Console
from rich.table import Table

from evals.bench.memory import children, forget_peak, megabytes

_PARTS = {"writing": ("catalogue", "lexical index", "matrices", "Chroma")}
"""Tasks whose steps are parts of their own."""
_EVERY = 0.25


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a build. `own_mb`: at its end, without mapped files."""

    name: str
    seconds: float
    peak_mb: int
    own_mb: int


class Stages:
    """A progress that notes what every part of a build took."""

    def __init__(self) -> None:
        self.noted: list[Stage] = []
        self._since = time.perf_counter()
        forget_peak()

    @contextmanager
    def task(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
        self.note(f"before {name}")
        parts = iter(_PARTS.get(name, ()))

        def step(count: int) -> None:
            if part := next(parts, None):
                self.note(part)

        yield step
        if name not in _PARTS:
            self.note(name)

    def note(self, name: str) -> None:
        """All since the last note was this part."""
        now = time.perf_counter()
        self.noted.append(Stage(name, now - self._since, megabytes("self", "VmHWM"), megabytes("self", "RssAnon")))
        self._since = now
        forget_peak()


def printed_stages(noted: Mapping[str, Sequence[Stage]]) -> None:
    """The stages of every build as a table on the terminal."""
    table = Table("build", "part", "seconds", "MB at most", "MB after it, without mapped files")
    for name, stages in noted.items():
        for stage in stages:
            table.add_row(name, stage.name, f"{stage.seconds:.1f}", str(stage.peak_mb), str(stage.own_mb))
    Console(width=120).print(table)


@contextmanager
def workers_mb() -> Iterator[Callable[[], int]]:
    """How much the children of this process held together at most, looked at four times a second."""
    most, done = 0, Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(_EVERY):
            most = max(most, sum(megabytes(child, "VmRSS") for child in children()))

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lambda: most
    finally:
        done.set()
        watcher.join()
