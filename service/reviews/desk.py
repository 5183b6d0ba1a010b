"""What is done at the review desk: an item is looked at, decided, or submitted because of what was noticed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from corpus.catalog import Catalog
from service.answering.evidence import Grounding
from service.articles import ArticleShelf
from service.records import Records, UnknownRecord
from service.reviews import items
from service.reviews.corrections import verified
from service.reviews.events import SOFTWARE, Event, Reviewer
from service.reviews.history import History, Overtaken
from service.reviews.items import Item
from service.reviews.opened import Decision, Opened
from service.reviews.risk import Rating, Risk, of_answer, of_article
from service.reviews.standing import standing
from service.reviews.states import RAISED, Kind, NotAllowed, Status, check

FELL = "A source that it cites was retracted or withdrawn."
EDITED = "Its text is not the one that was approved."


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
        if decision.seen is not None:
            opened.check_seen(decision.seen)
        corrects = decision.statement is not None
        check(kind, opened.standing.status, decision.status, note=decision.note, corrects=corrects)
        if decision.status == "approved" and opened.item.fallen:
            gone = "; ".join(opened.item.fallen)
            raise NotAllowed(f"It cites what was retracted or withdrawn since, and cannot be approved: {gone}.")
        correction = None
        if decision.statement is not None:
            correction = verified(opened.item, decision.statement, decision.text, self.grounding)
        event = opened.step(self.corpus_version, by, decision.status, decision.note, correction)
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
        return self._raise(opened, before="approved", note=FELL if opened.item.fallen else EDITED)

    def _raise(self, opened: Opened, before: Status | None = None, note: str = "") -> bool:
        """Put an item before the reviewers; False where somebody decided meanwhile."""
        event = opened.step(self.corpus_version, SOFTWARE, RAISED[opened.standing.status], note)
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
