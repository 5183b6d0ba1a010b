"""`make bench-grounding`: both errors of the verifier, in one shipped configuration, with 95 % intervals.

What must be shown: every statement of the corpus, and paraphrases of them. What must be caught: edits of those, one
wrong thing each. Then three public sets (FOOTNOTE_BENCH_DATA), where they are there. The development cases were read
while the verifier was written and train its model; the held-out ones were written and kept apart.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evals import gates
from evals.bench.cases import GroundingCase, Kind, cases
from evals.bench.intervals import Figure, printed, share
from evals.bench.places import Places, served
from evals.bench.public_sets import public_figures
from evals.nli.cases import training_document
from evals.nli.pairs import data_folder
from service.answering.evidence import Grounding
from service.answering.grounding import Judgement

FIRM: tuple[Kind, ...] = ("number", "unit", "arm", "comparator")
GATES = Path(__file__).parent / "grounding_gates.toml"
Judged = Sequence[tuple[GroundingCase, Judgement]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--held-out", action="store_true", help="the corpus and the held-out cases alone")
    options = parser.parse_args()
    with served() as shipped:
        figures = list(_held_out(shipped.places, shipped.grounding))
        if not options.held_out:
            figures.extend(_development(shipped.places, shipped.grounding))
            figures.extend(public_figures(shipped.verifier) if data_folder() is not None else ())
    printed(figures)
    if not options.held_out and data_folder() is None:
        print("The public sets were left out: set FOOTNOTE_BENCH_DATA to the folder that holds them.")
    if options.json:
        options.json.write_text(json.dumps([figure.as_dict() for figure in figures], indent=2), encoding="utf-8")
    faults = gates.broken({figure.name: figure.value for figure in figures}, GATES)
    for fault in faults:
        print(f"gate broken: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _held_out(places: Places, grounding: Grounding) -> Iterator[Figure]:
    """The corpus statements, the cases that nothing was fitted on, and what each layer objects to among them."""
    shown = sum(grounding.judge(piece.text, [piece]).verdict == "supported" for piece in places.values())
    yield share("corpus statements", "shown", shown, len(places), wanted=1.0)
    held_out = list(_judged(cases("held_out"), places, grounding))
    yield from _shares("held out", held_out)
    unseen = [(case, judgement) for case, judgement in held_out if not training_document(case.document)]
    yield from _shares("held out, documents the model never saw", unseen)
    yield from _layers(held_out)


def _development(places: Places, grounding: Grounding) -> Iterator[Figure]:
    started = time.perf_counter()
    developed = list(_judged(cases("development"), places, grounding))
    milliseconds = (time.perf_counter() - started) * 1e3 / len(developed)
    yield from _shares("development", developed)
    yield Figure("milliseconds a statement", "mean", len(developed), milliseconds)


def _judged(
    listed: Iterable[GroundingCase], places: Places, grounding: Grounding
) -> Iterator[tuple[GroundingCase, Judgement]]:
    for case in listed:
        evidence = [places[case.document, quote] for quote in case.quotes]
        yield case, grounding.judge(case.statement, evidence)


def _shares(name: str, judged: Judged) -> Iterator[Figure]:
    """Paraphrases shown and edits caught, each kind on its own."""
    all_of = Counter(case.kind for case, _ in judged)
    shown = Counter(case.kind for case, judgement in judged if judgement.verdict == "supported")
    yield share(f"{name}: paraphrase", "shown", shown["paraphrase"], all_of["paraphrase"], wanted=0.95)
    for kind in (kind for kind in all_of if kind != "paraphrase"):
        caught = all_of[kind] - shown[kind]
        yield share(f"{name}: {kind}", "caught", caught, all_of[kind], wanted=1.0 if kind in FIRM else 0.97)


def _layers(judged: Judged) -> Iterator[Figure]:
    """What each layer objects to, whatever the others say: edits (as it should) and paraphrases (as it should not)."""
    objects: dict[str, Counter[bool]] = defaultdict(Counter)
    edits = sum(case.kind != "paraphrase" for case, _ in judged)
    for case, judgement in judged:
        for layer in {finding.layer for finding in judgement.findings}:
            objects[layer][case.kind != "paraphrase"] += 1
    for name, counts in sorted(objects.items()):
        yield share(f"layer {name}: of all edits", "caught", counts[True], edits)
        yield share(f"layer {name}: of all paraphrases", "refused", counts[False], len(judged) - edits)


if __name__ == "__main__":
    sys.exit(main())
