"""What a number is, however it is written: 15.3, -3.7, "twenty-four", "two thirds", "half a year", "the first"."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.answering.reading.lexicon import FRACTION_WORDS, NUMBER_WORDS, ORDINALS
from service.answering.reading.tokens import Token
from service.answering.reading.units import is_time, unit_after

_POWERS = frozenset(("hundred", "thousand"))
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value at a token, how it is printed, the unit that a fraction brings, and its last token."""

    value: Decimal
    printed: str
    unit: str
    last: int
    fraction: bool = False
    article: bool = False


def read_numeral(words: Sequence[Token], index: int) -> Numeral | None:
    """What stands at a token: a figure, a number word, a fraction ("two thirds"), "a year"; None for anything else."""
    token, after = words[index], words[index + 1] if index + 1 < len(words) else None
    if token.kind == "number":
        sign = "-" if _is_negative(words, index) else ""
        return Numeral(Decimal(sign + token.stem), sign + token.stem, "", index)
    return _worded_numeral(words, index, after.low if after is not None else "")


def _worded_numeral(words: Sequence[Token], index: int, following: str) -> Numeral | None:
    """A fraction, an ordinal, "a year" or a number in words."""
    token = words[index]
    if following in FRACTION_WORDS and (token.low in NUMBER_WORDS or token.low == "a"):
        return _fraction(words, index, following)
    if token.low == "half":
        return _half(words, index)
    if token.low in NUMBER_WORDS:
        return None if _continues_a_number(words, index) else _number_word(words, index)
    return _implied(words, index, following)


def _fraction(words: Sequence[Token], index: int, following: str) -> Numeral | None:
    low = words[index].low
    if low == "a" and index >= 2 and words[index - 1].low == "and" and _takes_a_half(words[index - 2]):
        return None  # read with the number before it
    share = Decimal(100 * NUMBER_WORDS.get(low, 1)) / FRACTION_WORDS[following]
    return Numeral(share, str(share), "percent", index + 1, fraction=True)


def _implied(words: Sequence[Token], index: int, following: str) -> Numeral | None:
    """ "the first", "twice", "a year", "a day and a half"."""
    by_article = {"a": 1, "an": 1} if following in {"day", "week", "month", "year", "hour"} else {}
    if words[index].low in by_article and _and_a_half(words, index + 1):
        return Numeral(Decimal("1.5"), "1.5", "", index)
    implied = {**ORDINALS, "twice": 2, "none": 0, **by_article}.get(words[index].low)
    return None if implied is None else Numeral(Decimal(implied), str(implied), "", index, article=True)


def _number_word(words: Sequence[Token], index: int) -> Numeral:
    value, last = _worded(words, index)
    if _and_a_half(words, last):
        return Numeral(Decimal(value) + Decimal("0.5"), f"{value}.5", "", last + 3)
    return Numeral(Decimal(value), str(value), "", last, article=value == 1 and not _counts(words, index))


def _takes_a_half(token: Token) -> bool:
    return token.low in NUMBER_WORDS or is_time(unit_after(" " + token.low, 0)[0])


def _and_a_half(words: Sequence[Token], last: int) -> bool:
    """ "two and a half": the tail of a number in words."""
    return [word.low for word in words[last + 1 : last + 4]] == ["and", "a", "half"]


def _is_negative(words: Sequence[Token], index: int) -> bool:
    """A minus that touches its number and nothing before it: "-3.7", not "cycles 2-6"."""
    if not index or words[index - 1].text != "-" or words[index - 1].end != words[index].start:
        return False
    return index == 1 or words[index - 2].end < words[index - 1].start or words[index - 2].text == "("


def _half(words: Sequence[Token], index: int) -> Numeral | None:
    before = words[index - 1].low if index else ""
    after = [word.low for word in words[index + 1 : index + 3]]
    if len(after) == 2 and after[0] in {"a", "an"} and is_time(unit_after(" " + after[1], 0)[0]):
        return Numeral(Decimal("0.5"), "0.5", "", index + 1)  # "half a year"
    if after and after[0] in {"year", "day", "hour"}:
        return Numeral(Decimal("0.5"), "0.5", "", index)  # "the last half year"
    return (
        None
        if before in {"second", "other", "first", "a"}
        else Numeral(Decimal(50), "50", "percent", index, fraction=True)
    )


def _continues_a_number(words: Sequence[Token], index: int) -> bool:
    """Is this word the tail of a number that began before: the "four" of "twenty-four"?"""
    if index >= 2 and words[index - 1].text == "-" and words[index - 2].low in _TENS:
        return True
    if words[index].low in _POWERS and index and words[index - 1].low in NUMBER_WORDS:
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
        if word in _POWERS and step == 1 and total < NUMBER_WORDS[word]:
            total *= NUMBER_WORDS[word]
        elif word in NUMBER_WORDS and (
            words[last].low == "hundred" or (words[last].low in _TENS and following != "and")
        ):
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
    if index + 2 < len(words) and words[index + 2].low in {"every", "each", "per", "a"}:
        return False  # "one dose every 6 weeks" counts no doses
    return bool(unit_after(" " + after.low, 0)[0]) or after.low in {"cycle", "dose", "infusion", "injection"}
