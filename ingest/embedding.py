"""The vectors of a version: texts to the rows of a matrix, and passages from there into Chroma."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from corpus.documents import Passage
from corpus.embeddings import Embedder, Vectors
from corpus.matrix import Matrix, written
from corpus.vectors import VectorStore
from corpus.versions import PASSAGES, SENTENCES
from ingest.content import Content, IngestError
from ingest.progress import Progress, Step

_BATCH = 256


def embed(content: Content, folder: Path, embedder: Embedder, progress: Progress) -> int:
    """Write the matrices and the Chroma collection of a version into `folder`. Returns the dimension."""
    passages, sentences = passage_texts(content), _sentence_texts(content.passages)
    with progress.task("embedding", len(passages) + len(sentences)) as step:
        dimension = _write(folder / PASSAGES, passages, embedder, step)
        _write(folder / SENTENCES, sentences, embedder, step)
    _index(content.passages, Matrix(folder / PASSAGES), folder / "vectors")
    return dimension


def _write(path: Path, texts: Sequence[str], embedder: Embedder, step: Step) -> int:
    """Embed texts into the rows of a new matrix. Returns the dimension, which the first batch tells."""
    batches = _embedded(texts, embedder)
    first = next(batches)
    dimension = int(first[1].shape[1])
    with written(path, len(texts), dimension) as rows:
        for batch, vectors in chain([first], batches):
            rows[batch] = vectors
            step(len(batch))
    return dimension


def _embedded(texts: Sequence[str], embedder: Embedder) -> Iterator[tuple[list[int], Vectors]]:
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))  # texts of one length pad less
    for first in range(0, len(order), _BATCH):
        batch = order[first : first + _BATCH]
        vectors = embedder.embed([texts[row] for row in batch])
        if not np.isfinite(vectors).all():
            raise IngestError("the embedder returned a vector that is not finite")
        yield batch, vectors


def passage_texts(content: Content) -> list[str]:
    """A passage with its title and section: where it stands tells what it is about."""
    titles = {document.id: document.title for document in content.documents}
    return [". ".join(filter(None, (titles[p.document_id], " > ".join(p.section), p.text))) for p in content.passages]


def _sentence_texts(passages: Sequence[Passage]) -> list[str]:
    """A sentence on its own: it is quoted on its own."""
    return [passage.sentence(index) for passage in passages for index in range(len(passage.sentences))]


def _index(passages: Sequence[Passage], matrix: Matrix, folder: Path) -> None:
    store = VectorStore(folder, create=True)
    try:
        for first in range(0, len(passages), _BATCH):
            batch = passages[first : first + _BATCH]
            store.add([passage.id for passage in batch], matrix.take(np.arange(first, first + len(batch))))
    finally:
        store.close()
