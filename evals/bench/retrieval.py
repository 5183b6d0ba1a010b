"""`make bench-retrieval`: how well passages are found, by part, beside the stock pipeline (docs/benchmarks.md).

SciFact and Evidence Inference (FOOTNOTE_BENCH_DATA), whose settings were chosen on their training parts, and our own
questions. The first run builds both libraries, the second of 130,000 passages.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.embeddings import Embedder, make_embedder
from corpus.versions import CorpusVersion, VersionStore
from evals.bench import collections
from evals.bench.collections import Collection
from evals.bench.intervals import Figure, bootstrap, printed
from evals.bench.libraries import library
from evals.bench.peer import stock
from evals.bench.quality import by_legs, by_retriever, figures, measured
from evals.cases import HERE, Answerable, load
from evals.nli.pairs import data_folder
from service.answering.ranking import ShippedRanker
from service.answering.retrieval import Retriever
from service.answering.scoring import Weights
from service.settings import ServiceSettings

TOP = 10
WITHOUT = {
    "sentences": Weights(sentence=0),
    "passage vectors": Weights(passage=0),
    "coverage": Weights(coverage=0),
    "priors": Weights(prior=0),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--stock", help="the interpreter of the stock pipeline's environment; left out without one")
    parser.add_argument("--only", choices=["scifact", "evidence-inference", "own"], help="one set alone")
    options = parser.parse_args()
    settings = ServiceSettings().corpus
    embedder = make_embedder(settings.embedder, settings.embedder_dtype)
    found: list[Figure] = []
    if options.only in (None, "own"):
        found.extend(_own(VersionStore(settings.versions, settings.servers).open_live(), embedder))
    if data_folder() is None:
        print("The public sets were left out: set FOOTNOTE_BENCH_DATA to the folder that holds them.")
    else:
        if options.only in (None, "scifact"):
            found.extend(_scifact(embedder, options.stock))
        if options.only in (None, "evidence-inference"):
            found.extend(_evidence_inference(embedder))
    printed(found)
    if options.json:
        options.json.write_text(json.dumps([figure.as_dict() for figure in found], indent=2), encoding="utf-8")
    return 0


def _scifact(embedder: Embedder, interpreter: str | None) -> Iterator[Figure]:
    collection = collections.scifact("dev")
    if interpreter:
        texts = [(text.id, f"{text.title}\n{text.sections[0][2]}") for text in collections.scifact_texts()]
        runs = stock(interpreter, texts, collection.questions).runs
        yield from measured("SciFact dev: stock pipeline", collection.wanted, runs)
    with library("scifact", collections.scifact_texts(), embedder) as corpus:
        yield from _parts("SciFact dev", corpus, embedder, collection, texts=True, wanted=(0.725, 0.74))


def _evidence_inference(embedder: Embedder) -> Iterator[Figure]:
    collection = collections.evidence_inference("validation")
    with library("evidence-inference", collections.evidence_inference_texts(), embedder) as corpus:
        name = "Evidence Inference validation"
        yield from _parts(name, corpus, embedder, collection, texts=False, wanted=(0.45, 0.55))


def _parts(
    name: str,
    corpus: CorpusVersion,
    embedder: Embedder,
    collection: Collection,
    *,
    texts: bool,
    wanted: tuple[float, float],
) -> Iterator[Figure]:
    """What each part does alone, all together, all but one, and with the second stage."""
    plain = Retriever(corpus, embedder)
    for legs in (["lexical"], ["dense"], ["lexical", "dense"]):
        how = "BM25" if legs == ["lexical"] else "passage vectors" if legs == ["dense"] else "both, by reciprocal rank"
        yield from figures(f"{name}: {how}", collection, by_legs(corpus, plain, legs, texts=texts))
    yield from figures(f"{name}: default", collection, by_retriever(plain, texts=texts), wanted[0])
    for part, weights in WITHOUT.items():
        search = by_retriever(Retriever(corpus, embedder, weights=weights), texts=texts)
        yield from figures(f"{name}: default without {part}", collection, search)
    ranked = Retriever(corpus, embedder, ShippedRanker())
    yield from figures(f"{name}: second stage", collection, by_retriever(ranked, texts=texts), wanted[1])


def _own(corpus: CorpusVersion, embedder: Embedder) -> Iterator[Figure]:
    """Our own questions: is a wanted document among the sources of the first ten passages?"""
    ways = {
        "default": Retriever(corpus, embedder),
        **{f"default without {part}": Retriever(corpus, embedder, weights=w) for part, w in WITHOUT.items()},
        "default without synonyms": Retriever(corpus, embedder, synonyms=False),
        "second stage": Retriever(corpus, embedder, ShippedRanker()),
    }
    for file in ("answerable", "selection", "held_out"):
        cases = load(Answerable, HERE / f"{file}.jsonl")
        for way, retriever in ways.items():
            any_of, share = [], []
            for case in cases:
                top = {hit.document.id for hit in retriever.retrieve(case.question).passages[:TOP]}
                hits = [key in top for key in case.doc_ids]
                any_of.append(float(any(hits)))
                share.append(statistics.fmean(hits))
            wanted = 0.95 if (file, way) == ("answerable", "default") else None
            yield bootstrap(f"{file}.jsonl: {way}", "a wanted document in the top 10", any_of, wanted)
            yield bootstrap(f"{file}.jsonl: {way}", "wanted documents in the top 10", share)
    corpus.close()


if __name__ == "__main__":
    sys.exit(main())
