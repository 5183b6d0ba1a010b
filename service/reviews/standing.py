"""Where an item stands, told by its events alone. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.reviews.events import Correction, Event
from service.reviews.states import Status


@dataclass(frozen=True, slots=True)
class Standing:
    """`role` and `at`: in which role somebody took it there, and when. `version`: how many events there are."""

    status: Status
    version: int
    corrections: tuple[Correction, ...] = ()
    role: str | None = None
    at: datetime | None = None


def standing(begins: Status, events: Sequence[Event], content: Callable[[], str] = str) -> Standing:
    """An approval holds for the words that were signed: where readers see others, the item is under review again.

    `content` is asked for where an approval hangs on it; that of an answer is always the same.
    """
    if not events:
        return Standing(begins, 0)
    last, corrections = events[-1], _corrections(events)
    if last.after == "approved" and last.content != content():
        return Standing("under_review", last.version, corrections)
    return Standing(last.after, last.version, corrections, last.by.role, last.at)


def _corrections(events: Sequence[Event]) -> tuple[Correction, ...]:
    """The newest of each statement, in reading order; one that brings back the original words is none."""
    newest = {event.correction.statement: event.correction for event in events if event.correction}
    return tuple(newest[place] for place in sorted(newest) if newest[place].text != newest[place].original)
