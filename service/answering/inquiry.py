"""Reads the library for a question: what bears on each of its parts, and whether that is enough to answer."""

from collections.abc import Callable, Collection
from dataclasses import replace

from service.answering.candidates import Candidate, candidates
from service.answering.composer import Reading
from service.answering.condense import condense, continues_with
from service.answering.parts import parts
from service.answering.referrals import Referrals
from service.answering.retrieval import Retriever
from service.answering.sufficiency import Assessor
from service.answering.types import Question, Turn


class Inquiry:
    """Reads one corpus version. `searchable`: a question without what stands in it for an identifier."""

    def __init__(
        self, retriever: Retriever, assessor: Assessor, referrals: Referrals, searchable: Callable[[str], str]
    ) -> None:
        self._retriever = retriever
        self._assessor = assessor
        self._referrals = referrals
        self._searchable = searchable

    def readings(self, question: Question, standalone: str) -> list[Reading]:
        """A reading for each part of the question; one of the whole where it has no parts or none has evidence."""
        continuing = continues_with(question)
        asked = parts(question.text)
        if len(asked) > 1:
            found = [self._read(part, alone, question, continuing) for part, alone in _standing_alone(asked, question)]
            if any(reading.sufficiency.enough for reading in found):
                return found
        return [self._read(question.text, standalone, question, continuing)]

    def about(self, claim: str) -> list[Candidate]:
        """What the library says of a claim: the sentences found for it, first what speaks to it most probably."""
        searched = self._searchable(claim)
        return self._assessor.ordered(searched, candidates(self._retriever.retrieve(searched), self._retriever))

    def _read(self, asked: str, standalone: str, question: Question, continuing: Collection[str]) -> Reading:
        searched = self._searchable(standalone)
        retrieved = self._retriever.retrieve(searched, question.filters, continuing=continuing)
        pool = candidates(retrieved, self._retriever)
        sufficiency = self._assessor.assess(searched, retrieved.concepts, retrieved.vector, pool)
        if refer := self._referrals.of(searched):
            sufficiency = replace(sufficiency, enough=False, in_scope=False, refer=refer)
        return Reading(asked, standalone, retrieved, pool, sufficiency)


def _standing_alone(asked: list[str], question: Question) -> list[tuple[str, str]]:
    """Each part as asked, and with what it takes from the parts and turns before it."""
    before = question.earlier
    found = []
    for part in asked:
        found.append((part, condense(replace(question, text=part, earlier=before))))
        before = (*before, Turn(part, part))
    return found
