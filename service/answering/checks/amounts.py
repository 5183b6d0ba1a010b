"""Are two quantities the same amount, and do they say the same of it?"""

from decimal import Decimal

from service.answering.reading.modifiers import OPPOSITE
from service.answering.reading.quantity import Quantity
from service.answering.reading.units import converted, is_time, rounds_to

_LITTLE = Decimal("0.025")


def same_amount(said: Quantity, held: Quantity) -> bool:
    """The same value in the same unit, or converted and rounded to the digits that the statement prints."""
    if said.unit == held.unit or _measure(said) == _measure(held):  # "week 12" is "12 weeks"
        return said.value == held.value or (said.comparator == "~" and _rounded(said, held))
    if held.unit in {said.unit + "/day", said.unit + "/week"} and said.value == held.value:
        return True  # "160 mg" of "160 mg daily"
    exact = converted(held.value, held.unit, said.unit)
    return exact is not None and rounds_to(exact, said.printed)


def _measure(quantity: Quantity) -> str:
    return quantity.unit or (quantity.label if is_time(quantity.label) else "") or "none"


def _rounded(said: Quantity, held: Quantity) -> bool:
    """ "about 10.6" for 10.64: what says that it is rounded may be, once, and by little."""
    shorter = len(said.printed) < len(held.printed) and held.comparator != "~"
    near = abs(said.value - held.value) <= _LITTLE * abs(held.value)
    return shorter and near and rounds_to(float(held.value), said.printed)


def difference(said: Quantity, held: Quantity) -> str:
    """What the statement claims beyond the amount and the quote does not say; empty where all agrees."""
    if said.label and held.label and said.label != held.label:
        return "what it numbers"
    if not _compares_alike(said, held):
        return "how it compares"
    if said.frame and held.frame and said.frame != held.frame and not _same_stretch(said, held):
        return "how the time is meant"
    if said.statistic and held.statistic and said.statistic != held.statistic:
        return "which figure it is"
    return ""


def _compares_alike(said: Quantity, held: Quantity) -> bool:
    if said.loose and held.loose and said.comparator and held.comparator and said.comparator != held.comparator:
        return False
    spread = {said.comparator, held.comparator} == {"±", ""} and "sd" in {said.statistic, held.statistic}
    rounded = said.comparator == "~" and not held.comparator
    reached = said.comparator == ">=" and held.reached and not held.comparator
    return spread or rounded or reached or bool(_compares(said) & _compares(held))


def _same_stretch(said: Quantity, held: Quantity) -> bool:
    return bool(said.loose or held.loose) or _bounded(said, held)


def _bounded(said: Quantity, held: Quantity) -> bool:
    """ "within 3 months of" and "at most 3 months before" bound the same stretch."""
    frames = {said.frame, held.frame}
    if frames in ({"within", "before"}, {"within", "lasting"}):
        return True
    return frames <= {"within", "before", "lasting"} and "<=" in {said.comparator, held.comparator}


def _compares(quantity: Quantity) -> frozenset[str]:
    opposite = OPPOSITE.get(quantity.comparator)
    read = {opposite if quantity.negated == "close" and opposite else quantity.comparator}
    if quantity.negated == "loose" and opposite:
        read.add(opposite)
    if quantity.loose in {"over", "under"}:  # "over 3 months" may be longer than that, or throughout
        read.add("")
    if quantity.loose == "from":
        read |= {">=", ""}
    if quantity.frame == "within":
        read |= {"<=", ""}
    return frozenset(read)
