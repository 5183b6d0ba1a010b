"""Layer 4: how close a statement is in meaning to the closest sentence of its quotes."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from corpus.embeddings import Embedder, Vectors
from corpus.sentences import sentence_spans

_REMEMBERED = 2048
Similarity = Callable[[str, Sequence[str]], float]
"""(statement, quotes) -> the cosine with the closest sentence, -1 to 1; 0 where there is none."""


def similarity_by(embedder: Embedder) -> Similarity:
    """By these vectors. Those of a quote are remembered: they are asked for with every statement about it."""
    vector = lru_cache(maxsize=_REMEMBERED)(lambda text: embedder.embed([text])[0])

    def similarity(statement: str, quotes: Sequence[str]) -> float:
        said: Vectors = vector(statement)
        sentences = [quote[span.start : span.end] for quote in quotes for span in sentence_spans(quote)]
        return max((float(vector(sentence) @ said) for sentence in sentences), default=0.0)

    return similarity
