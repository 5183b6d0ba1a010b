"""Quantities of a sentence: value, unit, comparator, what it is (a median, an interval) and its setting in time.

"at least 6 cycles" and "6 cycles" differ in the comparator, "every 6 weeks" and "for 6 weeks" in the frame,
"median 5" and "mean 5" in the statistic; "grade 3" is a label, not an amount.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.documents import Span
from service.answering.checks.lexicon import (
    COMPARATORS_AFTER,
    COMPARATORS_BEFORE,
    FRACTION_WORDS,
    FRAMES,
    LABELS,
    NUMBER_WORDS,
    ORDINALS,
    STATISTICS,
)
from service.answering.checks.tokens import Token, plain
from service.answering.checks.units import is_time, unit_after

_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
OPPOSITE = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
_SAME_ROW = {(word,) for word in ("to", "-", "and", "or", "against", "versus", "vs", "v", "/", "than")} | {
    ("vs", "."),
    ("compared", "with"),
    ("compared", "to"),
    ("and", "then"),
    ("rather", "than"),
}


@dataclass(frozen=True, slots=True)
class _Read:
    """A value at a token, how it is printed, the unit that a fraction brings, and its last token."""

    value: Decimal
    printed: str
    unit: str
    last: int
    fraction: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the sentence means it. `first` and `last` are the tokens it covers: comparator, number, unit."""

    value: Decimal
    printed: str
    unit: str
    comparator: str
    statistic: str
    frame: str
    label: str
    span: Span
    first: int
    last: int
    fraction: bool
    """Said as a fraction in words: "two thirds" of something."""
    article: bool
    """Said with an article only: "a year"."""
    negated: str
    """Under a negation, close or loose; empty where there is none: "no toxicity above grade 2"."""
    reached: bool
    """What has to be reached: it may be exceeded."""
    loose: str
    """A word before it that may compare or not: "over 3 months", "under 6 GBq cycles", "from 2.5 cm"."""

    def shown(self, text: str) -> str:
        return text[self.span.start : self.span.end]


def quantities(text: str, words: Sequence[Token]) -> list[Quantity]:
    """The quantities of a text in order. `words` are its tokens."""
    found = []
    for index in range(len(words)):
        read = _value(words, index)
        if read is not None and not _inside_a_unit(words, index):
            found.append(_quantity(text, words, index, read))
    found = _joined_durations(words, [_with_unit_of_its_range(words, quantity, found) for quantity in found])
    return [_with_implied_unit(words, quantity, found[:index]) for index, quantity in enumerate(found)]


def _value(words: Sequence[Token], index: int) -> _Read | None:
    """What stands at a token: a figure, a number word, a fraction ("two thirds"), "a year"; None for anything else."""
    token, after = words[index], words[index + 1] if index + 1 < len(words) else None
    if token.kind == "number":
        sign = "-" if _is_negative(words, index) else ""
        return _Read(Decimal(sign + token.stem), sign + token.stem, "", index)
    following = after.low if after is not None else ""
    if following in FRACTION_WORDS and (token.low in NUMBER_WORDS or token.low == "a"):
        share = Decimal(100 * NUMBER_WORDS.get(token.low, 1)) / FRACTION_WORDS[following]
        return _Read(share, str(share), "percent", index + 1, fraction=True)
    if token.low == "half":
        return _half(words, index)
    if token.low in {"a", "an"} and following in {"day", "week", "month", "year", "hour"}:
        return _Read(Decimal(1), "1", "", index, article=True)
    if token.low in ORDINALS:
        return _Read(Decimal(ORDINALS[token.low]), str(ORDINALS[token.low]), "", index, article=True)
    if token.low in {"twice", "none"}:
        return _Read(Decimal(2 if token.low == "twice" else 0), "2" if token.low == "twice" else "0", "", index, article=True)
    if token.low not in NUMBER_WORDS or _continues_a_number(words, index):
        return None
    value, last = _worded(words, index)
    return _Read(Decimal(value), str(value), "", last, article=value == 1 and not _counts(words, index))


def _is_negative(words: Sequence[Token], index: int) -> bool:
    """A minus that touches its number and nothing before it: "-3.7", not "cycles 2-6"."""
    if not index or words[index - 1].text != "-" or words[index - 1].end != words[index].start:
        return False
    return index == 1 or words[index - 2].end < words[index - 1].start or words[index - 2].text == "("


def _half(words: Sequence[Token], index: int) -> _Read | None:
    before = words[index - 1].low if index else ""
    after = [word.low for word in words[index + 1 : index + 3]]
    if len(after) == 2 and after[0] in {"a", "an"} and is_time(unit_after(" " + after[1], 0)[0]):
        return _Read(Decimal("0.5"), "0.5", "", index + 1)  # "half a year"
    return None if before in {"second", "other", "first", "a"} else _Read(Decimal(50), "50", "percent", index, fraction=True)


def _continues_a_number(words: Sequence[Token], index: int) -> bool:
    """Is this word the tail of a number that began before: the "four" of "twenty-four"?"""
    if index >= 2 and words[index - 1].text == "-" and words[index - 2].low in _TENS:
        return True
    if words[index].low == "hundred" and index and words[index - 1].low in NUMBER_WORDS:
        return True
    joined = index >= 2 and words[index - 1].low == "and" and words[index - 2].low == "hundred"
    return joined or (index >= 1 and words[index - 1].low in {*_TENS, "hundred"})


def _worded(words: Sequence[Token], index: int) -> tuple[int, int]:
    """ "one hundred and sixty-two" from its first word: the value and the last token."""
    total, last = NUMBER_WORDS[words[index].low], index
    while last + 1 < len(words):
        following = words[last + 1].low
        step = 2 if following in {"-", "and"} and last + 2 < len(words) else 1
        word = words[last + step].low
        if word == "hundred" and step == 1 and total < 10:
            total *= 100
        elif word in NUMBER_WORDS and (words[last].low == "hundred" or (words[last].low in _TENS and following != "and")):
            total += NUMBER_WORDS[word]
        else:
            break
        last += step
    return total, last


def _counts(words: Sequence[Token], index: int) -> bool:
    """Is this "one" a count ("one cycle", "one or two") and no pronoun ("the one given")?"""
    after = words[index + 1] if index + 1 < len(words) else None
    if after is None:
        return False
    if after.low in {"or", "to", "-"}:
        return index + 2 < len(words) and (words[index + 2].kind == "number" or words[index + 2].low in NUMBER_WORDS)
    return bool(unit_after(" " + after.low, 0)[0]) or after.low in {"cycle", "dose", "infusion", "injection"}


def _inside_a_unit(words: Sequence[Token], index: int) -> bool:
    before = "".join(token.low for token in words[max(0, index - 3) : index])
    return before.endswith("^") or (before.endswith("/") and words[index].text == "1.73")


def _quantity(text: str, words: Sequence[Token], index: int, read: _Read) -> Quantity:
    unit, end = _unit(text, words, read.last)
    comparator, first, last = _comparator(words, index, read.last)
    if not unit and last + 1 < len(words) and words[last + 1].low != words[last + 1].text.casefold():
        unit, end = unit_after(" " + words[last + 1].low, 0)[0], words[last + 1].end  # the "w" of "q6w"
    if not unit and last > read.last:  # "21 or more days"
        unit, end = unit_after(plain(text), words[last].end)
    while last + 1 < len(words) and words[last + 1].start < end:
        last += 1
    if last == read.last or not comparator:
        comparator, first, last = _comparator(words, index, last)
    label = words[first - 1].stem if first and words[first - 1].low in LABELS else ""
    if label and not comparator:  # "at least grade 3"
        comparator, first, _ = _comparator(words, first - 1, last)
    return Quantity(
        value=read.value,
        printed=read.printed,
        unit=unit or read.unit,
        comparator="<=" if label and words[last].low == "better" else comparator,
        statistic="level" if _is_a_level(words, last) else _statistic(words, index),
        frame=_frame(words, first - bool(label), last) if is_time(unit) or is_time(label) else "",
        label=label,
        span=Span(words[index].start, max(end, words[read.last].end)),
        first=first,
        last=last,
        fraction=read.fraction,
        article=read.article,
        loose=words[index - 1].low if index and words[index - 1].low in {"over", "under", "from"} else "",
        negated=_negation(words, first - bool(label)),
        reached=any(word.low.startswith("reach") for word in words[max(0, first - 10) : first]),
    )


def _unit(text: str, words: Sequence[Token], last: int) -> tuple[str, int]:
    """The unit after a number, also behind brackets: "0.43 (SD 0.16) Gy/GBq"."""
    unit, end = unit_after(plain(text), words[last].end)
    if not unit and last + 1 < len(words) and words[last + 1].text == "(":
        closing = next((i for i in range(last + 2, min(last + 7, len(words))) if words[i].text == ")"), None)
        if closing is not None:
            return unit_after(plain(text), words[closing].end)[0], words[last].end
    return unit, end


def _comparator(words: Sequence[Token], index: int, last: int) -> tuple[str, int, int]:
    """The comparator before ("at least 6") or after ("6 or more"), and the first and last token of the quantity."""
    for size in range(min(4, index), 0, -1):
        start = index - size
        sign = COMPARATORS_BEFORE.get(" ".join(word.low for word in words[start:index]))
        if sign:
            negated = start > 0 and words[start - 1].low in {"not", "never", "no"}
            return (OPPOSITE.get(sign, sign) if negated else sign), start, last
    if last + 1 < len(words) and words[last + 1].text == "+" and words[last + 1].start == words[last].end:
        return ">=", index, last + 1
    for skipped in (0, 1):  # "6 or more", "6 cycles or more"
        start = last + 1 + skipped
        for size in (3, 2):
            sign = COMPARATORS_AFTER.get(" ".join(word.low for word in words[start : start + size]))
            next_number = start + size < len(words) and words[start + size].kind == "number"
            if sign and not (next_number and words[start].low == "at"):
                return sign, index, (start + size - 1 if not skipped else last)
        if start >= len(words) or words[start].kind != "word" or words[start].low in {"to", "and", "in", "of"}:
            break
    return "", index, last


def _negation(words: Sequence[Token], first: int) -> str:
    """ "no toxicity above grade 2" (close), "no new signals beyond 4 cycles" (loose); empty where there is none."""
    for distance, word in enumerate(reversed(words[max(0, first - 8) : first])):
        if word.low in {"no", "not", "never", "none", "nor"}:
            return "close" if distance <= 2 or words[first - 1].low in {"was", "were", "is"} else "loose"
        if word.low in {"after", "with", "in", "of", "at", "for", "by", "from", "to", ","}:
            return ""
    return ""


def _is_a_level(words: Sequence[Token], last: int) -> bool:
    """The 95% of "95% CI"."""
    return last + 1 < len(words) and words[last + 1].low in {"ci", "confidence", "credible", "cri"}


def _statistic(words: Sequence[Token], index: int) -> str:
    """Median, mean, range, interval: the nearest such word before the number, brackets between them left out."""
    numbers, depth = 0, 0
    for token in reversed(words[max(0, index - 24) : index]):
        depth += (token.text == ")") - (token.text == "(" and depth > 0)
        if depth or token.text == ")":
            continue
        if token.low in STATISTICS:
            return _named(words, token)
        numbers += token.kind == "number"
        if token.text in ";." or numbers > 1:
            break
    return ""


_FRAMES_AFTER = {
    **{"intervals": "every", "interval": "every", "apart": "every", "before": "before", "earlier": "before"},
    **{"ago": "before", "after": "after", "later": "after", "beforehand": "before"},
}


def _named(words: Sequence[Token], token: Token) -> str:
    """The statistic that a word names; none for the "mean" of "mean standardised uptake value"."""
    index = words.index(token)
    if token.low == "range" and index and words[index - 1].low == "interquartile":
        return "iqr"
    if token.low == "mean" and any(word.low in {"uptake", "suv", "value"} for word in words[index + 1 : index + 4]):
        return ""
    return STATISTICS[token.low]


def _frame(words: Sequence[Token], first: int, last: int) -> str:
    """How a stretch of time is meant: every, within, after, before, lasting."""
    after = words[last + 1].low if last + 1 < len(words) else ""
    if words[last].low.endswith("ly") or _FRAMES_AFTER.get(after) == "every":
        return "every"
    for size in (3, 2, 1):
        frame = FRAMES.get(" ".join(word.low for word in words[max(0, first - size) : first]))
        if frame:
            return frame
    return _FRAMES_AFTER.get(after, "")


def _with_unit_of_its_range(words: Sequence[Token], quantity: Quantity, found: Sequence[Quantity]) -> Quantity:
    """ "6 to 12 months", "15.3 against 11.3 months": a bare number has the unit of the next one in its row."""
    if quantity.unit or quantity.label:
        return quantity
    label = _label_of_its_row(words, quantity, found)
    if label:
        return replace(quantity, label=label)
    at = found.index(quantity)
    for earlier, later in zip(found[at:], found[at + 1 :], strict=False):
        between = tuple(word.low for word in words[earlier.last + 1 : later.first])
        if between not in _SAME_ROW or later.label:
            break
        if later.unit:
            frame = _frame(words, quantity.first, quantity.last) if is_time(later.unit) else ""
            return replace(quantity, unit=later.unit, frame=frame)
    return quantity


def _joined_durations(words: Sequence[Token], found: Sequence[Quantity]) -> list[Quantity]:
    """ "2 years and 10 months" is one stretch of 34 months."""
    done: list[Quantity] = []
    for quantity in found:
        before = done[-1] if done else None
        if before is not None and before.unit == "year" and quantity.unit == "month" and not quantity.comparator:
            if [word.low for word in words[before.last + 1 : quantity.first]] in (["and"], [","], []):
                value = before.value * 12 + quantity.value
                span = Span(before.span.start, quantity.span.end)
                done[-1] = replace(
                    before, value=value, printed=str(value), unit="month", span=span, last=quantity.last, article=False
                )
                continue
        done.append(quantity)
    return done


def _with_implied_unit(words: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity]) -> Quantity:
    """ "35.5 Gy (interquartile range 19.5 to 50.1)": the interval is in the unit of its figure."""
    if quantity.unit or quantity.statistic not in {"interval", "range", "iqr", "sd"}:
        return quantity
    head = next((q for q in reversed(earlier) if q.statistic not in {"interval", "range", "iqr", "sd", "level"}), None)
    return replace(quantity, unit=head.unit) if head is not None and head.unit != "percent" else quantity


def _label_of_its_row(words: Sequence[Token], quantity: Quantity, found: Sequence[Quantity]) -> str:
    """ "grade 3 or 4", "cycles 1 to 4": the second number has the label of the first."""
    at = found.index(quantity)
    for later, earlier in zip(found[at::-1], found[at - 1 :: -1] if at else (), strict=False):
        between = tuple(word.low for word in words[earlier.last + 1 : later.first])
        if between not in {("to",), ("-",), ("or",), ("and",), ("/",)} or earlier.unit:
            break
        if earlier.label:
            return earlier.label
    return ""
