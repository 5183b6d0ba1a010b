"""One finding told by several sources becomes one statement that cites them all, where each supports it alone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from corpus.documents import Span
from service.answering.candidates import Candidate
from service.answering.types import Draft, Evidence

ALIKE = 0.8
"""Cosine of two sentences from which on they may tell the same finding."""
MOST_TRIALS = 3
"""How many pairs are put to the verifier: each takes some tens of milliseconds."""
_NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?")

Supports = Callable[[str, Evidence], bool]


def merge(drafts: Sequence[Draft], candidates: Sequence[Candidate], supports: Supports) -> list[Draft]:
    """The drafts, some with more evidence; a later draft that one before it takes in is left out.

    `supports` says whether a statement is supported by one piece of evidence alone.
    """
    numbers = {c.evidence.place: frozenset(_NUMBER.findall(c.evidence.text)) for c in candidates}
    known = {candidate.evidence.place: candidate for candidate in candidates}
    taken_in: set[tuple[str, Span]] = set()
    trials = MOST_TRIALS
    merged = []
    for draft in drafts:
        place = draft.evidence[0].place
        if place in taken_in:
            continue
        evidence = list(draft.evidence)
        same = [c for c in candidates if numbers[place] and numbers[c.evidence.place] == numbers[place]]
        for other in same:
            if trials and _may_tell_the_same(other, known[place]):
                trials -= 1
                if supports(draft.text, other.evidence):
                    evidence.append(other.evidence)
                    taken_in.add(other.evidence.place)
        merged.append(replace(draft, evidence=tuple(evidence)))
    return merged


def _may_tell_the_same(candidate: Candidate, other: Candidate) -> bool:
    """Whether two sentences of different documents are alike."""
    of_one_document = candidate.evidence.document.id == other.evidence.document.id
    return not of_one_document and float(np.dot(candidate.vector, other.vector)) >= ALIKE
