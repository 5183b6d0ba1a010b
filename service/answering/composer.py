"""The built-in composer over what was read for a question, or for each part of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.documents import Document
from service.answering.candidates import Candidate
from service.answering.compose import MOST, compose
from service.answering.evidence import Grounding
from service.answering.merging import merge
from service.answering.repeats import is_said, words_of
from service.answering.retrieval import Retrieved
from service.answering.sufficiency import Sufficiency
from service.answering.types import Draft, Evidence, Found

FURTHER = "From the sources"
"""The heading of what the built-in composer adds to a model's answer."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found for a question or a part of one, and whether it is enough to answer. `asked`: as it was put."""

    asked: str
    standalone: str
    retrieved: Retrieved
    pool: list[Candidate]
    sufficiency: Sufficiency

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(dict.fromkeys(hit.document for hit in self.retrieved.passages))

    @property
    def found(self) -> Found:
        return Found(self.asked, self.retrieved.passages, self.sufficiency.probability, self.sufficiency.enough)

    def is_heard(self, told: Sequence[Draft]) -> bool:
        """Whether something of what bears on it most was told."""
        best = {candidate.evidence.place for candidate in self.pool[:MOST]}
        return any(evidence.place in best for draft in told for evidence in draft.evidence)


class Composer:
    """Chooses and orders sentences of the sources."""

    def __init__(self, grounding: Grounding) -> None:
        self._grounding = grounding

    def drafts(self, readings: Sequence[Reading], *, merged: bool) -> list[Draft]:
        """Drafts in reading order. Several parts: what answers each best, then each under itself as a heading.

        `merged`: one finding of several sources is one draft. The verifier says which are, which takes its time.
        """
        of_each = [self._of(reading, merged) for reading in readings]
        if len(of_each) == 1:
            return of_each[0]
        share = MOST // len(of_each)
        told: list[Draft] = []
        for drafts in of_each:
            told.extend(replace(draft, heading=None) for draft in unsaid(drafts, told)[:1])
        for reading, drafts in zip(readings, of_each, strict=True):
            told.extend(replace(draft, heading=reading.asked) for draft in unsaid(drafts, told)[: share - 1])
        return told

    def _of(self, reading: Reading, merged: bool) -> list[Draft]:
        drafts = compose(reading.standalone, reading.retrieved.concepts, reading.pool)
        return merge(drafts, reading.pool, self._supports) if merged else drafts

    def _supports(self, statement: str, evidence: Evidence) -> bool:
        return self._grounding.supports(statement, [evidence])


def unsaid(drafts: Sequence[Draft], told: Sequence[Draft]) -> list[Draft]:
    """The drafts that say something, from some sentence, that was not told."""
    places = {evidence.place for draft in told for evidence in draft.evidence}
    said = [words_of(draft.text) for draft in told]
    return [
        draft
        for draft in drafts
        if places.isdisjoint(evidence.place for evidence in draft.evidence) and not is_said(words_of(draft.text), said)
    ]
