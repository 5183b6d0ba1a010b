"""Two sentences that give different intervals, durations or numbers of courses of the same thing."""

from collections.abc import Sequence

from service.answering.conflicts.accounts import Account
from service.answering.conflicts.asked import Asked
from service.answering.conflicts.circumstances import apart
from service.answering.conflicts.clashes import AGREE, Clash, Verdict
from service.answering.conflicts.dosing import NEAR, doses_apart
from service.answering.conflicts.intervals import FOREVER, Interval, days_of, has_time
from service.answering.conflicts.sameness import is_of, same_matter, same_people, same_things, same_use, uses_apart

_AXES = (
    "phase age sex line hormones extent severity diabetes moment year prevention course urgency provoked signs place"
).split()


_ALIKE = ({"after", "lasting"}, {"after", "span"}, {"lasting", "span"})
"""Sorts of times that may be of the same: "after six weeks", "for six weeks" and "six weeks"."""


class Timing:
    """A clash where no two times that may be compared agree."""

    def asks(self, asked: Asked) -> bool:
        return asked.asks_interval

    def tells(self, asked: Asked, account: Account) -> bool:
        return has_time(account.text) and account.prescribes and bool(account.intervals)

    def judge(self, asked: Asked, one: Account, other: Account) -> Verdict:
        alike = _share_matter(asked, one, other)
        pairs = [(a, b) for a in one.intervals for b in other.intervals if _is_of_one_thing(asked.doing, alike, a, b)]
        if not pairs or not same_things(asked, one, other) or doses_apart(one, other):
            return None
        if any(_is_alike(a, b) for a, b in pairs):
            return AGREE
        if not (
            is_of(asked, one)
            and is_of(asked, other)
            and same_use(asked, one, other)
            and not uses_apart(asked, one, other)
        ):
            return None
        lengths = days_of(asked.sentence)
        named = [(a, b) for a, b in pairs if _is_in(a, lengths) and _is_in(b, lengths)]
        if not (named or same_matter(asked, one, other)) or not same_people(asked, one, other, _AXES):
            return None
        a, b = (named or pairs)[0]
        return Clash("interval", one, other, (a.shown, b.shown))


def _share_matter(asked: Asked, one: Account, other: Account) -> bool:
    """Whether both sentences name a test or procedure that the question asks about: then both time the same."""
    places = {medicine.first for medicine in asked.medicines}
    things = [thing for thing in asked.objects if thing.first not in places]
    return any(one.said.holds(thing) and other.said.holds(thing) for thing in things)


def _is_of_one_thing(doing: str, alike: bool, a: Interval, b: Interval) -> bool:
    """`doing`: what the question asks of, doses or checks, where it tells. `alike`: they time the same."""
    checks = "checks" in (a.doing, b.doing)
    sorts = {a.sort, b.sort}
    if len(sorts) > 1 and sorts not in _ALIKE and not (checks and sorts == {"after", "every"}):
        return False
    if sorts == {"after", "every"} and _is_first(a) != _is_first(b):
        return False  # a first check, and those that follow
    if a.doing != b.doing and checks and not alike and not (doing == "checks" and "" in (a.doing, b.doing)):
        return False
    told = alike or (_is_asked(doing, a) and _is_asked(doing, b))
    return told and apart(a.window, b.window, _AXES) is None


def _is_first(interval: Interval) -> bool:
    return "start" in interval.window.get("phase", ())


def _is_alike(a: Interval, b: Interval) -> bool:
    """Of two that only bound a time from one side the bounds count: "within four weeks", "within eight"."""
    if a.low == b.low == 0.0:
        return max(a.high, b.high) <= NEAR * min(a.high, b.high)
    if a.high == b.high == FOREVER:
        return max(a.low, b.low) <= NEAR * min(a.low, b.low)
    return a.low <= b.high * NEAR and b.low <= a.high * NEAR


def _is_asked(doing: str, interval: Interval) -> bool:
    return not doing or interval.doing in ("", doing)


def _is_in(interval: Interval, lengths: Sequence[float]) -> bool:
    """Whether the question names it: "seven days or fourteen?"."""
    return any(interval.low <= length * NEAR and length <= interval.high * NEAR for length in lengths)
