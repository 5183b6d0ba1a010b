"""What a rule says of two sentences: that they agree, that they clash, or nothing."""

from dataclasses import dataclass
from typing import Literal, Protocol

from service.answering.conflicts.accounts import Account
from service.answering.conflicts.asked import Asked
from service.answering.remarks import Disagreement

AGREE: Literal["agree"] = "agree"


@dataclass(frozen=True, slots=True, eq=False)
class Clash:
    """Two sentences that disagree. `values`: the words of each on which they do, where known; `on`: of what, as
    printed; `outcome`: in what, as the question has it.
    """

    kind: Disagreement
    one: Account
    other: Account
    values: tuple[str, str] | None = None
    on: str = ""
    outcome: str = ""
    comparators: tuple[str, str] | None = None
    """With what each compared, where that was not the same."""
    people: tuple[str, str] | None = None
    """Of whom each speaks, where that is not the same and the question asks for both sources by name."""


Verdict = Clash | Literal["agree"] | None


class Rule(Protocol):
    """Tells a kind of disagreement."""

    def asks(self, asked: Asked) -> bool:
        """Whether the question can be about such."""

    def tells(self, asked: Asked, account: Account) -> bool:
        """Whether the sentence, by itself, can be a side. Cheap first: most sentences are none."""

    def judge(self, asked: Asked, one: Account, other: Account) -> Verdict:
        """Of two sentences of different sources that can be sides."""
