"""A small model that reads a message for an emergency: what no list of wordings foresaw.

It stands beside the rules of triage and chooses among their instructions; it never writes anything.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from service.answering.cross_encoders import ShippedModel

MODEL = Path(__file__).parent / "models" / "alarm.onnx"
MOST_TOKENS = 512
NONE = "none"
LABELS: tuple[str, ...] = tuple(json.loads(MODEL.with_suffix(".json").read_text(encoding="utf-8"))["labels"])
"""The classes of the model, in its order: the ids of the rules, and none."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """How likely it is that a message needs help now, and the rule whose instructions fit best."""

    probability: float
    rule: str


class AlarmModel(Protocol):
    """One message in, one alarm out."""

    def read(self, message: str) -> Alarm: ...


class ShippedAlarm:
    """The model that is shipped (models/README.md)."""

    def __init__(self, path: Path = MODEL) -> None:
        self._model = ShippedModel(path, MOST_TOKENS)

    def read(self, message: str) -> Alarm:
        readable = message.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
        return alarm(self._model.logits([(readable,)])[0])


def alarm(logits: Sequence[float] | np.ndarray) -> Alarm:
    """The scores of one message, in the order of LABELS, as an alarm."""
    scores = np.asarray(logits, dtype=np.float64)
    weights = np.exp(scores - scores.max())
    none = LABELS.index(NONE)
    rules = [i for i in range(len(LABELS)) if i != none]
    return Alarm(float(1 - weights[none] / weights.sum()), LABELS[max(rules, key=lambda i: weights[i])])
