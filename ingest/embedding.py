"""Embeds what the cache has no vectors of, in windows: texts of one length pad less, and memory stays bounded."""

from collections.abc import Iterable

from corpus.batches import batches
from ingest.cache import Cache
from ingest.content import EmbeddedText
from ingest.engines import Engine

_WINDOW = 4096
_BATCH = 256


class Embedding:
    """Gathers texts and embeds the unknown ones. `count`: how many were embedded."""

    def __init__(self, cache: Cache, engine: Engine) -> None:
        self._cache, self._engine = cache, engine
        self._waiting: list[EmbeddedText] = []
        self.count = 0

    def add(self, texts: Iterable[EmbeddedText]) -> None:
        for text in texts:
            self._waiting.append(text)
            if len(self._waiting) == _WINDOW:
                self.flush()

    def flush(self) -> None:
        """Embed what waits, keeping every batch as it comes: after a build that was killed the next one goes on."""
        unknown = dict.fromkeys(self._cache.unknown(self._waiting))
        self._waiting = []
        by_length = sorted(unknown, key=lambda text: len(text.text))
        waiting = list(batches(by_length, _BATCH))
        for batch, vectors in zip(waiting, self._engine.embed(waiting), strict=True):
            self._cache.keep_vectors(batch, vectors)
            self.count += len(batch)
