"""What a question is before anything is searched for it: an emergency, or something to answer with care.

Triage comes first and reads the question as it was typed. What goes on from here, to storage, logs, retrieval or a
model, is the question that `Screened` holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.answering.identifiers import Identifiers, Redacted
from service.answering.injection import Asked, Injections
from service.answering.language import Languages
from service.answering.notices import Notices, listed
from service.answering.personal import PersonalDecisions
from service.answering.red_flags import Finding
from service.answering.refusals import ordered, unsupported, urgent
from service.answering.remarks import Notice
from service.answering.texts import Prompts
from service.answering.triage import Triage
from service.answering.types import Question, Reply


@dataclass(frozen=True, slots=True)
class Screened:
    """A question as it goes on, with what its reader is told."""

    question: Question
    """What is searched and shown to a model, identifiers replaced."""
    kept: str
    """The question as asked, as it may be stored: identifiers replaced."""
    notices: tuple[Notice, ...] = ()
    team_questions: tuple[str, ...] = ()
    reply: Reply | None = None
    """Said in place of an answer."""
    claimed: str = ""
    """What the reader gave out as a source: it is none, and what the library says of it is looked for."""

    @property
    def opening(self) -> str:
        """What the text of an answer begins with: that a person's own decision is not made here."""
        return next((notice.text for notice in self.notices if notice.code == "personal_decision"), "")

    def told(self, reply: Reply) -> Reply:
        """A reply with what this screening has to say. What is out of scope is nobody's decision here."""
        # An emergency's text is what to do and nothing else.
        removed = [one.text for one in self.notices if one.code == "identifiers_removed" and reply.outcome != "urgent"]
        closing = "".join(f"\n\n{text}" for text in removed)
        if reply.outcome in ("urgent", "declined"):
            notices = tuple(notice for notice in self.notices if notice.code != "personal_decision")
            return replace(reply, text=reply.text + closing, notices=(*notices, *reply.notices))
        opening = "" if reply.statements or not self.opening else f"{self.opening}\n"
        to_ask = "".join(f"\n- {question}" for question in self.team_questions)
        return replace(
            reply,
            text=opening + reply.text + (f"\n\nTo ask the treating team:{to_ask}" if to_ask else "") + closing,
            notices=(*self.notices, *reply.notices),
            team_questions=self.team_questions,
        )


class Screening:
    """Reads questions before they are answered."""

    def __init__(
        self,
        triage: Triage,
        identifiers: Identifiers,
        notices: Notices,
        injections: Injections,
        personal: PersonalDecisions,
        languages: Languages,
    ) -> None:
        self._triage = triage
        self._identifiers = identifiers
        self._notices = notices
        self._injections = injections
        self._personal = personal
        self._languages = languages

    @classmethod
    def of(cls, prompts: Prompts, triage: Triage, identifiers: Identifiers, language: str) -> "Screening":
        """With these texts, for a library in this language (ISO 639-1)."""
        return cls(
            triage,
            identifiers,
            Notices(prompts.notices),
            Injections(prompts.injection),
            PersonalDecisions(prompts.personal),
            Languages(prompts.languages, language),
        )

    def screen(self, question: Question) -> Screened:
        """Look at a question as typed, with the earlier ones of its conversation."""
        finding = self._triage.check(question.text, self._earlier(question))
        redacted = self._identifiers.redact(question.text)
        asked = self._injections.read(redacted.text)
        team = self._personal.team_questions(asked.text)
        return Screened(
            self._without_orders(question, asked.text),
            redacted.text,
            notices=tuple(self._notices_of(redacted, asked, personal=bool(team))),
            team_questions=team,
            reply=self._reply(asked, finding and self._audited(finding, redacted)),
            claimed=asked.claimed,
        )

    def _without_orders(self, question: Question, text: str) -> Question:
        """The question with what it follows: an article's title and earlier questions are read like itself."""
        title = self._injections.read(question.article_title or "")
        before = [(turn, self._injections.read(turn.question)) for turn in question.earlier]
        earlier = tuple(replace(turn, question=asked.text) for turn, asked in before if asked.anything)
        return replace(question, text=text, article_title=title.text or None, earlier=earlier)

    def rewritten(self, standalone: str, question: Question) -> Reply | None:
        """The urgent reply to a question whose rewriting shows an emergency that its own words did not."""
        if standalone == question.text:
            return None
        finding = self._triage.check(standalone, self._earlier(question))
        return urgent(finding) if finding else None

    def _notices_of(self, redacted: Redacted, asked: Asked, personal: bool) -> Iterator[Notice]:
        if redacted.told:
            yield self._notices.notice("identifiers_removed", kinds=listed(redacted.told))
        if asked.ordered:
            yield self._notices.notice("instructions_ignored")
        if personal:
            yield self._notices.notice("personal_decision")

    def _reply(self, asked: Asked, finding: Finding | None) -> Reply | None:
        """Said in place of an answer. A reader of another language gets what to do in that language, and in ours."""
        language = self._languages.foreign(asked.text)
        if language:
            return unsupported(self._languages.refusal(language))
        if finding:
            return urgent(finding)
        return None if asked.anything else ordered(self._notices.notice("instructions_ignored").text)

    def _audited(self, finding: Finding, redacted: Redacted) -> Finding:
        """The finding without identifiers in what it matched: the words of a rule, or a whole sentence."""
        return replace(finding, matched=self._identifiers.redact(redacted.hide(finding.matched)).text)

    def _earlier(self, question: Question) -> Sequence[str]:
        return [turn.question for turn in question.earlier]
