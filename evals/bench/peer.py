"""Runs the stock pipeline (stock.py) in the environment that has its packages."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stock:
    """What the stock pipeline found for each question (text id to similarity), and how fast."""

    runs: Mapping[str, Mapping[str, float]]
    query_p50_ms: float
    ingest_s: float
    """Seconds to split, embed and store all texts, with the model loaded."""
    passages: int


def stock(interpreter: str, texts: Sequence[tuple[str, str]], questions: Mapping[str, str]) -> Stock:
    """Index (id, text) pairs with stock settings and ask the questions one after the other."""
    script = Path(__file__).parent / "stock.py"
    asked = json.dumps({"texts": list(texts), "questions": dict(questions)})
    isolated = "-P"  # beside the script lie files named as modules of the standard library
    done = subprocess.run([interpreter, isolated, str(script)], input=asked, capture_output=True, text=True, check=True)
    return Stock(**json.loads(done.stdout.splitlines()[-1]))
