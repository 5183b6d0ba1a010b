"""Finds the quantities of a sentence."""

from collections.abc import Sequence

from corpus.documents import Span
from service.answering.reading.lexicon import ORDINALS, labels
from service.answering.reading.modifiers import comparator_of, frame, is_a_level, negation, statistic
from service.answering.reading.numerals import Numeral, read_numeral
from service.answering.reading.quantity import Quantity
from service.answering.reading.rows import joined_durations, with_implied_unit, with_unit_of_its_row
from service.answering.reading.tokens import Token, plain
from service.answering.reading.units import is_time, unit_after

_NUMBERED = frozenset(("cycle", "line"))
"""What an ordinal numbers as a number after it would: "the second cycle", "cycle 2"."""
_SITUATE = frozenset(("under", "over", "of", "just", "only"))
"""Before a label these compare nothing: "under item 12"."""


def quantities(text: str, words: Sequence[Token]) -> list[Quantity]:
    """The quantities of a text in order. `words` are its tokens."""
    found = []
    for index in range(len(words)):
        read = read_numeral(words, index)
        if read is not None and not _inside_a_unit(words, index):
            found.append(_quantity(text, words, index, read))
    found = joined_durations(words, [with_unit_of_its_row(words, quantity, found) for quantity in found])
    return [with_implied_unit(words, quantity, found[:index]) for index, quantity in enumerate(found)]


def _inside_a_unit(words: Sequence[Token], index: int) -> bool:
    before = "".join(token.low for token in words[max(0, index - 3) : index])
    return before.endswith("^") or (before.endswith("/") and words[index].text == "1.73")


def _quantity(text: str, words: Sequence[Token], index: int, read: Numeral) -> Quantity:
    unit, end = _unit(text, words, read.last)
    comparator, first, last = comparator_of(words, index, read.last)
    if comparator and words[first].low == "over" and _opens_a_range(words, read.last):
        comparator, first, last = "", index, read.last  # "over 1 to 10 minutes"
    if not unit and last + 1 < len(words) and words[last + 1].low != words[last + 1].text.casefold():
        unit, end = unit_after(" " + words[last + 1].low, 0)[0], words[last + 1].end  # the "w" of "q6w"
    if not unit and last > read.last:  # "21 or more days"
        unit, end = unit_after(plain(text), words[last].end)
    while last + 1 < len(words) and words[last + 1].start < end:
        last += 1
    if last == read.last or not comparator:
        comparator, first, last = comparator_of(words, index, last)
    label = words[first - 1].stem if first and words[first - 1].low in labels() else ""
    if read.article and words[read.last].low in ORDINALS:
        label, last = _ordinal_label(words, read.last)
    start = first - bool(label)
    if label and not comparator and (words[first - 2].low if first > 1 else "") not in _SITUATE:
        comparator, labelled, _ = comparator_of(words, first - 1, last)  # "at least grade 3"
        first = start = labelled if comparator else first
    return Quantity(
        value=read.value,
        printed=read.printed,
        unit=unit or read.unit,
        comparator="<=" if label and words[last].low == "better" else comparator,
        statistic="level" if is_a_level(words, last) else statistic(words, index),
        frame=frame(words, first - bool(label), last) if is_time(unit) or is_time(label) else "",
        label=label,
        span=Span(words[index].start, max(end, words[read.last].end)),
        first=first,
        last=last,
        fraction=read.fraction,
        article=read.article,
        loose=words[index - 1].low if index and words[index - 1].low in {"over", "under", "from"} else "",
        negated=negation(words, start),
        reached=any(word.low.startswith("reach") for word in words[max(0, first - 10) : first]),
    )


def _opens_a_range(words: Sequence[Token], last: int) -> bool:
    after = words[last + 1 : last + 3]
    return len(after) == 2 and after[0].low in {"to", "-"} and after[1].kind == "number"


def _ordinal_label(words: Sequence[Token], index: int) -> tuple[str, int]:
    """ "second cycle" is cycle 2, "third-line" is line 3: the label and its token; none for "the first two cycles"."""
    after = index + 1 + (index + 1 < len(words) and words[index + 1].text == "-")
    if after < len(words) and words[after].low in _NUMBERED:
        return words[after].stem, after
    return "", index


def _unit(text: str, words: Sequence[Token], last: int) -> tuple[str, int]:
    """The unit after a number, also behind brackets: "0.43 (SD 0.16) Gy/GBq"."""
    unit, end = unit_after(plain(text), words[last].end)
    if not unit and last + 1 < len(words) and words[last + 1].text == "(":
        closing = next((i for i in range(last + 2, min(last + 7, len(words))) if words[i].text == ")"), None)
        if closing is not None:
            return unit_after(plain(text), words[closing].end)[0], words[last].end
    return unit, end
