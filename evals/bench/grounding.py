"""`make bench-grounding`: both errors of the verifier, in one shipped configuration, with 95 % intervals.

What must be shown: every statement of the corpus, and paraphrases of them. What must be caught: edits of those, one
wrong thing each. Then three public sets (FOOTNOTE_BENCH_DATA), where they are there. The development cases were read
while the verifier was written; the held-out ones were not.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.documents import Passage, Span
from corpus.versions import CorpusVersion, VersionStore
from evals.bench.intervals import Figure, share
from evals.bench.public_sets import public_figures
from evals.cases import HERE, load
from service.answering.evidence import Grounding
from service.answering.types import Evidence
from service.bootstrap import make_verifier
from service.settings import ServiceSettings

FIRM: tuple[Kind, ...] = ("number", "unit", "arm", "comparator")
SETS = ("development", "held_out")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    settings = ServiceSettings()
    corpus = VersionStore(settings.corpus.versions).open_live()
    verifier = make_verifier(settings, corpus)
    grounding = Grounding(verifier, corpus.catalog)
    figures = [_statements(corpus, grounding)]
    for name in SETS:
        figures.extend(_cases(name, corpus, grounding))
    if os.environ.get("FOOTNOTE_BENCH_DATA"):
        figures.extend(public_figures(verifier))
    else:
        print("The public sets are left out: set FOOTNOTE_BENCH_DATA to the folder that holds them.")
    _print(figures)
    if options.json:
        options.json.write_text(json.dumps([figure.as_dict() for figure in figures], indent=2), encoding="utf-8")
    corpus.close()


def _statements(corpus: CorpusVersion, grounding: Grounding) -> Figure:
    """Every sentence of the corpus against itself."""
    evidence = list(_sentences(corpus))
    shown = sum(grounding.judge(piece.text, [piece]).verdict == "supported" for piece in evidence)
    return share("corpus statements", "shown", shown, len(evidence), wanted=1.0)


def _cases(name: str, corpus: CorpusVersion, grounding: Grounding) -> Iterator[Figure]:
    cases = load(GroundingCase, HERE / "grounding" / f"{name}.jsonl")
    places = {(piece.document.id, piece.text): piece for piece in _sentences(corpus)}
    all_of: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    started = time.perf_counter()
    for case in cases:
        evidence = [places[case.document, quote] for quote in case.quotes]
        all_of[case.kind] += 1
        shown[case.kind] += grounding.judge(case.statement, evidence).verdict == "supported"
    milliseconds = (time.perf_counter() - started) * 1e3 / len(cases)
    yield share(f"{name}: paraphrases", "shown", shown["paraphrase"], all_of["paraphrase"], wanted=0.95)
    for kind in (kind for kind in all_of if kind != "paraphrase"):
        caught = all_of[kind] - shown[kind]
        yield share(f"{name}: {kind}", "caught", caught, all_of[kind], wanted=1.0 if kind in FIRM else 0.97)
    yield Figure(f"{name}: milliseconds a statement", "", len(cases), milliseconds)


def _sentences(corpus: CorpusVersion) -> Iterator[Evidence]:
    for document in corpus.catalog.documents.values():
        for passage in corpus.catalog.passages_of(document.id):
            yield from (Evidence(passage, document, span) for span in _spans(passage))


def _spans(passage: Passage) -> Sequence[Span]:
    return passage.sentences


def _print(figures: Iterable[Figure]) -> None:
    table = Table("set", "", "n", "measured", "95 % interval", "wanted")
    for figure in figures:
        table.add_row(*figure.cells())
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
