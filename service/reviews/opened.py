"""An item as a reviewer opened it, what they make of it, and the step of its history that this is."""

from dataclasses import dataclass
from datetime import UTC, datetime

from service.reviews.events import Correction, Event, Reviewer
from service.reviews.history import Overtaken
from service.reviews.items import Item
from service.reviews.risk import Risk
from service.reviews.standing import Standing
from service.reviews.states import Status


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer makes of an item. `seen`: the item's `version` when they read it; None decides unseen."""

    status: Status
    note: str = ""
    statement: int | None = None
    text: str = ""
    """What is to stand in for that statement."""
    seen: str | None = None


class Changed(Exception):
    """Not a colleague's decision, but the text of the item changed since it was read."""


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

    def check_seen(self, version: str) -> None:
        """Raises Overtaken or Changed where this is not what was read under that version."""
        if version == self.version:
            return
        if self.events and not version.startswith(f"{self.standing.version}-"):
            raise Overtaken(self.events[-1])
        raise Changed("The text of it has changed since you opened it. Read it again.")

    def step(
        self,
        corpus_version: str,
        by: Reviewer,
        after: Status,
        note: str = "",
        correction: Correction | None = None,
    ) -> Event:
        """The next event of the item, made now."""
        return Event(
            kind=self.item.kind,
            item=self.item.id,
            version=self.standing.version + 1,
            at=datetime.now(UTC),
            by=by,
            before=self.standing.status,
            after=after,
            note=note,
            reasons=self.risk.reasons,
            risk=self.risk.score,
            correction=correction,
            corpus_version=corpus_version,
            content=self.item.content,
        )
