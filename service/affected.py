"""Which stored answers and articles cite a source that no longer stands: to be reviewed, and to be counted."""

import logging
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from corpus.batches import batches
from corpus.catalog import Catalog
from service.articles import ArticleShelf
from service.bootstrap import Services
from service.citing import Place
from service.recall import Change, StandingNow, Standings
from service.records import Records

logger = logging.getLogger(__name__)

_BATCH = 1_000
"""Passages in memory at once."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A stored answer or an article, the day it is of, a source that it cites, and what became of that."""

    id: str
    """Of the answer; the slug of the article."""
    day: str
    source: str
    change: Change


def affected_answers(records: Records, catalog: Catalog) -> list[Affected]:
    """The oldest first, once for each source and what became of it."""
    changed = _changes(records, catalog)
    passages = list(dict.fromkeys(place.passage_id for place in changed))
    found = {
        (made, Affected(answer_id, f"{made:%Y-%m-%d}", place.document_id, changed[place]))
        for place, answer_id, made in records.places.citing(passages)
        if place in changed
    }
    return [affected for _, affected in sorted(found, key=lambda one: (one[0], one[1].id, one[1].source))]


def affected_articles(articles: ArticleShelf) -> list[Affected]:
    """In the order of the shelf."""
    found = (
        Affected(article.file.slug, str(article.file.last_updated), source, change)
        for article in articles.all()
        for (source, _), change in article.changes.items()
    )
    return list(dict.fromkeys(found))


def _changes(records: Records, catalog: Catalog) -> dict[Place, Change]:
    """The places quoted by stored answers that no longer stand."""
    standings, changed = Standings(catalog), {}
    for batch in batches(records.places.all(), _BATCH):
        held = catalog.passages([place.passage_id for place in batch])
        for place in batch:
            text = "" if place.passage_id in held else _text(records, place)
            change = standings.change(place.document_id, text, place.passage_id)
            if change is not None:
                changed[place] = change
    return changed


def _text(records: Records, place: Place) -> str:
    passage, _ = records.cited_passage(place.passage_id)
    return passage.text[place.start : place.stop]


Counts = Mapping[str, int]
"""By standing."""


class RecallCounts:
    """How many answers and articles cite what no longer stands: looked up anew after a while, or for another version.

    Fails open: while the database does not answer there are no counts, which is logged once, and nothing is raised.
    """

    def __init__(self, every: float = 60.0) -> None:
        self._every = every
        self._lock = threading.Lock()
        self._failing = False
        self._known: tuple[str, float, tuple[Counts, Counts] | None] = ("", 0.0, None)

    def of(self, services: Services) -> tuple[Counts, Counts] | None:
        """Of answers and of articles; None where they cannot be told."""
        with self._lock:
            version, until, counts = self._known
            if version != services.corpus.id or time.monotonic() >= until:
                counts = self._count(services)
                self._known = (services.corpus.id, time.monotonic() + self._every, counts)
            return counts

    def _count(self, services: Services) -> tuple[Counts, Counts] | None:
        try:
            answers = affected_answers(services.records, services.corpus.catalog)
        except Exception as error:
            # The kind of error alone: what a database says may repeat what it holds.
            if not self._failing:
                logger.error("answers that cite what no longer stands cannot be counted: %s", type(error).__name__)
            self._failing = True
            return None
        self._failing = False
        return _by_standing(answers), _by_standing(affected_articles(services.articles))


def _by_standing(affected: Iterable[Affected]) -> Counts:
    ids: dict[str, set[str]] = {standing: set() for standing in get_args(StandingNow) if standing != "current"}
    for one in affected:
        ids[one.change.standing].add(one.id)
    return {standing: len(found) for standing, found in ids.items()}
