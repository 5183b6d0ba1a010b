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
    must_not_say: tuple[Fact | str, ...] = ()
    must_include: tuple[Fact, ...] = ()
    """What a reader must be told, notices and instructions included."""
    must_not_include: tuple[Fact, ...] = ()
    identifiers: tuple[str, ...] = ()
    """What names a person, and is to come back nowhere."""
    hard_words: tuple[str, ...] = ()
    """Terms that a lay answer avoids or explains."""
    parts: tuple[tuple[str, ...], ...] = ()
    """For each part of the question the documents of which one is wanted; none: it has no answer."""
    leans: bool | None = None
    """Whether the question leans on those before it; one that does not is to be left as it is."""
    standalone: str | None = None
    """One way to put a leaning question alone."""
    must_keep: tuple[str, ...] = ()
    """Words, or parts of them, that a rewriting must have."""
    must_not_add: tuple[str, ...] = ()


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
