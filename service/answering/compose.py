"""The built-in composer: chooses the sentences that answer a question and puts them in reading order.

It needs no key and no network, and writes no word of its own: each statement is a sentence of a source.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from corpus.documents import KINDS
from service.answering.balance import HEADINGS, SIDES, Side, side, yes_or_no
from service.answering.candidates import Candidate
from service.answering.concepts import Concept
from service.answering.marks import without_marks
from service.answering.repeats import is_said, words_of
from service.answering.types import Draft

MOST = 12
FEWEST = 4
PER_DOCUMENT = 4
RELATIVE_FLOOR = 0.66
"""A sentence whose score is below this share of the best one's is not part of the answer."""
DIVERSITY = 0.1
"""How much likeness to what is already chosen costs (maximal marginal relevance, Carbonell and Goldstein 1998)."""
IN_SUMMARY = 2
AS_GOOD = 0.9
"""Sentences within a tenth of the best score answer about equally well."""
OTHER_SIDE_FLOOR = 0.5
"""Share of the best score down to which evidence of either side is looked for."""
PER_SIDE = 3
"""Studies of a side that are shown whether or not their sentences were chosen for the question as a whole."""
NEAR_BEST_OF_SIDE = 0.8
"""Share of a side's best score from which on the strongest kind of source opens it."""
_OTHER = "Further evidence"
_SOURCES: Mapping[str, str] = {
    "guideline": "Guidelines and labels",
    "label": "Guidelines and labels",
    "consensus": "Guidelines and labels",
    "rct": "Randomised trials",
    "review": "Other studies",
    "single-arm": "Other studies",
    "retrospective": "Other studies",
}


def compose(question: str, concepts: Sequence[Concept], candidates: Sequence[Candidate]) -> list[Draft]:
    """Drafts in reading order: one or two that answer best, then the rest under headings.

    A yes-or-no question is opened by the best finding of either side, and the sides are headings of their own.
    """
    chosen = sorted(_choose(candidates), key=lambda candidate: -candidate.score)
    sides = _sides(question, concepts, chosen, candidates)
    opening = [group[0] for group in sides.values()]
    lead = list(dict.fromkeys([*opening, *_lead(chosen)]))[:IN_SUMMARY]
    drafts = [_draft(candidate, None) for candidate in lead]
    for taken, group in sides.items():
        rest = sorted((candidate for candidate in group if candidate not in lead), key=_reading_order)
        drafts.extend(_draft(candidate, HEADINGS[taken]) for candidate in rest)
    told = {*lead, *(candidate for group in sides.values() for candidate in group)}
    for heading, group in _topics([candidate for candidate in chosen if candidate not in told]):
        drafts.extend(_draft(candidate, heading) for candidate in sorted(group, key=_reading_order))
    return drafts[:MOST]


def _sides(
    question: str, concepts: Sequence[Concept], chosen: Sequence[Candidate], candidates: Sequence[Candidate]
) -> dict[Side, list[Candidate]]:
    """By the side they take, strongest first: what was chosen, and findings of studies that were not.

    Empty for a question that yes or no does not answer.
    """
    asked = yes_or_no(question)
    if asked is None or not chosen:
        return {}
    sides: dict[Side, list[Candidate]] = {}
    for candidate in candidates:
        if candidate in chosen or candidate.score >= OTHER_SIDE_FLOOR * chosen[0].score:
            taken = side(asked, question, concepts, candidate)
            if taken is not None:
                sides.setdefault(taken, []).append(candidate)
    return {taken: _strongest(sides[taken], chosen) for taken in SIDES if taken in sides}


def _strongest(side_of: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """What was chosen and the best of a few studies more, opened by the strongest kind among the near best."""
    studies = dict.fromkeys(candidate.evidence.document.id for candidate in side_of)
    best = {study: next(c for c in side_of if c.evidence.document.id == study) for study in list(studies)[:PER_SIDE]}
    kept = [candidate for candidate in side_of if candidate in chosen or candidate in best.values()]
    near = [candidate for candidate in kept if candidate.score >= NEAR_BEST_OF_SIDE * kept[0].score]
    opening = min(near, key=_reading_order)
    return [opening, *(candidate for candidate in kept if candidate is not opening)]


def _lead(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The opening: of the sentences that answer about equally well, those of the strongest kinds of source."""
    near_best = [candidate for candidate in chosen if candidate.score >= AS_GOOD * chosen[0].score]
    if len(near_best) < IN_SUMMARY:
        return list(chosen[:IN_SUMMARY])
    return sorted(near_best, key=_reading_order)[:IN_SUMMARY]


def _topics(candidates: Sequence[Candidate]) -> list[tuple[str, list[Candidate]]]:
    """Headings that several sentences share, most relevant first; then what stands alone, by the kind of its source."""
    shared: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        shared[candidate.heading].append(candidate)
    alone: dict[str, list[Candidate]] = defaultdict(list)
    for heading in [heading for heading, group in shared.items() if len(group) == 1]:
        candidate = shared.pop(heading)[0]
        alone[_SOURCES.get(candidate.evidence.document.kind, _OTHER)].append(candidate)
    by_relevance = sorted(shared.items(), key=lambda item: (-max(c.score for c in item[1]), item[0]))
    return by_relevance + [
        (heading, alone[heading]) for heading in (*dict.fromkeys(_SOURCES.values()), _OTHER) if heading in alone
    ]


def _choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Sentences by maximal marginal relevance, until the next best answers too little."""
    if not candidates:
        return []
    chosen: list[Candidate] = []
    told: list[frozenset[str]] = []
    per_document: Counter[str] = Counter()
    vectors = np.stack([candidate.vector for candidate in candidates])
    scores = np.array([candidate.score for candidate in candidates])
    likeness = np.zeros(len(candidates))
    left = np.ones(len(candidates), dtype=np.bool_)
    while left.any() and len(chosen) < MOST:
        row = int(np.argmax(np.where(left, scores - DIVERSITY * likeness, -np.inf)))
        best, left[row] = candidates[row], False
        if len(chosen) >= FEWEST and best.score < RELATIVE_FLOOR * chosen[0].score:
            break
        document = best.evidence.document.id
        words = words_of(best.evidence.text)
        if per_document[document] >= PER_DOCUMENT or is_said(words, told):
            continue
        per_document[document] += 1
        told.append(words)
        chosen.append(best)
        likeness = np.maximum(likeness, vectors @ best.vector)
    return chosen


def _reading_order(candidate: Candidate) -> tuple[int, float]:
    """Guideline and label before trial before series; within a kind the more relevant first."""
    kind = candidate.evidence.document.kind
    return (KINDS.index(kind) if kind in KINDS else len(KINDS), -candidate.score)


def _draft(candidate: Candidate, heading: str | None) -> Draft:
    return Draft(without_marks(candidate.evidence.text), (candidate.evidence,), heading)
