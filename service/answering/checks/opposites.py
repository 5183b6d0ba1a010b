"""Sets of which only one can be true at a time: longer or shorter, before or after, men or women, median or mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from service.answering.reading.sentence import Opposites
from service.answering.reading.words import words


@dataclass(frozen=True, slots=True)
class OppositeSet:
    """Values of which one is true at a time, each with its phrases. `local`: only where said of the same thing.

    What a negation does to a value: it `swaps` it for the other, `cancels` both, or `hides` it from the check.
    """

    negation: Literal["swaps", "cancels", "hides"]
    local: bool
    values: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=8)
def opposite_sets(own: Opposites = ()) -> Sequence[OppositeSet]:
    """The sets of words/opposites.yaml in order, then those that a library adds."""
    listed = [
        OppositeSet(
            negation=entry.get("negation", "hides"),
            local=entry.get("local", False),
            values=tuple(tuple(map(str, phrases)) for phrases in entry["values"]),
        )
        for entry in words("opposites")
    ]
    return [*listed, *(OppositeSet("hides", local=False, values=values) for values in own)]
