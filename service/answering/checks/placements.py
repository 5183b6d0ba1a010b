"""Is a number said of what the quotes say it of? Two numbers must not change places."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answering.checks.amounts import same_amount
from service.answering.reading.quantity import Quantity
from service.answering.reading.referents import Referent
from service.answering.reading.sentence import Sentence

_NEARER = 0.45
"""How much better another number of the quote must fit a referent before the statement is held to have swapped them."""
_COUNTED = frozenset(
    "men cycl dose infus site centr center hospit studi lesion countri week trial seri patient particip event"
    " point item".split()
)
_FEW = 20
_SCALES = frozenset(("grade", "score"))
"""Labels on a scale: what is said of grade 2 may be exchanged with what is said of grade 1."""
PARTS = frozenset(("interval", "range", "iqr", "sd", "level"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A quantity of a quote with what it is said of."""

    quantity: Quantity
    referent: Referent
    quote: int
    sentence: Sentence

    @property
    def noun(self) -> frozenset[str]:
        """The word right after the number: "men" in "100 men"."""
        return noun_after(self.sentence, self.quantity)

    @property
    def opening(self) -> str:
        """The preposition right after the number: "51 for low uptake"."""
        after = self.quantity.last + 1
        low = self.sentence.tokens[after].low if after < len(self.sentence.tokens) else ""
        return low if low in {"for", "to", "in", "with", "after", "on"} else ""

    @property
    def in_a_range(self) -> bool:
        """One end of "50 to 90%"."""
        return in_a_range(self.sentence, self.quantity)


def noun_after(sentence: Sentence, quantity: Quantity) -> frozenset[str]:
    """The keys of the word right after a number, or after one more."""
    after = quantity.last + 1
    term = next((term for term in sentence.terms if after <= term.first <= after + 1), None)
    return term.keys if term else frozenset()


def in_a_range(sentence: Sentence, quantity: Quantity) -> bool:
    """Is this one end of "50 to 90%" or of "between 50 and 90%"?"""
    words = sentence.tokens
    sides = [words[i].low for i in (quantity.first - 1,) if i >= 0]
    if quantity.last + 2 < len(words) and words[quantity.last + 2].kind == "number":
        sides.append(words[quantity.last + 1].low)
    before = [word.low for word in words[max(0, quantity.first - 4) : quantity.first]]
    return "to" in sides or "-" in sides or ("between" in before and ("and" in sides or before[-1] == "between"))


def from_to(sentence: Sentence, quantity: Quantity) -> str:
    """Which end of "from 11.3 to 15.3" this is: "from" or "to"; empty where it is neither."""
    words = sentence.tokens
    before = [word.low for word in words[max(0, quantity.first - 6) : quantity.first]]
    after = words[quantity.last + 1].low if quantity.last + 1 < len(words) else ""
    if before[-1:] == ["from"] and after == "to":
        return "from"
    return "to" if before[-1:] == ["to"] and "from" in before[:-1] else ""


Said = tuple[Quantity, Referent]
"""A quantity of the statement with what it is said of."""


def misplacing(pair: Said, own: Sequence[Placed], held: Sequence[Placed], said: Sequence[Said]) -> Placed | None:
    """Another amount of the same kind that fits what the statement says this one of, where its own does not."""
    for rival in held:
        partner = next((other for other in said if other is not pair and same_amount(other[0], rival.quantity)), None)
        if not _rivals(pair, own[0], rival, partner):
            continue
        if all(_fits_better(pair, placed, rival, partner) for placed in own):
            return rival
    return None


def _rivals(pair: Said, own: Placed, rival: Placed, partner: Said | None) -> bool:
    """Could the statement have meant the rival: same unit, same kind of figure, same noun where there is no unit?"""
    a, b = own.quantity, rival.quantity
    named = (
        a.label != b.label
        or (a.label and a.label not in _SCALES)
        or pair[0].fraction
        or own.in_a_range
        or rival.in_a_range
    )
    beside = a.label and own.sentence is rival.sentence and abs(a.first - b.first) <= 3  # "grade 3 or 4"
    if named or beside or a.value == b.value or a.unit != b.unit:
        return False
    if a.statistic in PARTS or b.statistic in PARTS or a.comparator != b.comparator:
        return False
    if ("." in a.printed) != ("." in b.printed) and not a.unit:
        return False
    if a.unit or a.comparator or own.noun & rival.noun or "." in a.printed:
        return True
    if partner is not None and own.sentence is rival.sentence and _are_counts(a, b):
        return not (own.noun | rival.noun) & _COUNTED
    joined = (own.referent.order is not None and rival.referent.order is not None) or own.opening == rival.opening != ""
    return joined and own.sentence is rival.sentence and not (own.noun | rival.noun) & _COUNTED


def _are_counts(*quantities: Quantity) -> bool:
    """Small counts, as of the men whom something befell: no date, no size of a group."""
    return all(q.printed.isdigit() and q.value <= _FEW and not q.statistic for q in quantities)


def _fits_better(pair: Said, own: Placed, rival: Placed, partner: Said | None) -> bool:
    of_own, of_rival = _telling(own, rival), _telling(rival, own)
    to_own, to_rival = _fit(pair[1], of_own), _fit(pair[1], of_rival)
    if partner is not None:  # both numbers are said: would they fit better the other way round?
        to_own += _fit(partner[1], of_rival)
        to_rival += _fit(partner[1], of_own)
        return to_rival > to_own + _NEARER
    if own.quantity.comparator or not (own.quantity.unit or "." in own.quantity.printed):
        return False  # a threshold or a count alone may be said of much
    return bool(of_own) and to_rival > _NEARER and to_own < to_rival / 3


def _telling(held: Placed, other: Placed) -> dict[str, float]:
    """What is near one number of the quotes and not near the other, nor anywhere in the other's sentence."""
    elsewhere = other.sentence.keys if other.sentence is not held.sentence else frozenset()
    return {
        key: weight
        for key, weight in held.referent.near.items()
        if other.referent.near.get(key, 0.0) < weight / 2 and key not in elsewhere
    }


def _fit(said: Referent, telling: dict[str, float]) -> float:
    return max((min(weight, said.near[key]) for key, weight in telling.items() if key in said.near), default=0.0)
