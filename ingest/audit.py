"""Does a freshly built version hold what it should? Read back from disk before it may go live."""

from collections.abc import Iterable, Iterator

import numpy as np

from corpus.batches import batches
from corpus.documents import Passage
from corpus.matrix import Matrix
from corpus.versions import CorpusVersion

_PROBES = 1000
_BATCH = 512
_NEAREST = 5
_TWIN = 1 - 1e-4
"""Another passage of the same text may stand before the one that is looked for."""
_CLOSE = 1e-3
"""How far a stored vector may be from the one that was computed: half precision on one side."""


def audit(version: CorpusVersion, passages: Iterable[Passage]) -> list[str]:
    """The problems found, in words; none is good. `passages`: what must stand there, in order of rows.

    The build has looked for every passage in the index it made; here a thousand are looked for as questions do it.
    """
    return [*_counts(version), *_altered(version, passages), *_skewed(version), *_unreachable(version)]


def _counts(version: CorpusVersion) -> Iterator[str]:
    manifest = version.manifest
    found = {
        "passages in the catalogue": (version.catalog.count_passages(), manifest.passages),
        "documents in the catalogue": (len(version.catalog.documents), manifest.documents),
        "passages in the lexical index": (version.lexical.count(), manifest.passages),
        "passages in Chroma": (version.vectors.count(), manifest.passages),
        "passage vectors": (version.passage_vectors.shape, (manifest.passages, manifest.dimension)),
        "sentence vectors": (version.sentence_vectors.shape, (manifest.sentences, manifest.dimension)),
    }
    return (f"{got} {what}, expected {want}" for what, (got, want) in found.items() if got != want)


def _altered(version: CorpusVersion, passages: Iterable[Passage]) -> Iterator[str]:
    """Every passage as it was read, in its row, with the vector that was computed for it."""
    row = 0
    for batch in batches(passages, _BATCH):
        yield from _altered_in(version, batch, row)
        row += len(batch)


def _altered_in(version: CorpusVersion, batch: list[Passage], row: int) -> Iterator[str]:
    ids = [passage.id for passage in batch]
    stored = version.catalog.passages(ids)
    vectors = version.vectors.stored(ids)
    computed = version.passage_vectors.take(np.arange(row, row + len(batch)))
    for number, passage in enumerate(batch):
        if stored.get(passage.id) != passage:
            yield f"{passage.id} differs from what was written"
        if version.columns.row_of.get(passage.id) != row + number:
            yield f"{passage.id} is not in its row"
        own = vectors.get(passage.id)
        if own is None or not np.allclose(own, computed[number], atol=_CLOSE):
            yield f"the vector of {passage.id} is not the one that was computed"


def _skewed(version: CorpusVersion) -> Iterator[str]:
    skewed = _not_of_unit_length(version.passage_vectors) + _not_of_unit_length(version.sentence_vectors)
    if skewed:
        yield f"{skewed} vectors are not of unit length"


def _not_of_unit_length(matrix: Matrix) -> int:
    blocks = (matrix.take(np.array(rows)) for rows in batches(range(matrix.shape[0]), 10_000))
    return sum(int(np.sum(np.abs(np.linalg.norm(block, axis=1) - 1.0) > 1e-2)) for block in blocks)


def _unreachable(version: CorpusVersion) -> Iterator[str]:
    """Passages must be found by their own vector, as questions find them: an index can count and never return."""
    ids = version.columns.ids
    for row in range(0, len(ids), max(1, len(ids) // _PROBES)):
        own = version.passage_vectors.take(np.array([row]))[0]
        rows, similarity = version.dense.nearest(own, _NEAREST)
        if row not in rows and not (len(rows) and similarity[0] > _TWIN):
            yield f"{ids[row]} is not found by its own vector"
