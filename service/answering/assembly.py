"""Puts verified drafts together: numbers sources by first use, gives quotes their ids, keeps offsets in the text.

Statements are added one by one, so that what is streamed is already final.
"""

from dataclasses import replace

from corpus.documents import Passage
from service.answering.evidence import Grounding
from service.answering.grounding import Verifier
from service.answering.types import Citation, Draft, Evidence, Quote, Section, Statement, StatementReady


class Assembly:
    """An answer under construction. One number a source, in order of first use."""

    def __init__(self, grounding: Grounding | None = None, opening: str = "") -> None:
        """`opening`: words of the service's own that come before every statement, on a line of their own."""
        self._grounding = grounding or Grounding(Verifier())
        self.text = opening
        self._summary: list[Statement] = []
        self._sections: dict[str, list[Statement]] = {}
        self._citations: dict[str, Citation] = {}
        self._quotes: dict[tuple[str, int, int], Quote] = {}
        self._passages: dict[str, Passage] = {}

    def add(self, draft: Draft) -> StatementReady | None:
        """Add a draft, in reading order. None where its quotes do not support it: then nothing has changed."""
        judgement = self._grounding.judge(draft.text, draft.evidence)
        if judgement.verdict != "supported":
            return None
        known = len(self._citations)
        quoted = [self.cite(evidence) for evidence in draft.evidence]
        numbers = tuple(sorted({number for number, _ in quoted}))
        start = self._open(draft.heading)
        self.text += draft.text + _markers(numbers)
        statement = Statement(
            text=draft.text,
            citations=numbers,
            quotes=tuple(quote.id for _, quote in quoted),
            verdict=judgement.verdict,
            start=start,
            end=start + len(draft.text),
        )
        (self._summary if draft.heading is None else self._sections[draft.heading]).append(statement)
        return StatementReady(draft.heading, statement, tuple(quoted), self.citations[known:], self.text)

    def add_note(self, line: str) -> None:
        """A line of the service's own words: not a statement about the evidence, hence without a number."""
        self.text += ("\n" if self.text else "") + line

    def cite(self, evidence: Evidence) -> tuple[int, Quote]:
        """The number of the evidence's source and the quote, new or known."""
        quote = self._quote(evidence)
        citation = self._citations.get(evidence.document.id)
        if citation is None:
            citation = Citation(len(self._citations) + 1, evidence.document, ())
        if quote not in citation.quotes:
            citation = replace(citation, quotes=(*citation.quotes, quote))
        self._citations[evidence.document.id] = citation
        return citation.number, quote

    @property
    def summary(self) -> Section:
        return Section(None, tuple(self._summary))

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(Section(heading, tuple(statements)) for heading, statements in self._sections.items())

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations.values())

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(self._passages.values())

    def _open(self, heading: str | None) -> int:
        """Where the next statement starts, after the heading or space that goes before it."""
        if heading is None:
            self.text += " " if self._summary else "\n" if self.text else ""
        elif heading in self._sections:
            self.text += "\n"
        else:
            self._sections[heading] = []
            self.text += ("\n\n" if self.text else "") + heading + "\n"
        return len(self.text)

    def _quote(self, evidence: Evidence) -> Quote:
        passage, span = evidence.passage, evidence.span
        key = (passage.id, span.start, span.end)
        if key not in self._quotes:
            self._passages[passage.id] = passage
            self._quotes[key] = Quote(
                id=f"q{len(self._quotes) + 1}",
                passage_id=passage.id,
                text=evidence.text,
                start=span.start,
                end=span.end,
                section=" > ".join(passage.section),
                page=passage.page,
                evidence_level=passage.evidence_level,
            )
        return self._quotes[key]


def _markers(numbers: tuple[int, ...]) -> str:
    return "".join(f" [{number}]" for number in numbers)
