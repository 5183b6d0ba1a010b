"""One finding told by several sources becomes one statement that cites them all, where each supports it alone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

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
    known = {_place(candidate.evidence): candidate for candidate in candidates}
    trials, taken_in = MOST_TRIALS, set[tuple[str, int]]()
    merged = []
    for draft in drafts:
        if _place(draft.evidence[0]) in taken_in:
            continue
        for other in _same_finding(known[_place(draft.evidence[0])], candidates):
            if trials == 0:
                break
            trials -= 1
            if supports(draft.text, other.evidence):
                draft = replace(draft, evidence=(*draft.evidence, other.evidence))  # noqa: PLW2901
                taken_in.add(_place(other.evidence))
        merged.append(draft)
    return merged


def _same_finding(candidate: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Sentences of other documents that are alike and have the same numbers, of which there must be some."""
    numbers = _numbers(candidate.evidence)
    return [
        other
        for other in candidates
        if other.evidence.document.id != candidate.evidence.document.id
        and numbers
        and _numbers(other.evidence) == numbers
        and float(np.dot(other.vector, candidate.vector)) >= ALIKE
    ]


def _numbers(evidence: Evidence) -> frozenset[str]:
    return frozenset(_NUMBER.findall(evidence.text))


def _place(evidence: Evidence) -> tuple[str, int]:
    return evidence.passage.id, evidence.span.start
