"""What a run asks: questions with what is expected of their answers, whichever set they come from. Frozen values."""

from dataclasses import dataclass

from evals.facts import Fact
from service.answering.types import Audience, Turn


@dataclass(frozen=True, slots=True)
class Expected:
    """What a good answer does. A metric scores what has an expectation here; None and () are none."""

    answered: bool | None = None
    urgent: bool | None = None
    documents: tuple[str, ...] = ()
    """Ids of the documents that bear on it."""
    facts: tuple[Fact | str, ...] = ()
    must_not_say: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    """For each part of the question the documents of which one is wanted; none: it has no answer."""
    standalone: str | None = None
    """One way to put the question alone; equal to the question: it is to be left as it is."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of a run. `id` is unique in it."""

    id: str
    set: str
    question: str
    expected: Expected
    category: str
    audience: Audience = "clinician"
    earlier: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked together. `continues`: each question follows the answer before it."""

    id: str
    asks: tuple[Ask, ...]
    continues: bool = False

    @property
    def set(self) -> str:
        return self.asks[0].set
