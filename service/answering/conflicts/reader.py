"""A small model that reads a question beside two sentences: do they disagree on what is asked, and in what?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast, get_args

import numpy as np

from service.answering.cross_encoders import Logits, ShippedModel, Texts
from service.answering.remarks import Disagreement

MODEL = Path(__file__).parents[1] / "models" / "disagreement.onnx"
MOST_TOKENS = 160
NONE = "none"
LABELS: tuple[str, ...] = (NONE, *get_args(Disagreement))
"""The classes of the model, in its order."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely it is that two sentences disagree, and in what, if they do."""

    probability: float
    kind: Disagreement


class DisagreementModel(Protocol):
    """Pairs of `texts` in, an opinion on each out, in the same order."""

    def read(self, pairs: Sequence[Texts]) -> list[Opinion]: ...


class ShippedDisagreement:
    """The model that is shipped (models/README.md)."""

    def __init__(self, path: Path = MODEL) -> None:
        self._model = ShippedModel(path, MOST_TOKENS)

    def read(self, pairs: Sequence[Texts]) -> list[Opinion]:
        return [opinion(row) for row in self._model.logits(pairs)]


def texts(question: str, one: Texts, other: Texts) -> Texts:
    """What is read at once. `one`, `other`: the title of a document and a sentence of it."""
    first, second = (". ".join(filter(None, side)) for side in (one, other))
    return f"{question} {first}", second


def opinion(logits: Logits) -> Opinion:
    """The scores of one pair, in the order of LABELS."""
    weights = np.exp(np.asarray(logits, dtype=np.float64) - logits.max())
    kinds = weights[1:]
    return Opinion(float(kinds.sum() / weights.sum()), cast(Disagreement, LABELS[1 + int(kinds.argmax())]))
