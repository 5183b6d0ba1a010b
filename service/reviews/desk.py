"""What is done at the review desk: an item is looked at, decided, or submitted because of what was noticed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from corpus.catalog import Catalog
from service.answering.evidence import Grounding
from service.articles import ArticleShelf
from service.records import Records, UnknownRecord
from service.reviews import items
from service.reviews.corrections import verified
from service.reviews.events import SOFTWARE, Correction, Event, Reviewer
from service.reviews.history import History, Overtaken
from service.reviews.items import Item
from service.reviews.risk import Rating, Risk, of_answer, of_article
from service.reviews.standing import Standing, standing
from service.reviews.states import RAISED, Kind, NotAllowed, Status, check


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer makes of an item. `seen`: the item's `version` when they read it; None decides unseen."""

    status: Status
    note: str = ""
    statement: int | None = None
    text: str = ""
    """What is to stand in for that statement."""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """An item with its history and where that leaves it."""

    item: Item
    events: tuple[Event, ...]
    standing: Standing
    risk: Risk

    @property
    def version(self) -> str:
        """Another one wherever somebody decided, or the text changed."""
        return f"{self.standing.version}-{self.item.content[:12]}"


class Changed(Exception):
    """Not a colleague's decision, but the text of the item changed since it was read."""


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """The reviews over one corpus version."""

    records: Records
    history: History
    catalog: Catalog
    articles: ArticleShelf
    grounding: Grounding
    corpus_version: str

    def open(self, kind: Kind, item_id: str) -> Opened:
        """Raises UnknownRecord; an answer that was erased is unknown, its events stay."""
        item = self._item(kind, item_id)
        events = tuple(self.history.of(kind, item_id))
        return Opened(item, events, standing(item.begins, events, lambda: item.content), self._risk(item))

    def decide(self, kind: Kind, item_id: str, by: Reviewer, decision: Decision) -> Event:
        """Raises UnknownRecord, NotAllowed, NoStatement, Unsupported; Overtaken or Changed where it was not seen."""
        opened = self.open(kind, item_id)
        if decision.seen is not None and decision.seen != opened.version:
            if opened.events and not decision.seen.startswith(f"{opened.standing.version}-"):
                raise Overtaken(opened.events[-1])
            raise Changed("The text of it has changed since you opened it. Read it again.")
        corrects = decision.statement is not None
        check(kind, opened.standing.status, decision.status, note=decision.note, corrects=corrects)
        if decision.status == "approved" and opened.item.fallen:
            gone = "; ".join(opened.item.fallen)
            raise NotAllowed(f"It cites what was retracted or withdrawn since, and cannot be approved: {gone}.")
        correction = None
        if decision.statement is not None:
            correction = verified(opened.item, decision.statement, decision.text, self.grounding)
        event = self._event(opened, by, decision.status, decision.note, correction)
        self.history.add(event)
        if kind == "articles":
            self.articles.settle(item_id)
        return event

    def answered(self, record: Mapping[str, Any]) -> None:
        """Submit an answer that was just made and stored, if it asks to be looked at. `record`: its wire JSON."""
        if of_answer(record).submits:
            self.notice(record["id"])

    def notice(self, answer_id: str) -> None:
        """Submit an answer that what is known of it asks to look at; more than once tells nothing new."""
        added = False
        while not added:
            opened = self.open("answers", answer_id)
            known = opened.events[-1].reasons if opened.events else ()
            if not (opened.risk.submits and set(opened.risk.reasons) - set(known)):
                return
            added = self._raise(opened)

    def take_back(self, kind: Kind, item_id: str) -> bool:
        """Whether an approval was on record that does not hold: its sources fell, or readers see another text."""
        events = self.history.of(kind, item_id)
        if not events or events[-1].after != "approved":
            return False
        opened = self.open(kind, item_id)
        if opened.standing.status == "approved" and not opened.item.fallen:
            return False
        fell, edited = (
            "A source that it cites was retracted or withdrawn.",
            "Its text is not the one that was approved.",
        )
        taken = self._raise(opened, before="approved", note=fell if opened.item.fallen else edited)
        if kind == "articles":
            self.articles.settle(item_id)
        return taken

    def _raise(self, opened: Opened, before: Status | None = None, note: str = "") -> bool:
        """Put an item before the reviewers; False where somebody decided meanwhile."""
        event = self._event(opened, SOFTWARE, RAISED[opened.standing.status], note)
        try:
            self.history.add(replace(event, before=before or event.before))
        except Overtaken:
            return False
        return True

    def _item(self, kind: Kind, item_id: str) -> Item:
        if kind == "answers":
            return items.of_answer(item_id, self.records, self.catalog)
        article = self.articles.of_anyone(item_id)
        if article is None:
            raise UnknownRecord(f"There is no article {item_id!r}.")
        return items.of_article(article, self.catalog)

    def _risk(self, item: Item) -> Risk:
        if item.record is None:
            return of_article(item.changed)
        given = self.records.feedback_of_anyone(item.id)
        ratings = [Rating(one.rating == "down", bool(one.reasons or one.comment)) for one in given]
        return of_answer(item.record, ratings, item.changed)

    def _event(
        self,
        opened: Opened,
        by: Reviewer,
        after: Status,
        note: str = "",
        correction: Correction | None = None,
    ) -> Event:
        return Event(
            kind=opened.item.kind,
            item=opened.item.id,
            version=opened.standing.version + 1,
            at=datetime.now(UTC),
            by=by,
            before=opened.standing.status,
            after=after,
            note=note,
            reasons=opened.risk.reasons,
            risk=opened.risk.score,
            correction=correction,
            corpus_version=self.corpus_version,
            content=opened.item.content,
        )
