"""What stands beside the statements of an answer. Frozen values; the wire models are in service/api/schemas.py."""

from dataclasses import dataclass
from typing import Literal

NoticeCode = Literal[
    "identifiers_removed",
    "instructions_ignored",
    "personal_decision",
    "source_retracted",
    "source_replaced",
    "source_withdrawn",
]
Disagreement = Literal["dose", "interval", "recommendation", "direction"]


@dataclass(frozen=True, slots=True)
class Nearest:
    """Evidence that comes closest to a question without answering it."""

    number: int
    quote: str


@dataclass(frozen=True, slots=True)
class Instructions:
    """What an urgent answer says to do, in order."""

    rule: str
    why: str
    do_now: tuple[str, ...]
    tell_staff: tuple[str, ...]
    matched: str
    """The words that made the rule fire, kept for audit."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know about how the question was treated, or about what it rests on since."""

    code: NoticeCode
    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two current sources of the answer that disagree: on what, what each says, by number and quote."""

    topic: str
    kind: Disagreement
    citations: tuple[int, int]
    quotes: tuple[str, str]
    note: str
    """What may explain it, such as different comparators; empty where nothing is known to."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of an answer that a lay reader may not know."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """How many of the sources are of one kind, and the years they are from."""

    kind: str
    sources: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Writing:
    """What became of the sentences that a model wrote. `added`: by the built-in composer; `stopped`: why it was cut."""

    written: int
    shown: int
    repaired: int
    dropped: int
    added: int
    stopped: str | None
