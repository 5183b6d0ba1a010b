"""What made a run: enough to make it again, and to see why two differ."""

import platform
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus.settings import PROJECT
from evals.cases import HERE
from evals.metrics.registry import METRICS
from evals.run.registry import SETS
from service.bootstrap import Services

SEED = 7
"""Of the bootstrap and the permutations; nothing else is drawn."""
LIBRARIES = (
    "chromadb", "ir-measures", "langchain", "numpy", "onnxruntime", "openai", "presidio-analyzer", "scikit-learn",
    "scipy", "sentence-transformers", "syntok", "tantivy", "textstat", "tokenizers", "torch", "transformers",
    "wordfreq",
)  # fmt: skip
_SETTINGS = {"nli_model", "reranker", "model", "model_timeout", "model_confidence", "model_tokens", "model_output"}


def made_by(services: Services, only: Sequence[str], limit: int | None) -> dict[str, Any]:
    """Code, library, texts, models and settings, seed and library versions; no secret, no time."""
    shared, manifest = services.shared, services.corpus.manifest
    writers = shared.writers
    return {
        "commit": _git("rev-parse", "HEAD"),
        "dirty": None if (changed := _git("status", "--porcelain")) is None else bool(changed),
        "corpus_version": services.corpus.id,
        "documents": manifest.documents,
        "embedder": manifest.embedder.as_dict(),
        "composer": "model" if writers else "built-in",
        "model": shared.settings.model,
        "settings": shared.settings.model_dump(mode="json", include=_SETTINGS),
        "prompts": shared.texts.hashes() | (writers.hashes() if writers else {}),
        "seed": SEED,
        "only": sorted(only),
        "limit": limit,
        "cases": {one.name: one.sha256(HERE) for one in SETS},
        "metrics": {name: metric.version for name, metric in METRICS.items()},
        "python": platform.python_version(),
        "machine": platform.machine(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """What differs between what made two runs, in words."""
    return [f"{name}: {one.get(name)} / {other.get(name)}" for name in one if one.get(name) != other.get(name)]


def _git(*arguments: str, folder: Path = PROJECT) -> str | None:
    """What git says; None where there is no repository."""
    try:
        run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return run.stdout.strip()
