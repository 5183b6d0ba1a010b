"""Progress for a person (a bar on a terminal) or for a log (a plain line now and then)."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

Step = Callable[[int], None]


class Progress(Protocol):
    """A task of `total` steps, as a context manager that yields a function to report steps done."""

    def task(self, name: str, total: int) -> AbstractContextManager[Step]: ...


class Plain:
    """A line at every tenth of the way: for CI and for files."""

    @contextmanager
    def task(self, name: str, total: int) -> Iterator[Step]:
        done = told = 0

        def step(count: int) -> None:
            nonlocal done, told
            done += count
            if total and done * 10 // total > told:
                told = done * 10 // total
                print(f"{name}: {done} of {total}", flush=True)

        yield step


class Bar:
    """A bar on a terminal."""

    @contextmanager
    def task(self, name: str, total: int) -> Iterator[Step]:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with RichProgress(*columns, transient=True) as bar:
            task = bar.add_task(name, total=total)
            yield lambda count: bar.advance(task, count)


class Silent:
    """Nothing: for tests and for libraries."""

    @contextmanager
    def task(self, name: str, total: int) -> Iterator[Step]:
        yield lambda count: None


def progress_for_stdout() -> Progress:
    return Bar() if sys.stdout.isatty() else Plain()
