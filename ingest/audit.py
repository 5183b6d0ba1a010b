"""Does a freshly built version hold what it should? Read back from disk before it may go live."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.documents import Passage
from corpus.versions import CorpusVersion

_PROBES = 1000


def audit(folder: Path, passages: Sequence[Passage]) -> list[str]:
    """The problems found, in words; none is good."""
    version = CorpusVersion(folder)
    try:
        return [*_counts(version), *_unreachable(version, passages), *_altered(version, passages)]
    finally:
        version.close()


def _counts(version: CorpusVersion) -> list[str]:
    manifest = version.manifest
    found = {
        "passages in the catalogue": (version.catalog.count_passages(), manifest.passages),
        "documents in the catalogue": (len(version.catalog.documents), manifest.documents),
        "passages in the lexical index": (version.lexical.count(), manifest.passages),
        "passage vectors": (version.vectors.count("passages"), manifest.passages),
        "sentence vectors": (version.vectors.count("sentences"), manifest.sentences),
    }
    return [f"{got} {what}, expected {want}" for what, (got, want) in found.items() if got != want]


def _unreachable(version: CorpusVersion, passages: Sequence[Passage]) -> list[str]:
    """Every probed vector must find itself: an index can count a record and never return it."""
    ids = [passage.id for passage in passages[:: max(1, len(passages) // _PROBES)]]
    problems = []
    stored = version.vectors.get("passages", ids)
    for key, vector in stored.items():
        if vector.shape != (version.manifest.dimension,):
            problems.append(f"the vector of {key} has shape {vector.shape}")
        best = version.vectors.nearest("passages", vector, 5)
        if key not in {hit for hit, _ in best} and not (best and best[0][1] > 1 - 1e-5):  # a twin may stand first
            problems.append(f"{key} is not found by its own vector")
    missing = len(ids) - len(stored)
    return problems + ([f"{missing} passages have no vector"] if missing else [])


def _altered(version: CorpusVersion, passages: Sequence[Passage]) -> list[str]:
    stored = version.catalog.passages([passage.id for passage in passages])
    changed = [passage.id for passage in passages if stored.get(passage.id) != passage]
    norms = [np.linalg.norm(vector) for vector in version.vectors.get("passages", list(stored)).values()]
    skewed = int(np.sum(np.abs(np.asarray(norms) - 1.0) > 1e-2))
    return [f"{key} differs from what was written" for key in changed] + (
        [f"{skewed} vectors are not of unit length"] if skewed else []
    )
