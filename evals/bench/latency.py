"""`make bench`: how long retrieval and answers take once warm, alone and with 16 clients, at two sizes of library.

The live library, and with FOOTNOTE_BENCH_DATA also 50,000 passages of Evidence Inference; the stock pipeline's bare
search over the live library in the same run. No cache answers: every question is worded anew.
"""

import argparse
import asyncio
import json
import platform
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from corpus.embeddings import make_embedder
from corpus.versions import VersionStore
from evals.bench import collections
from evals.bench.alone import alone
from evals.bench.filters import filter_figures
from evals.bench.libraries import Text, library
from evals.bench.memory import resident_mb
from evals.bench.peer import stock
from evals.bench.timing import milliseconds
from evals.cases import HERE, Answerable, load
from evals.nli.pairs import data_folder
from service import bootstrap
from service.answering.pipeline import Answerer
from service.answering.types import Question
from service.settings import ServiceSettings

Result = TypeVar("Result")
ROUNDS = 5
PASSAGES = 50_000
LARGE = "evidence-inference-50000"
CLIENTS = 16


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", help="the interpreter of the stock pipeline's environment; left out without one")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    figures: dict[str, Any] = {"processor": platform.processor() or platform.machine()}
    figures |= alone(_live, options.stock)
    if data_folder() is None:
        print("50,000 passages were left out: set FOOTNOTE_BENCH_DATA.", file=sys.stderr)
    else:
        alone(_build_large)
        figures["large"] = alone(_large)
    print(json.dumps(figures, indent=2))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def _live(interpreter: str | None) -> dict[str, Any]:
    started = time.perf_counter()
    services = bootstrap.build(ServiceSettings())
    ready = time.perf_counter() - started
    questions = _own_questions()
    found = {"start_to_ready_s": round(ready, 1), **_times(services, questions)}
    catalog = services.corpus.catalog
    texts = [(passage.id, passage.text) for key in catalog.documents for passage in catalog.passages_of(key)]
    services.close()
    if interpreter:
        again = {str(number): f"{question} [{number}]" for number, question in enumerate(questions)}
        peer = stock(interpreter, texts, again).query_p50_ms
        found["stock_search_p50_ms"] = round(peer, 1)
        found["retrieval_to_stock"] = round(found["retrieval_p50_ms"] / peer, 2)
        found["answer_to_stock"] = round(found["answer_p50_ms"] / peer, 2)
    return found


def _build_large() -> None:
    settings = ServiceSettings().corpus
    with library(LARGE, _first(PASSAGES), make_embedder(settings.embedder, settings.embedder_dtype)):
        pass


def _first(passages: int) -> Iterator[Text]:
    held = 0
    for text in collections.evidence_inference_texts():
        held += len(text.passages())
        if held > passages:
            return
        yield text


def _large() -> dict[str, Any]:
    settings = ServiceSettings()
    with closing(VersionStore(settings.corpus.data / "bench" / LARGE, settings.corpus.servers).open_live()) as corpus:
        services = bootstrap.build(settings, corpus=corpus)
        found = _times(services, _own_questions())
        asked = [*collections.evidence_inference("train").questions.values()][:300]
        found["questions_of_the_library"] = _times(services, asked)
        found["filters"] = filter_figures(corpus, services.retriever, asked[:100])
        services.close()
    return found


def _own_questions() -> list[str]:
    """The development questions, each worded anew in every round."""
    asked = [case.question for case in load(Answerable, HERE / "answerable.jsonl")]
    return [f"{question} ({number})" for number in range(ROUNDS) for question in asked]


def _times(services: bootstrap.Services, questions: Sequence[str]) -> dict[str, Any]:
    corpus, answerer, retrieve = services.corpus, services.answerer, services.retriever.retrieve
    for question in islice(questions, 5):
        asyncio.run(answerer.answer(Question(f"{question} first")))
    alone = milliseconds(lambda question: retrieve(f"{question} alone"), questions)
    answers = milliseconds(lambda question: asyncio.run(answerer.answer(Question(question))), questions)
    began = time.perf_counter()
    asyncio.run(_together(answerer, [f"{question} again" for question in questions]))
    together = len(questions) / (time.perf_counter() - began)
    return {
        "passages": len(corpus.columns),
        "questions": len(questions),
        **_spread("retrieval", alone),
        **_spread("answer", answers),
        f"answers_a_second_{CLIENTS}_clients": round(together, 1),
        "resident_mb": resident_mb(),
    }


async def _together(answerer: Answerer, questions: Sequence[str]) -> None:
    """All questions, sixteen at a time."""
    left = iter(questions)

    async def client() -> None:
        for question in left:
            await answerer.answer(Question(question))

    await asyncio.gather(*(client() for _ in range(CLIENTS)))


def _spread(name: str, taken: Sequence[float]) -> Mapping[str, float]:
    return {
        f"{name}_p50_ms": round(statistics.median(taken), 1),
        f"{name}_p95_ms": round(taken[int(0.95 * len(taken))], 1),
    }


if __name__ == "__main__":
    main()
