"""Reviews to their wire models, and what can stop a decision to its problem."""

from dataclasses import replace

from service.affected import Affected, affected_answers, affected_articles
from service.api import articles, listings, schemas, wire
from service.api import review_models as models
from service.api.recalls import as_of_now
from service.articles import Article
from service.bootstrap import Services
from service.errors import Conflict, Refused
from service.records import UnknownRecord
from service.reviews import risk, states
from service.reviews.corrections import NoStatement, Unsupported
from service.reviews.events import Event, Reviewer
from service.reviews.history import Overtaken
from service.reviews.opened import Changed, Decision, Opened
from service.reviews.queue import Entry
from service.reviews.standing import Standing
from service.reviews.states import Kind, NotAllowed


def entry(value: Entry) -> models.Entry:
    return models.Entry(
        kind=value.kind,
        id=value.id,
        title=value.title,
        status=value.status,
        since=value.since,
        risk=look(risk.Risk(value.reasons)),
        last=value.last,
        kept_until=value.kept_until,
    )


def look(value: risk.Risk) -> models.Look:
    return models.Look(
        score=value.score,
        level=risk.level(value.score),
        reasons=list(value.reasons),
        told=[risk.WORDS[reason] for reason in value.reasons],
    )


def item(services: Services, kind: Kind, item_id: str) -> models.ReviewItem:
    """An item as reviewers see it. Raises UnknownRecord for what never was; of what was erased the history is left."""
    return opened_item(services, kind, item_id)[0]


def opened_item(services: Services, kind: Kind, item_id: str) -> tuple[models.ReviewItem, Opened | None]:
    """The same, with what it was read from; None for what was erased."""
    try:
        opened = services.reviews.open(kind, item_id)
    except UnknownRecord:
        events = services.records.reviews.of(kind, item_id)
        if not events:
            raise
        return _erased(events), None
    return _shown(services, opened), opened


def _shown(services: Services, opened: Opened) -> models.ReviewItem:
    kind, item_id, standing = opened.item.kind, opened.item.id, opened.standing
    return models.ReviewItem(
        kind=kind,
        id=item_id,
        status=standing.status,
        version=opened.version,
        allowed=list(states.following(kind, standing.status)),
        risk=look(opened.risk),
        corrections=[wire.correction(one) for one in standing.corrections],
        history=list(opened.events),
        feedback=_feedback(services, item_id) if kind == "answers" else [],
        answer=_answer(services, opened),
        article=_article(opened.item.article),
    )


def decide(services: Services, kind: Kind, item_id: str, by: Reviewer, decision: Decision) -> None:
    """What identifies a person in the note is replaced first. Raises UnknownRecord; Conflict where somebody decided
    meanwhile; Refused, with the reason, what cannot be."""
    told = replace(decision, note=services.identifiers.redact(decision.note).text)
    try:
        services.reviews.decide(kind, item_id, by, told)
    except Overtaken as error:
        raise Conflict(_overtaken(error.last), decided=states.words(error.last.after)) from error
    except Changed as error:
        raise Conflict(str(error)) from error
    except Unsupported as error:
        raise Refused(f"The quotes do not support the correction: {error}", verdict=error.verdict) from error
    except (NotAllowed, NoStatement) as error:
        raise Refused(str(error)) from error


def affected(services: Services) -> list[models.AffectedItem]:
    """The answers, the oldest first, then the articles."""
    found: dict[Kind, list[Affected]] = {
        "answers": affected_answers(services.records, services.corpus.catalog),
        "articles": affected_articles(services.articles),
    }
    return [
        models.AffectedItem(
            kind=kind, id=one.id, day=one.day, source=one.source, fate=one.change.fate, by=one.change.by
        )
        for kind, affected_ones in found.items()
        for one in affected_ones
    ]


def review(standing: Standing) -> schemas.Review | None:
    """What readers are told of whoever reviewed: the role alone."""
    if standing.role is None or standing.at is None:
        return None
    return schemas.Review(status=standing.status, role=standing.role, at=standing.at)


def reviewed(answer: schemas.Answer, standing: Standing) -> schemas.Answer:
    """A stored answer with where its review stands today. What was said stays."""
    told = {
        "review_status": standing.status,
        "review": review(standing),
        "corrections": [wire.correction(one) for one in standing.corrections],
    }
    return answer.model_copy(update=told)


def _answer(services: Services, opened: Opened) -> schemas.Answer | None:
    if opened.item.record is None:
        return None
    return reviewed(as_of_now(schemas.Answer.model_validate(opened.item.record), services), opened.standing)


def _article(article: Article | None) -> listings.Article | None:
    return articles.whole(article, article.file.audience) if article else None


def _feedback(services: Services, answer_id: str) -> list[models.ReaderFeedback]:
    return [
        models.ReaderFeedback(rating=one.rating, reasons=list(one.reasons), comment=one.comment, at=one.at)
        for one in services.records.feedback_of_anyone(answer_id)
    ]


def _erased(events: list[Event]) -> models.ReviewItem:
    last = events[-1]
    return models.ReviewItem(
        kind=last.kind,
        id=last.item,
        status=last.after,
        version=f"{last.version}-",
        allowed=[],
        risk=look(risk.Risk(last.reasons)),
        corrections=[],
        history=events,
        feedback=[],
        answer=None,
        article=None,
    )


def _overtaken(last: Event) -> str:
    who = f"{last.by.name} ({last.by.role})"
    did = f"corrected statement {last.correction.statement + 1} of it" if last.correction else "decided"
    when = f"{last.at:%H:%M} UTC on {last.at.day} {last.at:%B %Y}"
    return f"{who} {did} at {when}, after you opened it: it is {states.words(last.after)} now. Read it again."
