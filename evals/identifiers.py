"""`python -m evals.identifiers`: what is found of the identifiers in written texts, and what is replaced by mistake.

An identifier is found where every letter and digit of it is replaced, by whatever placeholder. A text without any is
kept where nothing of it is replaced. Held-out texts were written after the rules; nothing is tuned on them.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from rich.console import Console
from rich.table import Table

import prompts
from evals import gates
from evals.cases import HERE, load
from service.answering.identifiers import Found, Identifiers
from service.answering.identifiers.rulebook import Kind

CASES = HERE / "identifiers.jsonl"


class Span(BaseModel):
    """Where an identifier stands; code points."""

    model_config = ConfigDict(extra="forbid")
    kind: Kind
    start: int = Field(ge=0)
    end: int


class Case(BaseModel):
    """A text with the identifiers in it, none for one that must stay as it is."""

    model_config = ConfigDict(extra="forbid")
    id: str
    text: str
    spans: list[Span]
    held_out: bool
    written_by: str | None = None
    reviewed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: which of its spans were missed, and what else was replaced."""

    case: Case
    missed: tuple[Span, ...]
    mistaken: tuple[Found, ...]


def outcomes(identifiers: Identifiers, cases: Iterable[Case]) -> Iterator[Outcome]:
    for case in cases:
        found = identifiers.find(case.text)
        missed = tuple(span for span in case.spans if not _covered(case.text, span, found))
        mistaken = tuple(one for one in found if not any(_overlap(one, span) for span in case.spans))
        yield Outcome(case, missed, mistaken)


def summarise(results: Sequence[Outcome]) -> dict[str, float]:
    """Recall of all identifiers and of each kind; the shares of texts in which something was replaced by mistake."""
    spans = Counter(span.kind for result in results for span in result.case.spans)
    missed = Counter(span.kind for result in results for span in result.missed)
    clean = [result for result in results if not result.case.spans]
    marked = [result for result in results if result.case.spans]
    figures = {"recall": 1 - missed.total() / spans.total()}
    figures |= {f"recall_{kind}": 1 - missed[kind] / count for kind, count in spans.items()}
    figures["false_in_texts_without"] = sum(bool(result.mistaken) for result in clean) / len(clean)
    figures["false_in_texts_with"] = sum(bool(result.mistaken) for result in marked) / len(marked)
    return figures


def _covered(text: str, span: Span, found: Sequence[Found]) -> bool:
    places = [place for place in range(span.start, span.end) if text[place].isalnum()]
    return all(any(one.start <= place < one.end for one in found) for place in places)


def _overlap(one: Found, span: Span) -> bool:
    return one.start < span.end and span.start < one.end


def main() -> int:
    """Print the figures; 1 where a gate of the held-out texts is broken."""
    results = list(outcomes(Identifiers(prompts.load("identifiers")), load(Case, CASES)))
    parts = {
        "development": [result for result in results if not result.case.held_out],
        "held out": [result for result in results if result.case.held_out],
    }
    figures = {name: summarise(part) for name, part in parts.items() if part}
    _show(parts, figures)
    for result in results:
        for span in result.missed:
            print(f"missed {result.case.id} {span.kind}: {result.case.text[span.start : span.end]}")
        for one in result.mistaken:
            print(f"mistaken {result.case.id} {one.kind}: {result.case.text[one.start : one.end]}")
    named = {f"identifiers_{name}": value for name, value in figures["held out"].items()}
    faults = gates.broken(named, Path(__file__).parent / "identifiers.toml")
    for fault in faults:
        print(f"gate broken: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _show(parts: Mapping[str, Sequence[Outcome]], figures: Mapping[str, Mapping[str, float]]) -> None:
    table = Table(title="Identifiers")
    table.add_column("figure")
    for name, part in parts.items():
        with_some = sum(bool(result.case.spans) for result in part)
        table.add_column(f"{name} ({with_some} texts with, {len(part) - with_some} without)", justify="right")
    for figure in dict.fromkeys(figure for named in figures.values() for figure in named):
        table.add_row(
            figure.replace("_", " "), *(f"{named.get(figure, float('nan')):.3f}" for named in figures.values())
        )
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
