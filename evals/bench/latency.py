"""`make bench`: how long a whole answer takes once warm, beside the stock pipeline's bare search in the same run."""

import asyncio
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from evals.cases import HERE, Answerable, load
from service import bootstrap
from service.answering.types import Question
from service.settings import ServiceSettings

ROUNDS = 5


def main() -> None:
    """Times the built-in composer on the development questions, each worded anew so that no cache answers."""
    started = time.perf_counter()
    services = bootstrap.build(ServiceSettings())
    ready = time.perf_counter() - started
    cases = load(Answerable, HERE / "answerable.jsonl")
    questions = [f"{case.question} ({number})" for number in range(ROUNDS) for case in cases]
    milliseconds = sorted(asyncio.run(_time(services, question)) for question in questions)
    catalog = services.corpus.catalog
    texts = [passage.text for document in catalog.documents for passage in catalog.passages_of(document)]
    services.close()
    peer = _stock_p50(sys.argv[1], texts, questions)
    p50 = statistics.median(milliseconds)
    figures = {
        "processor": platform.processor() or platform.machine(),
        "passages": len(texts),
        "answers": len(questions),
        "start_to_ready_s": round(ready, 1),
        "answer_p50_ms": round(p50, 1),
        "answer_p95_ms": round(milliseconds[int(0.95 * len(milliseconds))], 1),
        "answer_slowest_ms": round(milliseconds[-1], 1),
        "stock_search_p50_ms": round(peer, 1),
        "answer_to_stock_search": round(p50 / peer, 2),
    }
    print(json.dumps(figures, indent=2))


async def _time(services: bootstrap.Services, question: str) -> float:
    started = time.perf_counter()
    await services.answerer.answer(Question(question))
    return 1e3 * (time.perf_counter() - started)


def _stock_p50(python: str, texts: Sequence[str], questions: Sequence[str]) -> float:
    """Median milliseconds of the stock pipeline's search, run by the interpreter that has its packages."""
    script = Path(__file__).parent / "stock.py"
    asked = json.dumps({"texts": list(texts), "questions": list(questions)})
    done = subprocess.run([python, str(script)], input=asked, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])["query_p50_ms"])


if __name__ == "__main__":
    main()
