"""The vectors of a version: texts to the rows of matrices, and passages from there into Chroma."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from corpus.documents import Passage, Span
from corpus.embeddings import Embedder, Vectors
from corpus.matrix import Matrix, written
from corpus.vectors import VectorStore
from corpus.versions import PASSAGES, SENTENCES
from ingest.content import Content, IngestError
from ingest.progress import Progress, Step

_BATCH = 256


def embed(content: Content, folder: Path, embedder: Embedder, progress: Progress) -> int:
    """Write the matrices and the Chroma collection of a version into `folder`. Returns the dimension."""
    with progress.task("embedding", len(content.passages)) as step:
        dimension = _write(content, folder, embedder, step)
    _index(content.passages, Matrix(folder / PASSAGES), folder / "vectors")
    return dimension


def _write(content: Content, folder: Path, embedder: Embedder, step: Step) -> int:
    """Embed passages and their sentences into new matrices. Returns the dimension, which the first batch tells."""
    counts = np.array([len(passage.sentences) for passage in content.passages])
    firsts = np.cumsum(counts) - counts
    batches = _embedded(content, embedder)
    head = next(batches)
    dimension = int(head[1].shape[1])
    with (
        written(folder / PASSAGES, len(counts), dimension) as passages,
        written(folder / SENTENCES, int(counts.sum()), dimension) as sentences,
    ):
        for rows, of_passages, of_sentences in chain([head], batches):
            passages[rows] = of_passages
            sentences[np.concatenate([np.arange(firsts[row], firsts[row] + counts[row]) for row in rows])] = (
                of_sentences
            )
            step(len(rows))
    return dimension


def _embedded(content: Content, embedder: Embedder) -> Iterator[tuple[list[int], Vectors, Vectors]]:
    """Rows of passages, their vectors and those of their sentences, a batch at a time."""
    titles = content.titles
    texts = [embedded_text(titles[passage.document_id], passage) for passage in content.passages]
    order = sorted(range(len(texts)), key=lambda row: len(texts[row].text))  # texts of one length pad less
    for first in range(0, len(order), _BATCH):
        rows = order[first : first + _BATCH]
        vectors = embedder.embed_with_parts([texts[row].text for row in rows], [texts[row].sentences for row in rows])
        if not all(np.isfinite(matrix).all() for matrix in vectors):
            raise IngestError("the embedder returned a vector that is not finite")
        yield rows, *vectors


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """What is embedded of a passage, and where its sentences stand in it."""

    text: str
    sentences: tuple[Span, ...]


def embedded_text(title: str, passage: Passage) -> EmbeddedText:
    """A passage with its title and section: where it stands tells what it is about."""
    text = ". ".join(filter(None, (title, " > ".join(passage.section), passage.text)))
    before = len(text) - len(passage.text)
    return EmbeddedText(text, tuple(Span(before + span.start, before + span.end) for span in passage.sentences))


def _index(passages: Sequence[Passage], matrix: Matrix, folder: Path) -> None:
    store = VectorStore(folder, create=True)
    try:
        for first in range(0, len(passages), _BATCH):
            batch = passages[first : first + _BATCH]
            store.add([passage.id for passage in batch], matrix.take(np.arange(first, first + len(batch))))
    finally:
        store.close()
