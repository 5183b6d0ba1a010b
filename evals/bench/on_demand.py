"""A large library whose sentences are embedded when a query first reads them: same vectors, same ranking, hours saved.

Only sentences of passages that either leg finds are ever read. What was embedded is kept beside the version.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.columns import Rows
from corpus.documents import Passage
from corpus.embeddings import Embedder, EmbedderIdentity, Vectors
from corpus.matrix import Matrix
from corpus.versions import CorpusVersion


class PassagesOnly:
    """Embeds passages; a sentence gets the vector of its passage until it is read, or for good where only time counts.

    `texts`: what is embedded of each passage.
    """

    def __init__(self, embedder: Embedder, passages: Sequence[Passage], texts: Sequence[str]) -> None:
        self._embedder = embedder
        self._text_of = {
            passage.sentence(index): text
            for passage, text in zip(passages, texts, strict=True)
            for index in range(len(passage.sentences))
        }
        self._known: dict[str, Vectors] = {}
        self._passages = len(set(texts))

    @property
    def identity(self) -> EmbedderIdentity:
        return self._embedder.identity

    def embed(self, texts: Sequence[str]) -> Vectors:
        if len(self._known) < self._passages:  # passages come first
            vectors = self._embedder.embed(texts)
            self._known.update(zip(texts, vectors, strict=True))
            return vectors
        return np.stack([self._known[self._text_of[text]] for text in texts])


class SentencesOnDemand(Matrix):
    """The sentence vectors of a version, embedded where they are not yet known."""

    def __init__(self, corpus: CorpusVersion, embedder: Embedder, folder: Path) -> None:
        super().__init__(corpus.path / "sentences.npy")
        self._corpus = corpus
        self._embedder = embedder
        folder.mkdir(exist_ok=True)
        self._vectors = _opened(folder / "vectors.npy", self.shape, np.float16)
        self._known = _opened(folder / "known.npy", self.shape[:1], np.bool_)

    def take(self, rows: Rows) -> Vectors:
        missing = np.unique(rows[~self._known[rows]])
        if len(missing):
            passages = self._corpus.columns.passages_of(missing)
            texts = self._corpus.catalog.passages([self._corpus.columns.ids[row] for row in np.unique(passages)])
            starts, _ = self._corpus.columns.sentences(passages)
            self._vectors[missing] = self._embedder.embed(
                [
                    texts[self._corpus.columns.ids[passage]].sentence(int(row - start))
                    for row, passage, start in zip(missing, passages, starts, strict=True)
                ]
            )
            self._known[missing] = True
        return np.asarray(self._vectors[rows], dtype=np.float32)


class LazyVersion(CorpusVersion):
    """A version whose sentences are embedded on demand."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        super().__init__(path)
        self._embedder = embedder

    @cached_property
    def sentence_vectors(self) -> Matrix:
        return SentencesOnDemand(self, self._embedder, self.path.parent.parent / "sentences")


def _opened(path: Path, shape: tuple[int, ...], dtype: type[np.generic]) -> np.memmap:
    mode = "r+" if path.exists() else "w+"
    return np.lib.format.open_memmap(path, mode=mode, dtype=dtype, shape=None if mode == "r+" else shape)
