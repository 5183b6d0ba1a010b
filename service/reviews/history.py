"""The history of reviews: events that are added, read and exported. Nothing here changes or deletes one.

Whoever decides adds the next version of an item; of two who add the same one the second is told (Overtaken).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC

from sqlalchemy import Engine, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.reviews.events import Event, as_line, from_line
from service.reviews.states import Kind
from service.reviews.tables import ReviewEventRow

_BATCH = 500
"""Events in memory at once while all are read."""


class Overtaken(Exception):
    """Somebody decided meanwhile: `last` is the event that was not seen."""

    def __init__(self, last: Event) -> None:
        super().__init__(f"{last.kind} {last.item} has version {last.version}")
        self.last = last


class AnotherHistory(Exception):
    """What is restored says something else than what is kept."""


class History:
    """Reads and adds events; safe to use from several threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, *events: Event) -> None:
        """All or nothing. Raises Overtaken where one of their versions is taken."""
        try:
            with Session(self.engine) as session, session.begin():
                session.add_all(_row(event) for event in events)
        except IntegrityError as error:
            first = events[0]
            last = self.of(first.kind, first.item)
            if not last:
                raise
            raise Overtaken(last[-1]) from error

    def of(self, kind: Kind, item: str) -> list[Event]:
        """What happened to an item, oldest first."""
        if "\0" in item:  # no id of ours holds one, and PostgreSQL refuses to look for it
            return []
        wanted = select(ReviewEventRow).where(ReviewEventRow.kind == kind, ReviewEventRow.item == item)
        with Session(self.engine) as session:
            return [_event(row) for row in session.scalars(wanted.order_by(ReviewEventRow.version))]

    def of_all(self, kind: Kind, items: Sequence[str]) -> dict[str, list[Event]]:
        """The same for several items."""
        found: dict[str, list[Event]] = {item: [] for item in items}
        wanted = select(ReviewEventRow).where(ReviewEventRow.kind == kind, ReviewEventRow.item.in_(found))
        with Session(self.engine) as session:
            for row in session.scalars(wanted.order_by(ReviewEventRow.version)):
                found[row.item].append(_event(row))
        return found

    def all(self) -> Iterator[Event]:
        """Every event in the order of time, a batch of them in memory at once."""
        order = (ReviewEventRow.at, ReviewEventRow.kind, ReviewEventRow.item, ReviewEventRow.version)
        wanted, last = select(ReviewEventRow).order_by(*order).limit(_BATCH), None
        while True:
            later = wanted if last is None else wanted.where(tuple_(*order) > tuple_(*last))
            with Session(self.engine) as session:
                rows = session.scalars(later).all()
            if not rows:
                return
            yield from map(_event, rows)
            last = (rows[-1].at, rows[-1].kind, rows[-1].item, rows[-1].version)

    def restore(self, events: Iterable[Event]) -> int:
        """Add what an export holds and this history lacks; returns how many. AnotherHistory where they differ."""
        added = 0
        with Session(self.engine) as session, session.begin():
            for event in events:
                row = session.get(ReviewEventRow, (event.kind, event.item, event.version))
                if row is None:
                    session.add(_row(event))
                    added += 1
                elif _event(row) != event:
                    raise AnotherHistory(f"{event.kind} {event.item}, version {event.version}: kept is another event.")
        return added


def _row(event: Event) -> ReviewEventRow:
    return ReviewEventRow(
        kind=event.kind,
        item=event.item,
        version=event.version,
        at=event.at.astimezone(UTC),  # SQLite keeps the digits of a time, not its zone
        after=event.after,
        key=event.by.key,
        risk=event.risk,
        reasons=" ".join(event.reasons),
        record=as_line(event),
    )


def _event(row: ReviewEventRow) -> Event:
    return from_line(row.record)
