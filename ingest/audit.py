"""Does a freshly built version hold what it should? Read back from disk before it may go live."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.documents import Passage
from corpus.matrix import Matrix
from corpus.versions import CorpusVersion

_PROBES = 1000
_BLOCK = 10_000


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
        "passages in Chroma": (version.vectors.count(), manifest.passages),
        "passage vectors": (version.passage_vectors.shape, (manifest.passages, manifest.dimension)),
        "sentence vectors": (version.sentence_vectors.shape, (manifest.sentences, manifest.dimension)),
    }
    return [f"{got} {what}, expected {want}" for what, (got, want) in found.items() if got != want]


def _unreachable(version: CorpusVersion, passages: Sequence[Passage]) -> list[str]:
    """Every probed vector must find itself: an index can count a record and never return it."""
    problems = []
    for row in range(0, len(passages), max(1, len(passages) // _PROBES)):
        key = passages[row].id
        vector = version.passage_vectors.take(np.array([row]))[0]
        best = version.vectors.nearest(vector, 5)
        if key not in {hit for hit, _ in best} and not (best and best[0][1] > 1 - 1e-5):  # a twin may stand first
            problems.append(f"{key} is not found by its own vector")
    return problems


def _altered(version: CorpusVersion, passages: Sequence[Passage]) -> list[str]:
    stored = version.catalog.passages([passage.id for passage in passages])
    changed = [passage.id for passage in passages if stored.get(passage.id) != passage]
    moved = [passage.id for row, passage in enumerate(passages) if version.columns.row_of.get(passage.id) != row]
    skewed = _skewed(version.passage_vectors) + _skewed(version.sentence_vectors)
    return [
        *(f"{key} differs from what was written" for key in changed),
        *(f"{key} is not in its row" for key in moved),
        *([f"{skewed} vectors are not of unit length"] if skewed else []),
    ]


def _skewed(matrix: Matrix) -> int:
    """How many vectors are not of unit length."""
    count = matrix.shape[0]
    blocks = (matrix.take(np.arange(first, min(first + _BLOCK, count))) for first in range(0, count, _BLOCK))
    return sum(int(np.sum(np.abs(np.linalg.norm(block, axis=1) - 1.0) > 1e-2)) for block in blocks)
