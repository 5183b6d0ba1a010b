"""The vectors of a version: texts to the rows of a matrix, and passages from there into Chroma."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.documents import Passage
from corpus.embeddings import Embedder
from corpus.matrix import Matrix, written
from corpus.vectors import VectorStore
from corpus.versions import PASSAGES, SENTENCES
from ingest.content import Content, IngestError
from ingest.progress import Progress

_BATCH = 256
_PROBE = "What is the dimension?"


def embed(content: Content, folder: Path, embedder: Embedder, progress: Progress) -> int:
    """Write the matrices and the Chroma collection of a version into `folder`. Returns the dimension."""
    dimension = int(embedder.embed([_PROBE]).shape[1])
    texts = {PASSAGES: _passage_texts(content), SENTENCES: _sentence_texts(content.passages)}
    with progress.task("embedding", sum(map(len, texts.values()))) as step:
        for name, listed in texts.items():
            with written(folder / name, len(listed), dimension) as rows:
                for batch in _batches(listed):
                    vectors = embedder.embed([listed[row] for row in batch])
                    if not np.isfinite(vectors).all():
                        raise IngestError("the embedder returned a vector that is not finite")
                    rows[batch] = vectors
                    step(len(batch))
    _index(content.passages, Matrix(folder / PASSAGES), folder / "vectors")
    return dimension


def _passage_texts(content: Content) -> list[str]:
    """A passage with its title and section: where it stands tells what it is about."""
    titles = {document.id: document.title for document in content.documents}
    return [f"{titles[p.document_id]}. {' > '.join(p.section)}. {p.text}" for p in content.passages]


def _sentence_texts(passages: Sequence[Passage]) -> list[str]:
    """A sentence on its own: it is quoted on its own."""
    return [passage.sentence(index) for passage in passages for index in range(len(passage.sentences))]


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))  # texts of one length pad less
    for first in range(0, len(order), _BATCH):
        yield order[first : first + _BATCH]


def _index(passages: Sequence[Passage], matrix: Matrix, folder: Path) -> None:
    store = VectorStore(folder, create=True)
    try:
        for first in range(0, len(passages), _BATCH):
            batch = passages[first : first + _BATCH]
            store.add([passage.id for passage in batch], matrix.take(np.arange(first, first + len(batch))))
    finally:
        store.close()
