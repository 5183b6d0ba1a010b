"""What a question is before anything is searched for it: an emergency, or something to answer with care.

Triage comes first and reads the question as it was typed. What goes on from here, to storage, logs, retrieval or a
model, is the question that `Screened` holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.answering.notices import Notices
from service.answering.refusals import urgent
from service.answering.remarks import Notice
from service.answering.triage import Triage
from service.answering.types import Question, Reply


@dataclass(frozen=True, slots=True)
class Screened:
    """A question as it goes on, with what its reader is told."""

    question: Question
    """What is searched and shown to a model."""
    kept: str
    """The question as asked, as it may be stored."""
    notices: tuple[Notice, ...] = ()
    team_questions: tuple[str, ...] = ()
    reply: Reply | None = None
    """Said in place of an answer."""

    def told(self, reply: Reply) -> Reply:
        """A reply with the notices of this screening before its own."""
        return replace(reply, notices=(*self.notices, *reply.notices), team_questions=self.team_questions)


class Screening:
    """Reads questions before they are answered."""

    def __init__(self, triage: Triage, notices: Notices) -> None:
        self._triage = triage
        self._notices = notices

    def screen(self, question: Question) -> Screened:
        """Look at a question as typed, with the earlier ones of its conversation."""
        finding = self._triage.check(question.text, self._earlier(question))
        return Screened(question, question.text, reply=urgent(finding) if finding else None)

    def rewritten(self, standalone: str, question: Question) -> Reply | None:
        """The urgent reply to a question whose rewriting shows an emergency that its own words did not."""
        if standalone == question.text:
            return None
        finding = self._triage.check(standalone, self._earlier(question))
        return urgent(finding) if finding else None

    def _earlier(self, question: Question) -> Sequence[str]:
        return [turn.question for turn in question.earlier]
