"""What is reported: shares with Wilson intervals, times, and every sentence that should not have been shown."""

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from evals.bench.cases import GroundingCase
from evals.bench.intervals import Figure, share
from evals.written.measure import Asked, Judged

Spread = tuple[str, int, float, float]
"""What was timed, how often, the median and the 95th percentile in milliseconds."""


def recorded_figures(judged: Sequence[Judged], cases: Mapping[str, GroundingCase]) -> Iterator[Figure]:
    """What became of the true sentences and of the altered ones, and of those that were not handled so by kind."""
    for name, altered in (("true sentences", False), ("altered sentences", True)):
        fates = Counter(one.fate for one in judged if one.statement.altered == altered)
        for fate in ("shown", "repaired", "dropped", "unread"):
            wanted = (0.0 if altered else 0.9) if fate == "shown" else None
            if fates[fate] or fate != "unread":
                yield share(name, fate, fates[fate], max(1, fates.total()), wanted)
    for altered in (False, True):
        every = Counter(_kind(one, cases) for one in judged if one.statement.altered == altered)
        shown = Counter(_kind(one, cases) for one in judged if one.statement.altered == altered and one.fate == "shown")
        for kind, count in sorted(every.items()):
            yield share(kind, "shown", shown[kind], count)


def writing_figures(asked: Sequence[Asked]) -> Iterator[Figure]:
    """What became of the sentences of any model, and who wrote the answers that it was asked for."""
    wrote = [writing for answer in asked if (writing := answer.answer.provenance.writing) is not None]
    if not wrote:
        return
    written = sum(one.written for one in wrote)
    if written:
        yield share("sentences written", "shown", sum(one.shown for one in wrote), written)
        yield share("sentences written", "repaired", sum(one.repaired for one in wrote), written)
        yield share("sentences written", "dropped", sum(one.dropped for one in wrote), written)
    composers = Counter(one.answer.provenance.composer for one in asked if one.answer.provenance.writing is not None)
    for composer in ("model", "mixed", "built-in"):
        yield share("answers that a model was asked for", composer, composers[composer], len(wrote))


def stopped(asked: Sequence[Asked]) -> Counter[str]:
    """Why answers were cut off, and how many were."""
    wrote = (answer.answer.provenance.writing for answer in asked)
    return Counter(writing.stopped for writing in wrote if writing is not None and writing.stopped is not None)


def spreads(asked: Sequence[Asked]) -> Iterator[Spread]:
    """Times of the answers for which a model was asked."""
    wrote = [answer for answer in asked if answer.answer.provenance.writing is not None]
    yield from _spread("first statement", [one.first for one in wrote if one.first is not None])
    yield from _spread(
        "first statement, the model's time left out", [o.first_own for o in wrote if o.first_own is not None]
    )
    yield from _spread("whole answer", [one.whole for one in wrote])
    yield from _spread("whole answer, the model's time left out", [one.whole_own for one in wrote])
    yield from _spread("a kept sentence, from its end to being shown", [t for one in wrote for t in one.checks])


def wrongly_shown(judged: Sequence[Judged]) -> list[Judged]:
    """The altered sentences that were shown."""
    return [one for one in judged if one.statement.altered and one.fate == "shown"]


def print_times(timed: Sequence[Spread]) -> None:
    """The times as a table on the terminal."""
    table = Table("milliseconds", "n", "p50", "p95")
    for name, count, half, most in timed:
        table.add_row(name, str(count), f"{half:.1f}", f"{most:.1f}")
    Console(width=120).print(table)


def print_wrong(wrong: Sequence[Judged], cases: Mapping[str, GroundingCase]) -> None:
    """Each altered sentence that was shown, with its kind and what it cites."""
    table = Table("shown although altered", "kind", "statement", "quote", show_lines=True)
    for one in wrong:
        statement = one.statement
        quoted = " … ".join(statement.quotes)
        table.add_row(f"{one.answer}, {statement.case}", cases[statement.case].kind, statement.text, quoted)
    Console(width=160).print(table)


def _kind(one: Judged, cases: Mapping[str, GroundingCase]) -> str:
    case = cases[one.statement.case]
    return f"altered: {case.kind}" if one.statement.altered else f"true: {case.how}"


def _spread(name: str, taken: Sequence[float]) -> Iterator[Spread]:
    if taken:
        yield name, len(taken), statistics.median(taken), sorted(taken)[int(0.95 * len(taken))]
