"""Words that hold a claim back, in classes, and words that harden it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from service.answering.reading.words import words


@dataclass(frozen=True, slots=True)
class WordClass:
    """Phrases in lower case, and what else does their work: other classes (of a hedge), words (of a hardener)."""

    phrases: Sequence[str]
    excused_by: frozenset[str]


@cache
def hedge_classes() -> Mapping[str, WordClass]:
    return {
        name: WordClass(entry["phrases"], frozenset(entry["kept_by"]))
        for name, entry in words("hedges")["hedges"].items()
    }


@cache
def hardener_classes() -> Mapping[str, WordClass]:
    return {
        name: WordClass(entry["phrases"], frozenset(entry["allowed_by"]))
        for name, entry in words("hedges")["hardeners"].items()
    }
