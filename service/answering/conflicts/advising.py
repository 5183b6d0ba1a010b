"""Two sentences of which one is for a thing and the other against it, in the same people."""

from collections.abc import Sequence

from service.answering.conflicts.accounts import Account
from service.answering.conflicts.asked import Asked
from service.answering.conflicts.clashes import Clash, Verdict
from service.answering.conflicts.lexicon import first_words
from service.answering.conflicts.medicines import Medicine
from service.answering.conflicts.sameness import (
    agree,
    is_of,
    names,
    people_apart,
    same_matter,
    same_people,
    same_things,
    same_use,
    uses_apart,
)
from service.answering.conflicts.siding import side_on
from service.answering.conflicts.stances import SIDES, Stance
from service.answering.reading.words import words

_AXES = (
    "age sex line prevention extent hormones severity diabetes moment volume course urgency provoked menopause kind"
    " signs"
).split()
_LEAST, _MOST = 0.1, 0.25
"""How much of a question a sentence must name: where it names something that can be done, and where it does not."""
_TELLING = 0.7
"""Share of the weight of what is most telling in a question that both sentences name, where nothing can be done."""


class Advising:
    """A clash of one for and one against; "only in some" is neither."""

    def asks(self, asked: Asked) -> bool:
        return asked.asks_advice

    def tells(self, asked: Asked, account: Account) -> bool:
        if account.words.isdisjoint(first_words("stances", *SIDES)) or not account.prescribes or not account.stances:
            return False
        if asked.treatments and not account.every_medicine:
            return False
        enough = asked.share(account) >= (_LEAST if asked.objects else _MOST)
        return enough and is_of(asked, account) and _meets(asked, account)

    def judge(self, asked: Asked, one: Account, other: Account) -> Verdict:
        mine, its = side_on(asked, one), side_on(asked, other)
        if mine is None or its is None or not _is_opposed(one, mine, other, its):
            return None
        if any(not (names(one, term) or names(other, term)) for term in asked.outcomes if not asked.is_absent(term)):
            return None  # it asks what comes of it, not whether it is to be done
        same = (
            same_things(asked, one, other)
            and same_use(asked, one, other)
            and not uses_apart(asked, one, other)
            and same_matter(asked, one, other)
        )
        people = None
        if not same_people(asked, one, other, _AXES):
            people = people_apart(one, other, _AXES) if asked.names(one) and asked.names(other) else None
            same = same and people is not None
        if not same or not (asked.objects or _share_most_telling(asked, one, other)):
            return None
        on = _on(asked, one, mine, other, its)
        return Clash("recommendation", one, other, (_shown(one, mine), _shown(other, its)), on, people=people)


def _meets(asked: Asked, account: Account) -> bool:
    """Whether it names something of the situation that is asked about, beside the thing itself."""
    situation = [thing for thing in asked.things if thing not in asked.objects]
    places = {medicine.first for medicine in asked.medicines}
    if not asked.objects or not any(thing in asked.outcomes or thing.first in places for thing in situation):
        return True
    mine = [medicine for medicine in asked.medicines if medicine not in asked.treatments]
    told = bool(mine and account.every_medicine) and agree(mine, account.every_medicine)
    return told or any(names(account, thing) for thing in situation)


def _is_opposed(one: Account, mine: Stance, other: Account, its: Stance) -> bool:
    """For and against; "only in some" is against what is for everybody."""
    sides = {mine.side, its.side}
    if sides == {"for", "only"}:
        account = one if mine.side == "for" else other
        return not account.words.isdisjoint(words("stances")["everybody"])
    return sides == {"for", "against"}


def _share_most_telling(asked: Asked, one: Account, other: Account) -> bool:
    if not any(one.said.holds(thing) and other.said.holds(thing) for thing in asked.things):
        return False
    both = [thing.weight for thing in asked.things if names(one, thing) and names(other, thing)]
    return max(both, default=0.0) >= _TELLING * max(thing.weight for thing in asked.things)


def _on(asked: Asked, one: Account, mine: Stance, other: Account, its: Stance) -> str:
    """The medicine that both name nearest to the words of a side, as the shorter has it; else the first thing of the
    question that both name."""
    sides = ((one, mine), (other, its))
    named = [(abs(m.first - side.mention.last), m) for a, side in sides for m in _asked(asked, a)]
    both = [(near, m) for near, m in named if all(_agrees(m, _asked(asked, a)) for a in (one, other))]
    if asked.treatments and both:
        nearest = min(both, key=lambda pair: pair[0])[1]
        return min((m.shown for _, m in both if not m.is_other_than(nearest)), key=len)
    return next((thing.text for thing in asked.objects if names(one, thing) and names(other, thing)), "")


def _asked(asked: Asked, account: Account) -> list[Medicine]:
    """The medicines of the sentence that may be those of the question."""
    return [medicine for medicine in account.medicines[0] if agree([medicine], asked.treatments)]


def _agrees(medicine: Medicine, others: Sequence[Medicine]) -> bool:
    return bool(others) and agree([medicine], others)


def _shown(account: Account, stance: Stance) -> str:
    span = stance.mention.span
    return account.said.text[span.start : span.end]
