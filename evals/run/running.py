"""Makes a run: asks what is left, then sums up, and writes the folder."""

import time
from collections.abc import Callable, Sequence
from functools import partial

import anyio

from evals.run.asking import Answers, ask_all
from evals.run.asks import Case
from evals.run.figures import figures, written
from evals.run.folder import RunFolder
from evals.run.scoring import Record, Scorer
from service.bootstrap import Services


def make_run(
    folder: RunFolder,
    cases: Sequence[Case],
    services: Services,
    *,
    answerer: Answers | None = None,
    scorer: Scorer | None = None,
    at_once: int = 2,
    told: Callable[[int], None] = lambda count: None,
) -> Record:
    """Ask the cases that the folder lacks and sum it up; returns the summary. `told`: how many were just answered.

    `answerer`, `scorer`: others than those of the services.
    """
    started = time.monotonic()

    def keep(results: Sequence[Record], times: Sequence[Record]) -> None:
        folder.keep(results, times)
        told(len(results))

    asking, scoring = answerer or services.answerer, scorer or Scorer.of(services)
    anyio.run(partial(ask_all, folder.left(cases), asking, scoring, keep, at_once))
    folder.sort()
    results = folder.results()
    summary = {
        **folder.summary,
        "seconds": round(time.monotonic() - started, 1),
        "asked": len(results),
        "figures": written(figures(results)),
    }
    folder.write_summary(summary)
    return summary
