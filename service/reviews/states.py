"""The states of a review, and which may follow which. Pure."""

from collections.abc import Mapping
from typing import Literal, get_args

Kind = Literal["answers", "articles"]
Status = Literal["unreviewed", "submitted", "under_review", "approved"]
STATUSES: tuple[Status, ...] = get_args(Status)
"""In the order of a review."""

NEXT: Mapping[Status, tuple[Status, ...]] = {
    "unreviewed": ("submitted",),
    "submitted": ("under_review", "unreviewed"),
    "under_review": ("approved", "submitted", "unreviewed", "under_review"),
    "approved": ("under_review",),
}
"""Nothing is approved that nobody took under review."""

RAISED: Mapping[Status, Status] = {
    "unreviewed": "submitted",
    "submitted": "submitted",
    "under_review": "under_review",
    "approved": "under_review",
}
"""What an item becomes when a reader complains of it or a risk is seen."""


class NotAllowed(Exception):
    """The decision cannot be made like this; the message says what can."""


def words(status: Status) -> str:
    return status.replace("_", " ")


def following(kind: Kind, status: Status) -> tuple[Status, ...]:
    """What a reviewer may make of an item. An article is written to be reviewed: it does not leave the queue so."""
    return tuple(after for after in NEXT[status] if kind == "answers" or after != "unreviewed")


def check(kind: Kind, before: Status, after: Status, *, note: str, corrects: bool) -> None:
    """Raises NotAllowed where a reviewer may not take an item from one state to the other."""
    if corrects and after != "under_review":
        raise NotAllowed(
            "A correction puts the item under review. Approve it in a step of its own, when you have read it corrected."
        )
    if after not in following(kind, before):
        can = " or ".join(words(status) for status in following(kind, before) if status != before)
        raise NotAllowed(f"It is {words(before)} and can become {can}, not {words(after)}.")
    if after == before and not (note or corrects):
        raise NotAllowed(f"It is {words(before)} already: write a note, or correct a statement.")
    if STATUSES.index(after) < STATUSES.index(before) and not (note or corrects):
        raise NotAllowed(f"Say in a note why it goes back to {words(after)}.")
