"""`make bench-ingest`: how fast sources become a corpus version, what a change costs, and what memory grows with.

SciFact beside the stock pipeline, the articles of Evidence Inference in their publishers' XML, and libraries of three
sizes (FOOTNOTE_BENCH_DATA; docs/benchmarks.md). Every build runs in a process of its own, in a new data folder.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from corpus.documents import Span
from corpus.embeddings import Embedder, make_embedder
from corpus.settings import CorpusSettings
from corpus.versions import VersionStore
from evals.bench import collections
from evals.bench.alone import alone
from evals.bench.intervals import Figure, printed
from evals.bench.peer import Stock, stock
from evals.bench.sources import about, add_a_sentence, write_articles, write_texts
from evals.bench.stages import Stage, Stages, printed_stages, workers_mb
from evals.nli.pairs import data_folder
from ingest.pipeline import Report, build

HASHING, MODEL = "hashing", "model"
SIZES = {HASHING: (500, 5_000, 50_000), MODEL: (500, 5_000)}
SPEED_UP = 12
"""How many times as fast as the first build one with a changed article must be."""
NDCG = 0.725


@dataclass(frozen=True, slots=True)
class Built:
    """What one build did and took. `start_s`: to load the embedder, where that was done before."""

    report: Report
    seconds: float
    start_s: float
    workers_mb: int
    stages: tuple[Stage, ...]

    @property
    def passages(self) -> int:
        return self.report.passages

    @property
    def peak_mb(self) -> int:
        return max(stage.peak_mb for stage in self.stages)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--stock", help="the interpreter of the stock pipeline's environment; left out without one")
    parser.add_argument("--only", choices=["scifact", "articles", "growth"], help="one part alone")
    parser.add_argument("--limit", type=int, help="so many texts, files or passages at most, for a first look")
    options = parser.parse_args()
    if data_folder() is None:
        print("Set FOOTNOTE_BENCH_DATA to the folder that holds the public sets.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.stock, options.limit)
        parts = {"scifact": bench.scifact, "articles": bench.articles, "growth": bench.growth}
        found = [figure for name, part in parts.items() if options.only in (None, name) for figure in part()]
    printed(found)
    printed_stages(bench.stages)
    if options.json:
        stages = {name: [asdict(stage) for stage in noted] for name, noted in bench.stages.items()}
        figures = [figure.as_dict() for figure in found]
        options.json.write_text(json.dumps({"figures": figures, "stages": stages}, indent=2), encoding="utf-8")
    return 0


class Bench:
    """The three parts. `stages`: what the parts of every build took, by the build's name."""

    def __init__(self, folder: Path, interpreter: str | None, limit: int | None) -> None:
        self._folder, self._interpreter, self._limit = folder, interpreter, limit
        self.stages: dict[str, tuple[Stage, ...]] = {}

    def scifact(self) -> Iterator[Figure]:
        """With the model loaded on both sides: split, embed, store, and on ours also parse and audit."""
        folder = self._folder / "scifact"
        characters = alone(_write_scifact, folder, self._limit)
        built = self._build("SciFact: ours", folder, MODEL, warm=True)
        yield from _speed("SciFact: ours", built.passages, built.seconds, characters)
        yield Figure("SciFact: ours", "seconds to load the embedder", 1, built.start_s)
        yield from alone(_quality, _data(folder))
        if self._interpreter:
            peer, quality = alone(_stock, self._interpreter, self._limit)
            yield from _speed("SciFact: stock pipeline", peer.passages, peer.ingest_s, characters)
            yield from quality
            yield Figure("SciFact: ours to stock", "characters a second", 1, peer.ingest_s / built.seconds)

    def articles(self) -> Iterator[Figure]:
        """As an operator builds: the time to load the model counts."""
        folder = self._folder / "articles"
        alone(write_articles, folder, self._limit)
        first = self._build("articles: first build", folder, MODEL)
        yield from _costs("articles: first build", first)
        yield Figure("articles: first build", "passages a second", first.passages, first.passages / first.seconds)
        add_a_sentence(folder)
        changed = self._build("articles: one changed", folder, MODEL)
        yield from _costs("articles: one changed", changed)
        yield Figure("articles: first to one changed", "seconds", 1, first.seconds / changed.seconds, wanted=SPEED_UP)
        yield from _costs("articles: none changed", self._build("articles: none changed", folder, MODEL))

    def growth(self) -> Iterator[Figure]:
        for embedder, sizes in SIZES.items():
            for size in (size for size in sizes if self._limit is None or size <= self._limit):
                name, folder = f"{size:,} passages, {embedder}", self._folder / f"{embedder}-{size}"
                alone(_write_about, folder, size)
                built = self._build(name, folder, embedder)
                yield Figure(name, "seconds", built.passages, built.seconds)
                yield from _memory(name, built)

    def _build(self, name: str, sources: Path, embedder: str, *, warm: bool = False) -> Built:
        built = alone(_build, sources, _data(sources), embedder, warm)
        self.stages[name] = built.stages
        return built


def _data(sources: Path) -> Path:
    return sources.with_name(f"{sources.name}-data")


def _build(sources: Path, data: Path, embedder: str, warm: bool) -> Built:
    """`warm`: with the embedder loaded already."""
    began = time.perf_counter()
    model = _embedder(embedder)
    if warm:
        model.embed_with_parts(["warm up"], [[Span(0, 4)]])
    start = time.perf_counter() - began
    with workers_mb() as workers:
        stages = Stages()
        began = time.perf_counter()
        report = build(sources, VersionStore(data), model, stages)
        seconds = time.perf_counter() - began
        stages.note("planning" if report.unchanged else "audit and switch")
    return Built(report, seconds, start, workers(), tuple(stages.noted))


def _embedder(name: str) -> Embedder:
    settings = CorpusSettings()
    return make_embedder(HASHING if name == HASHING else settings.embedder, settings.embedder_dtype)


def _quality(data: Path) -> list[Figure]:
    from evals.bench.quality import by_retriever, figures  # what a build does not need would count as its memory
    from service.answering.retrieval import Retriever

    with closing(VersionStore(data).open_live()) as corpus:
        search = by_retriever(Retriever(corpus, _embedder(MODEL)), texts=True)
        return list(figures("SciFact dev: ours", collections.scifact("dev"), search, NDCG))


def _stock(interpreter: str, limit: int | None) -> tuple[Stock, list[Figure]]:
    from evals.bench.quality import measured

    collection = collections.scifact("dev")
    texts = [(text.id, f"{text.title}\n{text.sections[0][2]}") for text in islice(collections.scifact_texts(), limit)]
    peer = stock(interpreter, texts, collection.questions)
    return peer, list(measured("SciFact dev: stock pipeline", collection.wanted, peer.runs))


def _write_scifact(folder: Path, limit: int | None) -> int:
    return write_texts(folder, islice(collections.scifact_texts(), limit))


def _write_about(folder: Path, passages: int) -> int:
    return write_texts(folder, about(passages, collections.evidence_inference_texts()))


def _speed(name: str, passages: int, seconds: float, characters: int) -> Iterator[Figure]:
    yield Figure(name, "seconds", passages, seconds)
    yield Figure(name, "passages a second", passages, passages / seconds)
    yield Figure(name, "characters a second", characters, characters / seconds)


def _costs(name: str, built: Built) -> Iterator[Figure]:
    report = built.report
    files = len(report.files)
    yield Figure(name, "seconds", files, built.seconds)
    yield Figure(name, "files read", files, report.read)
    yield Figure(name, "files left out", files, len(report.quarantined))
    yield Figure(name, "passages embedded", report.passages, report.embedded)
    yield from _memory(name, built)


def _memory(name: str, built: Built) -> Iterator[Figure]:
    yield Figure(name, "MB at most", built.passages, built.peak_mb)
    yield Figure(name, "MB of workers", built.passages, built.workers_mb)


if __name__ == "__main__":
    sys.exit(main())
