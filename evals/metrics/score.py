"""A score and a metric.

Three states: scored; not applicable (the case has nothing to score, which is not zero); failed (there was something
to score and no score came of it). A gate fails where too few are scored. After inspect_ai's scorers and metrics.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from corpus.documents import Passage
from evals.run.asks import Ask
from service.answering.types import Answer, Evidence

State = Literal["scored", "not_applicable", "failed"]
Direction = Literal["higher", "lower", "neither"]
Summary = Literal["mean", "median", "p95"]


@dataclass(frozen=True, slots=True)
class Score:
    """A value where it is scored, and why it is what it is, for a person."""

    state: State
    value: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tools:
    """What metrics need beside the answer: the verifier, over the corpus and alone, each audience's disclaimer."""

    supports: Callable[[str, tuple[Evidence, ...]], bool]
    """Whether these sentences of the corpus together support a statement, by the verifier."""
    says: Callable[[str, str], bool]
    """Whether a text says what is claimed, by the verifier."""
    disclaimers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Observed:
    """A question, its answer, and the cited passages as the corpus has them (not as the answer brings them)."""

    ask: Ask
    answer: Answer
    passages: Mapping[str, Passage]
    tools: Tools


@dataclass(frozen=True, slots=True)
class Metric:
    """`version` goes up when the same answer may score otherwise. `timed`: differs from run to run by nature."""

    name: str
    title: str
    version: int
    direction: Direction
    score: Callable[[Observed], Score]
    summary: Summary = "mean"
    timed: bool = False

    @property
    def source(self) -> str:
        """What it measures and where its idea comes from: the docstring of its function."""
        return (self.score.__doc__ or "").strip()

    @property
    def higher_is_better(self) -> bool | None:
        return None if self.direction == "neither" else self.direction == "higher"

    @property
    def is_judged(self) -> bool:
        """Whether a verdict on two runs hangs on it: it has a better, and does not differ between two of the same."""
        return self.direction != "neither" and not self.timed

    def __call__(self, observed: Observed) -> Score:
        """Score; what goes wrong in it is a failed score, never a stopped run."""
        try:
            return self.score(observed)
        except Exception as error:
            return Score("failed", None, f"{type(error).__name__}: {error}")


def scored(value: float | bool, why: str = "") -> Score:
    return Score("scored", round(float(value), 4), why)


def not_applicable(why: str) -> Score:
    return Score("not_applicable", None, why)


def share(held: Sequence[bool], why: str = "") -> Score:
    """The share that holds; not applicable where there is nothing."""
    return scored(sum(held) / len(held), why) if held else not_applicable("nothing to score")


def summarised(values: Any, how: Summary, axis: int | None = None) -> Any:
    """One figure of many, or one along an axis."""
    if how == "mean":
        return np.mean(values, axis=axis)
    return np.quantile(values, 0.5 if how == "median" else 0.95, axis=axis)
