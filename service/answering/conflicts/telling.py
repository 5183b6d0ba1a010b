"""What an answer tells of where current sources disagree: both sides cited, each with its quote."""

from collections.abc import Sequence, Set

from corpus.documents import Span
from prompts import Prompt
from service.answering.assembly import Assembly
from service.answering.composer import Reading
from service.answering.conflicts.clashes import Clash
from service.answering.conflicts.detector import Detector
from service.answering.conflicts.lexicon import Groups
from service.answering.conflicts.reader import DisagreementModel
from service.answering.conflicts.wording import Wording
from service.answering.remarks import Conflict
from service.answering.types import Draft, Evidence

_NEAR = 0.55
"""Share of the best score from which on a sentence may be a side."""
_MOST_READ = 40
"""Sentences read for a part of a question, beside those that the answer cites."""
_MOST_TOLD = 2


class Conflicts:
    """Looks for sides among what an answer cites and the near best of what was found."""

    def __init__(self, detector: Detector, wording: Wording) -> None:
        self._detector = detector
        self._wording = wording

    @classmethod
    def of(cls, wording: Prompt, model: DisagreementModel, equivalents: Groups, vocabulary: Groups) -> "Conflicts":
        """With the words of a library: those that claim the same, and those that its readers use."""
        return cls(Detector(model, equivalents, vocabulary), Wording(wording))

    def tell(self, readings: Sequence[Reading], told: Sequence[Draft], assembly: Assembly) -> tuple[Conflict, ...]:
        """The most telling, one of a kind. Both sides are cited in `assembly`, and its text says so."""
        cited = [evidence for draft in told for evidence in draft.evidence]
        clashes = [clash for reading in readings for clash in self._of(reading, cited)]
        places = {evidence.place for evidence in cited}
        best: dict[str, Clash] = {}
        for clash in sorted(clashes, key=lambda clash: _order(clash, places)):
            best.setdefault(clash.kind, clash)
        return tuple(self._told(clash, assembly) for clash in list(best.values())[:_MOST_TOLD])

    def _of(self, reading: Reading, cited: Sequence[Evidence]) -> list[Clash]:
        least = _NEAR * reading.pool[0].score if reading.pool else 0.0
        near = [candidate.evidence for candidate in reading.pool[:_MOST_READ] if candidate.score >= least]
        places = {evidence.place for evidence in near}
        return self._detector.clashes(reading.standalone, [*near, *(e for e in cited if e.place not in places)])

    def _told(self, clash: Clash, assembly: Assembly) -> Conflict:
        topic, note = self._wording.topic(clash), self._wording.note(clash)
        (first, mine), (second, its) = (assembly.cite(account.evidence) for account in (clash.one, clash.other))
        line = " ".join(filter(None, (self._wording.opening, f"{topic} [{first}] [{second}].", note)))
        assembly.add_note(f"\n{line}")
        return Conflict(topic, clash.kind, (first, second), (mine.id, its.id), note)


def _order(clash: Clash, cited: Set[tuple[str, Span]]) -> tuple[bool, bool, int, int]:
    """What is asked for by name, what nothing explains, what the answer cites, what compares the least at once."""
    accounts = (clash.one, clash.other)
    shown = sum(account.evidence.place in cited for account in accounts)
    return clash.people is None, clash.comparators is not None, -shown, sum(len(a.medicines[0]) for a in accounts)
