"""What waits for a reviewer, and what was decided: answers and articles together, by status, risk and age.

An answer is listed once something happened to it: nobody browses what no reader complained of and no risk was seen in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from service.articles import Article, ArticleShelf
from service.reviews.events import Event, from_line
from service.reviews.history import History
from service.reviews.risk import Reason, of_article
from service.reviews.states import Kind, Status
from service.reviews.tables import ReviewEventRow
from service.tables import AnswerRow, utc

Order = Literal["risk", "age"]
OPEN: tuple[Status, ...] = ("submitted", "under_review")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items, in which order, and which part of them. `by`: the key of whoever decided last."""

    statuses: tuple[Status, ...] = OPEN
    kind: Kind | None = None
    reason: Reason | None = None
    by: str | None = None
    order: Order = "risk"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it is listed. `since`: when something last happened to it; `last`: what that was.

    `kept_until`: when an answer is erased, unless its conversation goes on.
    """

    kind: Kind
    id: str
    title: str
    status: Status
    since: datetime
    risk: int
    reasons: tuple[Reason, ...]
    last: Event | None = None
    kept_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """`total`: how many fit in all."""

    entries: tuple[Entry, ...]
    total: int


_BY: Mapping[Order, Callable[[Entry], tuple[Any, ...]]] = {
    "risk": lambda entry: (-entry.risk, entry.since, entry.id),
    "age": lambda entry: (entry.since, entry.id),
}
_COLUMNS = {
    "risk": (ReviewEventRow.risk.desc(), ReviewEventRow.at, ReviewEventRow.item),
    "age": (ReviewEventRow.at, ReviewEventRow.item),
}


class Queue:
    """Reads what the history, the stored answers and the shelf say together."""

    def __init__(self, history: History, articles: ArticleShelf, retention_days: int | None) -> None:
        self._history, self._articles = history, articles
        self._kept = None if retention_days is None else timedelta(days=retention_days)

    def page(self, wanted: Wanted) -> Listing:
        """Riskiest first, or what waits longest first."""
        articles = [] if wanted.kind == "answers" else [one for one in self._of_articles() if _fits(one, wanted)]
        answers, count = ([], 0) if wanted.kind == "articles" else self._of_answers(wanted)
        merged = sorted([*articles, *answers], key=_BY[wanted.order])
        return Listing(tuple(merged[wanted.offset :][: wanted.limit]), len(articles) + count)

    def _of_articles(self) -> list[Entry]:
        shelf = {article.file.slug: article for article in self._articles.all()}
        events = self._history.of_all("articles", list(shelf))
        return [_article(article, events[slug]) for slug, article in shelf.items()]

    def _of_answers(self, wanted: Wanted) -> tuple[list[Entry], int]:
        """The first of them up to the end of the page, and how many there are in all."""
        fitting = _newest_events(wanted)
        later = aliased(AnswerRow)
        last_asked = (
            select(func.max(later.created_at)).where(later.conversation_id == AnswerRow.conversation_id)
        ).scalar_subquery()
        listed = fitting.add_columns(AnswerRow.question, last_asked)
        with Session(self._history.engine) as session:
            count = session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
            rows = session.execute(listed.order_by(*_COLUMNS[wanted.order]).limit(wanted.offset + wanted.limit))
            return [self._answer(from_line(record), question, asked) for record, question, asked in rows], count

    def _answer(self, last: Event, question: str, asked: datetime) -> Entry:
        until = None if self._kept is None else utc(asked) + self._kept
        return Entry("answers", last.item, question, last.after, last.at, last.risk, last.reasons, last, until)


def _newest_events(wanted: Wanted) -> Select[str]:
    """The records of the last events of the answers that fit and are still kept."""
    newest = (
        select(ReviewEventRow.item, func.max(ReviewEventRow.version).label("version"))
        .where(ReviewEventRow.kind == "answers")
        .group_by(ReviewEventRow.item)
        .subquery()
    )
    fitting = (
        select(ReviewEventRow.record)
        .join(newest, (newest.c.item == ReviewEventRow.item) & (newest.c.version == ReviewEventRow.version))
        .join(AnswerRow, AnswerRow.id == ReviewEventRow.item)
        .where(ReviewEventRow.kind == "answers", ReviewEventRow.after.in_(wanted.statuses))
    )
    if wanted.reason is not None:
        fitting = fitting.where(ReviewEventRow.reasons.contains(wanted.reason, autoescape=True))
    if wanted.by is not None:
        fitting = fitting.where(ReviewEventRow.key == wanted.by)
    return fitting


def _article(article: Article, events: list[Event]) -> Entry:
    file, risk = article.file, of_article(bool(article.notices))
    last = events[-1] if events else None
    since = last.at if last else datetime.combine(file.last_updated, time(), UTC)
    return Entry("articles", file.slug, file.question, file.status, since, risk.score, risk.reasons, last)


def _fits(entry: Entry, wanted: Wanted) -> bool:
    return (
        entry.status in wanted.statuses
        and (wanted.reason is None or wanted.reason in entry.reasons)
        and (wanted.by is None or (entry.last is not None and entry.last.by.key == wanted.by))
    )
