"""Two sentences that give different doses of the same medicine for the same use."""

from collections.abc import Sequence

from service.answering.conflicts.accounts import Account
from service.answering.conflicts.asked import Asked
from service.answering.conflicts.clashes import AGREE, Clash, Verdict
from service.answering.conflicts.doses import Dose, has_amount
from service.answering.conflicts.sameness import is_of, same_people, same_use, uses_apart

NEAR = 1.1
"""Ratio of two amounts up to which they are the same: 75 and 81 mg, 7.4 and 8 GBq."""
_AXES = "age sex route severity prevention line hormones diabetes course menopause place".split()
_ITS_OWN = frozenset(("start", "reduced", "whole"))
"""Phases with a dose of their own: it says nothing of a dose of which no phase is told."""
Amount = tuple[float, float]
Pair = tuple[Dose, Dose]


class Dosing:
    """A clash where no dose that may be compared agrees."""

    def asks(self, asked: Asked) -> bool:
        return asked.asks_dose

    def tells(self, asked: Asked, account: Account) -> bool:
        return has_amount(account.text) and account.prescribes and bool(account.doses)

    def judge(self, asked: Asked, one: Account, other: Account) -> Verdict:
        mine, its = (_in_phase(asked, account.doses) for account in (one, other))
        pairs = [(a, b) for a in mine for b in its if _is_of_one_use(asked, a, b)]
        over = [(a, b) for a, b in pairs if _exceeds(a, b) or _exceeds(b, a)]
        alike = [(a, b) for a, b in pairs if _is_alike(a, b)]
        rest = _without(pairs, alike)
        if not over and alike and not rest:
            return AGREE
        if not pairs or not (is_of(asked, one) and is_of(asked, other)):
            return None
        if (
            not same_use(asked, one, other)
            or uses_apart(asked, one, other)
            or not same_people(asked, one, other, _AXES)
        ):
            return None
        a, b = (over or rest or pairs)[0]
        medicine = a.medicine or b.medicine
        return Clash("dose", one, other, (a.shown, b.shown), medicine.shown if medicine else "")


def _without(pairs: Sequence[Pair], alike: Sequence[Pair]) -> list[Pair]:
    """What is left where both name one dose alike and each one other: "of 60 mg a day, 10 mg", "of 60 mg, 5 mg"."""
    used = {id(dose) for pair in alike for dose in pair}
    rest = [(a, b) for a, b in pairs if id(a) not in used and id(b) not in used]
    return rest if len(rest) == 1 else []


def _in_phase(asked: Asked, doses: Sequence[Dose]) -> Sequence[Dose]:
    """Those of the phase that is asked about, where any is told to be of it."""
    wanted = asked.circumstances.get("phase", frozenset())
    return [dose for dose in doses if not wanted.isdisjoint(dose.phase)] or doses


def _is_of_one_use(asked: Asked, a: Dose, b: Dose) -> bool:
    """Of one medicine, which is asked about, reckoned alike and in the same phase."""
    if (a.measure, a.by) != (b.measure, b.by) or _are_of_others(a, b):
        return False
    if a.measure == "volume" and not (a.by or asked.asks_volume):
        return False  # what something is dissolved in
    named = [dose.medicine for dose in (a, b) if dose.medicine]
    if asked.treatments and named and all(one.is_other_than(wanted) for one in named for wanted in asked.treatments):
        return False
    return _is_of_one_phase(a, b)


def _are_of_others(a: Dose, b: Dose) -> bool:
    """Of two medicines, or, where neither names one, of two substances."""
    if a.medicine and b.medicine:
        return a.medicine.is_other_than(b.medicine)
    named = a.medicine is not None or b.medicine is not None
    return not named and bool(a.substance and b.substance) and a.substance != b.substance


def _is_of_one_phase(a: Dose, b: Dose) -> bool:
    if {"raised", "highest"} <= a.phase | b.phase:
        return True
    if a.phase and b.phase:
        return not a.phase.isdisjoint(b.phase)
    return _ITS_OWN.isdisjoint(a.phase | b.phase)


def doses_apart(one: Account, other: Account) -> bool:
    """Whether both name doses, reckoned alike, and none of one is one of the other: two products of one medicine."""
    pairs = [(a, b) for a in one.doses for b in other.doses if (a.measure, a.by) == (b.measure, b.by)]
    return bool(pairs) and not any(_is_alike(a, b) for a, b in pairs)


def _exceeds(given: Dose, highest: Dose) -> bool:
    """Whether one gives more than what the other has as the most."""
    return highest.is_highest and not given.is_highest and given.daily[0] > highest.daily[1] * NEAR


def _is_alike(a: Dose, b: Dose) -> bool:
    """By the day where both say how often; where one does not, either way. A highest dose takes in all below it."""
    if a.is_highest != b.is_highest:
        highest, given = (a, b) if a.is_highest else (b, a)
        return given.daily[0] <= highest.daily[1] * NEAR
    if a.times and b.times:
        return _near(a.daily, b.daily)
    return _near((a.low, a.high), (b.low, b.high)) or _near(a.daily, b.daily)


def _near(a: Amount, b: Amount) -> bool:
    return a[0] <= b[1] * NEAR and b[0] <= a[1] * NEAR
