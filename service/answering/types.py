"""What an answer is, apart from how it travels. Frozen values; the wire models are in service/api/schemas.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.documents import Document, EvidenceFilter, Passage, Span
from service.answering.remarks import Conflict, EvidenceKind, Instructions, Nearest, Notice, Term, Writing
from service.answering.scoring import Parts

Audience = Literal["clinician", "patient", "caregiver", "student"]
Outcome = Literal["answered", "partial", "abstained", "urgent", "declined"]
ANSWERED: tuple[Outcome, ...] = ("answered", "partial")
"""The outcomes that answer a question, in whole or in part."""
Reason = Literal["no_evidence", "out_of_scope", "injection", "unsupported_language", "emergency", "self_harm"]
Verdict = Literal["supported", "partial", "contradicted", "unsupported"]


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the same conversation, as asked and as understood, and what was answered."""

    question: str
    standalone: str
    sources: tuple[str, ...] = ()
    """The ids of the documents that the answer cites."""
    said: str = ""
    """What the answer opened with, without its markers."""


@dataclass(frozen=True, slots=True)
class Question:
    """A follow-up question with what it follows."""

    text: str
    audience: Audience = "clinician"
    article_title: str | None = None
    earlier: tuple[Turn, ...] = ()
    filters: EvidenceFilter = field(default_factory=EvidenceFilter)


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A retrieved passage with its document, and why it ranks where it does (ranks from 1; None: not found so)."""

    passage: Passage
    document: Document
    score: float
    parts: Parts
    dense_rank: int | None
    lexical_rank: int | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a passage that a statement rests on."""

    passage: Passage
    document: Document
    span: Span

    @property
    def text(self) -> str:
        return self.passage.text[self.span.start : self.span.end]

    @property
    def place(self) -> tuple[str, Span]:
        """Where it stands: the same sentence is at the same place, whatever is known of its document."""
        return self.passage.id, self.span


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it has numbers: its words, the evidence that supports it, the heading it stands under."""

    text: str
    evidence: tuple[Evidence, ...]
    heading: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span of a passage; offsets are code points in the passage's text."""

    id: str
    passage_id: str
    text: str
    start: int
    end: int
    section: str
    page: int | None
    evidence_level: str | None
    """As its author printed it, for this section."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A number, its source, and the quotes taken from it."""

    number: int
    source: Document
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer. `start` and `end` are offsets in the answer's text, markers excluded."""

    text: str
    citations: tuple[int, ...]
    quotes: tuple[str, ...]
    verdict: Verdict
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """Statements under one heading; the summary has none."""

    heading: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made an answer. Hashes are SHA-256 of the prompt files."""

    corpus_version: str
    embedder: str
    composer: Literal["built-in", "model", "mixed"]
    model: str | None
    outside_model: str | None
    """The model of another machine that the question may have been shown to."""
    writing: Writing | None
    prompts: Mapping[str, str]
    latency_ms: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question. `outcome` says which kind it is; no text is ever searched to tell."""

    outcome: Outcome
    reason: Reason | None
    text: str
    summary: Section = Section(None, ())
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    """The passages that are quoted, so that whoever stores the answer can keep them."""
    gaps: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    instructions: Instructions | None = None
    suggestions: tuple[str, ...] = ()
    """Questions to ask next, each of which the library answers."""
    evidence_profile: tuple[EvidenceKind, ...] = ()
    glossary: tuple[Term, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notices: tuple[Notice, ...] = ()
    team_questions: tuple[str, ...] = ()
    """What to ask the treating team, where the question is one that only they can decide."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All of them, in reading order."""
        return tuple(statement for section in (self.summary, *self.sections) for statement in section.statements)


@dataclass(frozen=True, slots=True)
class Found:
    """What was read for a question or a part of it, best first, and how probable it is that it answers."""

    asked: str
    passages: tuple[ScoredPassage, ...]
    probability: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply with the question as it may be kept and as it was understood, what made it and its disclaimer."""

    question: str
    """As asked, identifiers replaced."""
    standalone_question: str
    reply: Reply
    disclaimer: str
    provenance: Provenance
    found: tuple[Found, ...] = ()
    """For evaluation: it is not sent and not stored."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The question was understood so."""

    standalone_question: str


@dataclass(frozen=True, slots=True)
class SourcesRead:
    """The documents that the answer is drawn from, best first, and what is to be read before it.

    `opening`: that a person's own decision is not made here; `gaps`: the parts of the question without an answer.
    """

    documents: tuple[Document, ...]
    opening: str = ""
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementReady:
    """A verified statement, final, with its quotes whole and the citations that it introduces."""

    heading: str | None
    statement: Statement
    quotes: tuple[tuple[int, Quote], ...]
    introduces: tuple[Citation, ...]
    text: str
    """The answer's text up to here."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole answer."""

    answer: Answer


Event = Accepted | SourcesRead | StatementReady | Finished
