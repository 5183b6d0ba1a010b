"""A text and its parts from one reading: each part is the mean of its own tokens, read in their context.

One forward pass gives the vector of a passage and those of its sentences, at half the cost of embedding both, and a
sentence that says "it fell" has a vector that knows what fell ("late chunking", Günther et al., 2024).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from corpus.documents import Span

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from corpus.embeddings import Vectors

_BATCH = 32
_STEP = 16
"""Lengths are rounded up: torch keeps a plan for every shape that it has met, and memory would grow with them."""


def pools_late(model: "SentenceTransformer") -> bool:
    """Whether the model's own vector of a text is the mean of its tokens: else a part's mean means nothing."""
    kinds = [type(module).__name__ for module in model]
    mean = getattr(model[1], "pooling_mode", None) == "mean" if len(kinds) > 1 else False
    tokenizer = getattr(model, "tokenizer", None)
    plain = kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
    return plain and mean and getattr(tokenizer, "is_fast", False) and not model.default_prompt_name


def embed_late(
    model: "SentenceTransformer", texts: Sequence[str], parts: Sequence[Sequence[Span]]
) -> tuple["Vectors", "Vectors"]:
    """Unit vectors of texts, and of their parts one after the other: shapes (texts, dimension), (parts, dimension).

    A part that lies beyond what the model reads has the vector of its text.
    """
    wholes, pieces = [], []
    for first in range(0, len(texts), _BATCH):
        last = first + _BATCH
        batch = _read(model, texts[first:last], parts[first:last])
        wholes.append(batch[0])
        pieces.extend(batch[1])
    return np.concatenate(wholes), np.concatenate(pieces)


def _read(
    model: "SentenceTransformer", texts: Sequence[str], parts: Sequence[Sequence[Span]]
) -> tuple["Vectors", list["Vectors"]]:
    import torch

    features = model.tokenizer(
        list(texts),
        padding=True,
        pad_to_multiple_of=None if (model.max_seq_length or 0) % _STEP else _STEP,
        truncation=True,
        max_length=model.max_seq_length,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    offsets = features.pop("offset_mapping").numpy()
    with torch.inference_mode():
        out = model(dict(features))
    wholes = unit(out["sentence_embedding"].float().numpy())
    tokens = out["token_embeddings"].float().numpy()
    return wholes, [_parts(*row) for row in zip(tokens, offsets, wholes, parts, strict=True)]


def _parts(tokens: "Vectors", offsets: "Vectors", whole: "Vectors", parts: Sequence[Span]) -> "Vectors":
    """The mean of the tokens of each part. `tokens`: (tokens, dimension); `offsets`: where each stands, (tokens, 2)."""
    rows = np.empty((len(parts), len(whole)), dtype=np.float32)
    real = offsets[:, 1] > offsets[:, 0]
    for row, part in zip(rows, parts, strict=True):
        own = real & (offsets[:, 0] < part.end) & (offsets[:, 1] > part.start)
        row[:] = tokens[own].mean(axis=0) if own.any() else whole
    return unit(rows)


def unit(rows: "Vectors") -> "Vectors":
    """Each row at length 1; a row of zeros stays."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)
