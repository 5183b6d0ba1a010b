"""How much an embedder reads: its own tokenizer and limit, in a form that goes to worker processes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from corpus.embeddings import Embedder


class Measure(Protocol):
    """Counts tokens. `limit`: how many the embedder reads of a text, its own marks included."""

    @property
    def limit(self) -> int: ...

    def tokens(self, text: str) -> int: ...


@dataclass(frozen=True, slots=True)
class TokenizerMeasure:
    """By the tokenizer file of a model."""

    tokenizer: Path
    limit: int

    def tokens(self, text: str) -> int:
        return _count(self.tokenizer, text)


@dataclass(frozen=True, slots=True)
class WordMeasure:
    """By words: for an embedder that has no tokenizer file."""

    limit: int = 256

    def tokens(self, text: str) -> int:
        return len(text.split())


def measure_of(embedder: Embedder) -> Measure:
    """What the embedder reads, by its own tokenizer where it has one."""
    reads = embedder.reads
    return WordMeasure(reads.limit) if reads.tokenizer is None else TokenizerMeasure(reads.tokenizer, reads.limit)


@lru_cache(maxsize=100_000)
def _count(tokenizer: Path, text: str) -> int:
    return len(_loaded(tokenizer).encode(text, add_special_tokens=False))


@lru_cache(maxsize=2)
def _loaded(tokenizer: Path):  # type: ignore[no-untyped-def]  # tokenizers has no types
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_file(str(tokenizer))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded
