"""What a number takes over from its neighbours: the unit of its row, the label of its range, the unit of its figure."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.documents import Span
from service.answering.reading.modifiers import frame as frame_of
from service.answering.reading.quantity import Quantity
from service.answering.reading.tokens import Token
from service.answering.reading.units import is_time

_PARTS = frozenset(("interval", "range", "iqr", "sd"))
_SAME_ROW = {(word,) for word in ("to", "-", "and", "or", "against", "versus", "vs", "v", "/", "than")} | {
    ("vs", "."),
    ("compared", "with"),
    ("compared", "to"),
    ("and", "then"),
    ("rather", "than"),
    ("instead", "of"),
}


def with_unit_of_its_row(words: Sequence[Token], quantity: Quantity, found: Sequence[Quantity]) -> Quantity:
    """ "6 to 12 months", "15.3 against 11.3 months": a bare number has the unit of the next one in its row."""
    if quantity.unit or quantity.label:
        return quantity
    label = _label_of_its_row(words, quantity, found)
    if label:
        return replace(quantity, label=label)
    at = found.index(quantity)
    for earlier, later in zip(found[at:], found[at + 1 :], strict=False):
        between = tuple(word.low for word in words[earlier.last + 1 : later.first])
        spread = not between and later.comparator == "±"  # "0.43 ± 0.16 Gy"
        if not (spread or between in _SAME_ROW) or later.label or quantity.comparator not in {"", "~"}:
            break
        if later.unit:
            frame = frame_of(words, quantity.first, quantity.last) if is_time(later.unit) else ""
            return replace(quantity, unit=later.unit, frame=frame)
    return quantity


def joined_durations(words: Sequence[Token], found: Sequence[Quantity]) -> list[Quantity]:
    """ "2 years and 10 months" is one stretch of 34 months."""
    done: list[Quantity] = []
    for quantity in found:
        before = done[-1] if done else None
        if before is not None and _continues(words, before, quantity):
            value = before.value * 12 + quantity.value
            span = Span(before.span.start, quantity.span.end)
            done[-1] = replace(
                before, value=value, printed=str(value), unit="month", span=span, last=quantity.last, article=False
            )
        else:
            done.append(quantity)
    return done


def _continues(words: Sequence[Token], years: Quantity, months: Quantity) -> bool:
    between = [word.low for word in words[years.last + 1 : months.first]]
    return (years.unit, months.unit, months.comparator) == ("year", "month", "") and between in (["and"], [","], [])


def with_implied_unit(words: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity]) -> Quantity:
    """ "35.5 Gy (interquartile range 19.5 to 50.1)": the interval is in the unit of its figure."""
    if quantity.unit or quantity.statistic not in _PARTS:
        return quantity
    head = next((q for q in reversed(earlier) if q.statistic not in {*_PARTS, "level"}), None)
    return replace(quantity, unit=head.unit) if head is not None and head.unit != "percent" else quantity


def _label_of_its_row(words: Sequence[Token], quantity: Quantity, found: Sequence[Quantity]) -> str:
    """ "grade 3 or 4", "cycles 1 to 4": the second number has the label of the first."""
    at = found.index(quantity)
    if quantity.last + 1 < len(words) and words[quantity.last + 1].low == "of":
        return ""  # "cycle 3 and 8 of 18 men"
    for later, earlier in zip(found[at::-1], found[at - 1 :: -1] if at else (), strict=False):
        between = tuple(word.low for word in words[earlier.last + 1 : later.first])
        if between not in {("to",), ("-",), ("or",), ("and",), ("/",)} or earlier.unit:
            break
        if earlier.label:
            return earlier.label
    return ""
