"""Answers and documents to their wire models. One direction, no decisions."""

from dataclasses import asdict
from datetime import UTC, datetime

from corpus.documents import Document
from corpus.documents import Passage as CorpusPassage
from service.answering import types
from service.api import listings, schemas, sources
from service.reviews.events import Correction


def source(document: Document) -> sources.Source:
    fields = {name: value for name, value in asdict(document).items() if name in sources.Source.model_fields}
    return sources.Source(**fields, standing=document.standing)


def quote(value: types.Quote) -> sources.Quote:
    return sources.Quote(**asdict(value))


def citation(value: types.Citation) -> sources.Citation:
    return sources.Citation(number=value.number, source=source(value.source), quotes=[quote(q) for q in value.quotes])


def statement(value: types.Statement) -> schemas.Statement:
    return schemas.Statement.model_validate(asdict(value))


def summary(section: types.Section, text: str) -> schemas.Summary:
    """The summary, its text being the whole text from its first statement up to the first heading."""
    numbers = dict.fromkeys(number for s in section.statements for number in s.citations)
    statements = [statement(s) for s in section.statements]
    return schemas.Summary(
        text=text[statements[0].start :].split("\n\n", 1)[0] if statements else "",
        citations=list(numbers),
        statements=statements,
    )


def sections(values: tuple[types.Section, ...]) -> list[schemas.AnswerSection]:
    return [
        schemas.AnswerSection(heading=v.heading or "", statements=[statement(s) for s in v.statements]) for v in values
    ]


def passage(value: CorpusPassage, document: Document) -> listings.Passage:
    return listings.Passage(
        id=value.id,
        source=source(document),
        section=" > ".join(value.section),
        text=value.text,
        start=value.start,
        end=value.end,
        page=value.page,
        superseded_by=value.superseded_by,
    )


def correction(value: Correction) -> schemas.Correction:
    return schemas.Correction(statement=value.statement, original=value.original, text=value.text)


def request(answer: schemas.Answer) -> schemas.FollowupRequest:
    """What a stored answer was asked with; not checked again, since what is replaced in a question may lengthen it."""
    asked = {name: getattr(answer, name) for name in schemas.FollowupRequest.model_fields}
    return schemas.FollowupRequest.model_construct(**asked)


def answer(
    value: types.Answer, *, answer_id: str, conversation_id: str, request: schemas.FollowupRequest
) -> schemas.Answer:
    reply, made = value.reply, value.provenance
    return schemas.Answer(
        id=answer_id,
        conversation_id=conversation_id,
        article=request.article,
        filters=request.filters,
        outcome=reply.outcome,
        reason=reply.reason,
        question=value.question,
        standalone_question=value.standalone_question,
        audience=request.audience,
        text=reply.text,
        summary=summary(reply.summary, reply.text),
        sections=sections(reply.sections),
        citations=[citation(c) for c in reply.citations],
        gaps=list(reply.gaps),
        conflicts=[schemas.Conflict(**asdict(c)) for c in reply.conflicts],
        nearest=[schemas.Nearest(number=n.number, quote=n.quote) for n in reply.nearest],
        notices=[schemas.Notice(**asdict(n)) for n in reply.notices],
        team_questions=list(reply.team_questions),
        suggestions=list(reply.suggestions),
        instructions=schemas.Instructions(**asdict(reply.instructions)) if reply.instructions else None,
        evidence_profile=[schemas.EvidenceKind(**asdict(kind)) for kind in reply.evidence_profile],
        glossary=[schemas.Term(**asdict(term)) for term in reply.glossary],
        disclaimer=value.disclaimer,
        review_status="unreviewed",
        provenance=schemas.Provenance(
            corpus_version=made.corpus_version,
            embedder=made.embedder,
            composer=made.composer,
            model=made.model,
            outside_model=made.outside_model,
            writing=schemas.Writing(**asdict(made.writing)) if made.writing else None,
            prompts=dict(made.prompts),
            created_at=datetime.now(UTC),
            latency_ms={"total": round(made.latency_ms, 1)},
        ),
    )
