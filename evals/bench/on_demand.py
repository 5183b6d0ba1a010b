"""A large library whose sentences are embedded when a query first reads them: same vectors, same ranking, hours saved.

Only sentences of passages that either leg finds are ever read. What was embedded is kept beside the version.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.columns import Rows
from corpus.embeddings import Embedder, EmbedderIdentity, Vectors
from corpus.matrix import Matrix
from corpus.versions import CorpusVersion


class PassagesOnly:
    """Embeds the first `count` texts, which are a version's passages; the rest get a placeholder."""

    def __init__(self, embedder: Embedder, count: int) -> None:
        self._embedder = embedder
        self._left = count

    @property
    def identity(self) -> EmbedderIdentity:
        return self._embedder.identity

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self._left <= 0:
            rows = np.zeros((len(texts), self._embedder.embed(["probe"]).shape[1]), dtype=np.float32)
            rows[:, 0] = 1.0
            return rows
        self._left -= len(texts)
        return self._embedder.embed(texts)


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
