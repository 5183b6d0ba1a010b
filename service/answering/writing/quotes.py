"""Which sentences of the passages support what a model wrote, and which comes closest where none does."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from service.answering.candidates import Candidate
from service.answering.repeats import words_of
from service.answering.types import Evidence

FEWEST_WORDS = 5
"""Content words below which a sentence says too little to be checked: "The answer is yes.", "It is safe."."""
FEWEST_SHARED = 3
"""How many of them a quote must hold."""
TOGETHER = 2
"""How many sentences one statement may rest on."""
CLOSE = 0.5
"""Share of a statement's words that a sentence must hold to stand in for it, or to be asked unnamed."""

_STATED = re.compile(r"[.!][)\]\"'\u2019\u201d]?$")
"""A question states nothing, and a heading is no sentence."""

Supports = Callable[[str, Sequence[Evidence]], bool]


@dataclass(frozen=True, slots=True)
class Quotes:
    """The sentences that a model was shown. `supports` is the verifier's word on a statement and its evidence."""

    pool: Sequence[Candidate]
    supports: Supports

    def supporting(self, statement: str, passages: Collection[str]) -> tuple[Evidence, ...] | None:
        """The fewest sentences that support a statement: of the passages that it names, of all where it names none.

        Where the named ones fail it no other is asked: who looks long enough finds a sentence that seems to agree.
        """
        said = words_of(statement)
        if len(said) < FEWEST_WORDS or not _STATED.search(statement):
            return None
        found = _by_words(statement, self._named(passages))[:TOGETHER]
        least = FEWEST_SHARED / len(said) if passages else CLOSE
        nearest = tuple(candidate.evidence for share, candidate in found if share >= least)
        tried = (nearest[:count] for count in range(1, len(nearest) + 1))
        return next((chosen for chosen in tried if self.supports(statement, chosen)), None)

    def closest(self, statement: str, passages: Collection[str]) -> Candidate | None:
        """The sentence of the named passages that says most of a statement; none where none is named."""
        ranked = _by_words(statement, self._named(passages)) if passages else []
        return ranked[0][1] if ranked and ranked[0][0] >= CLOSE else None

    def _named(self, passages: Collection[str]) -> Sequence[Candidate]:
        return [candidate for candidate in self.pool if candidate.evidence.passage.id in passages] or self.pool


def _by_words(statement: str, candidates: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """Sentences with the share of the statement's words that they hold: most first, then more relevant ones."""
    said = words_of(statement)
    shares = [(len(said & words_of(c.evidence.text)) / (len(said) or 1), c) for c in candidates]
    return sorted(shares, key=lambda found: (-found[0], -found[1].score))
