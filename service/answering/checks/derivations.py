"""Amounts that a quote holds without printing them: 57 of 63 as a per cent, a hazard ratio of 0.62 as 38% lower.

Only arithmetic that leaves no choice. Each result may differ by rounding to the printed digits, and a fraction in
words ("nearly two thirds") by what its own "nearly" admits.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.answering.reading.quantity import Quantity
from service.answering.reading.sentence import Sentence
from service.answering.reading.units import rounds_to

_OUT_OF = frozenset((*range(2, 21), 25, 30, 50, 100, 1000))
_IN = frozenset((("in",), ("out", "of"), ("man", "in"), ("men", "in"), ("patient", "in"), ("of", "every")))
_OUT = frozenset((("of", "every"), ("in", "every"), ("out", "of"), ("in", "a")))
_TOGETHER = frozenset("all total together altogether either both +".split())
_ADMITS = {"~": 4.0, "<": 4.0, ">": 4.0, "<=": 4.0, ">=": 4.0}
_RATIOS = ("hazard ratio", "HR", "odds ratio", "relative risk")
_OF = {
    ("of",),
    ("out", "of"),
    ("/",),
    ("in",),
    ("of", "the"),
    ("man", "in"),
    ("men", "in"),
    ("patient", "in"),
    ("of", "every"),
}


def derived(said: Quantity, statement: Sentence, quotes: Sequence[Sentence]) -> bool:
    """Does the amount follow from the quotes by arithmetic?"""
    loose = [share for quote in quotes for share in _shares(quote, any_counts=True)]
    if said.fraction:
        return any(_admits(said, share) for share in loose) or (said.value == 50 and _has_median(quotes))
    ratio = _ratio(said, statement)
    if ratio is not None:
        return any(abs(ratio - share) <= 4 for share in loose)
    if said.unit == "percent":
        counted = [share for quote in quotes for share in _shares(quote, printed=False)]
        return (
            said.comparator in {"", "~"} and any(rounds_to(share, said.printed) for share in counted)
        ) or _from_ratio(said, statement, quotes)
    if _is_sum(said, statement, quotes) or _is_difference(said, statement, quotes):
        return True
    return not said.unit and not said.label and any(_is_share(said, quote) for quote in quotes)


_DIFFER = frozenset(
    "longer shorter more fewer less higher lower later earlier difference gain gained prolonged other remaining"
    " rest".split()
)


_GAINS = frozenset("gain gained difference advantage".split())


def _is_difference(said: Quantity, statement: Sentence, quotes: Sequence[Sentence]) -> bool:
    """ "four months longer" where the quote says 15.3 and 11.3 months; "the other 23" of 40 men, 17 of them."""
    by = statement.tokens[said.first - 1].low == "by" if said.first else False
    named = (
        by
        or _near(statement, said, _DIFFER)
        or (said.unit and not said.statistic and _speaks_of(statement, _DIFFER))
        or (said.unit and said.statistic in {"median", "mean"} and _speaks_of(statement, _GAINS))
    )
    return bool(named) and any(
        a.value - b.value == said.value and a.unit == b.unit == said.unit and not a.label and not b.label
        for quote in quotes
        for a in quote.quantities
        for b in quote.quantities
    )


def _speaks_of(statement: Sentence, words: frozenset[str]) -> bool:
    return any(token.low in words for token in statement.tokens)


def _near(statement: Sentence, said: Quantity, words: frozenset[str]) -> bool:
    return any(token.low in words for token in statement.tokens[max(0, said.first - 4) : said.last + 5])


def _is_sum(said: Quantity, statement: Sentence, quotes: Sequence[Sentence]) -> bool:
    """ "581 men in all" where the quote counts 385 and 196; "10 had either"."""
    if said.unit or not _near(statement, said, _TOGETHER):
        return False
    return any(
        a.value + b.value == said.value and not (a.unit or b.unit or a.label or b.label) and a is not b
        for quote in quotes
        for a in quote.quantities
        for b in quote.quantities
    )


def _shares(quote: Sentence, any_counts: bool = False, printed: bool = True) -> Iterator[float]:
    """The per cents that a text prints or counts out: "33%", "18 of 54", "40 men, 17 of them"."""
    found = quote.quantities
    counts = [q for q in found if not q.unit and not q.label and q.value == q.value.to_integral()]
    if printed:
        yield from (float(q.value) for q in found if q.unit == "percent")
    for part in counts:
        for whole in counts:
            if (
                part is not whole
                and 0 < part.value <= whole.value
                and (any_counts or _of(quote, part, whole) or (_persons(quote, whole) and _counts_some(quote, part)))
            ):
                yield float(part.value / whole.value * 100)


def is_ratio(said: Quantity, statement: Sentence) -> bool:
    """Is the number part of "one in five"?"""
    return _ratio(said, statement) is not None


def _ratio(said: Quantity, statement: Sentence) -> float | None:
    """The per cent of "one in five", "seven in ten", "66 of every 100", for either of its numbers."""
    for first, second in zip(statement.quantities, statement.quantities[1:], strict=False):
        if said in (first, second) and second.value in _OUT_OF and first.value < second.value:
            between = tuple(token.low for token in statement.tokens[first.last + 1 : second.first])
            if (
                between in _IN
                or (between[-1:] == ("in",) and len(between) <= 2)
                or (between[-2:] in _OUT and len(between) <= 4)
            ):
                return float(first.value / second.value * 100)
    return None


def _admits(said: Quantity, share: float) -> bool:
    exact = float(said.value)
    if rounds_to(share, str(round(exact))) or abs(share - exact) < 0.7:
        return True
    admitted = _ADMITS.get(said.comparator, 0.0)
    below, above = said.comparator in {"<", "<="}, said.comparator in {">", ">="}
    if below:
        return exact - admitted <= share < exact
    return exact < share <= exact + 12 if above else abs(share - exact) <= admitted


def _has_median(quotes: Sequence[Sentence]) -> bool:
    return any(token.low == "median" for quote in quotes for token in quote.tokens)


def _from_ratio(said: Quantity, statement: Sentence, quotes: Sequence[Sentence]) -> bool:
    """A hazard ratio as the per cent by which the risk is lower or higher."""
    lows = {token.low for token in statement.tokens}
    if not lows & {"risk", "hazard", "odds", "likelihood", "hazards"}:
        return False
    for quote in quotes:
        if not any(phrase in quote.text for phrase in _RATIOS):
            continue
        for held in quote.quantities:
            ratio = not held.unit and not held.label and "." in held.printed
            if ratio and said.value == abs(Decimal(100) - held.value * 100):
                return True
    return False


def _is_share(said: Quantity, quote: Sentence) -> bool:
    """A count that is a printed per cent of a printed number of persons: 3 of 8 where the quote says 37.5%."""
    wholes = [q for q in quote.quantities if not q.unit and not q.label and _persons(quote, q) and q.value > said.value]
    percents = [q for q in quote.quantities if q.unit == "percent"]
    return any(said.value == round(share.value * whole.value / 100) for whole in wholes for share in percents)


def _of(quote: Sentence, part: Quantity, whole: Quantity) -> bool:
    return tuple(token.low for token in quote.tokens[part.last + 1 : whole.first]) in _OF


def _counts_some(quote: Sentence, part: Quantity) -> bool:
    """Does a bare count stand for people: "17 of them", "18 had", "32 men"?"""
    after = quote.tokens[part.last + 1 : part.last + 2]
    if _persons(quote, part):
        return True
    return bool(after) and (
        after[0].low in {"of", "had", "were", "did", "(", ",", "and", "for", "in"} or after[0].low.endswith("ed")
    )


def _persons(quote: Sentence, whole: Quantity) -> bool:
    """Is this a number of people: "54 men", "100 consecutive patients"?"""
    return any(
        "men" in token.low or token.low in {"patients", "participants", "people", "subjects"}
        for token in quote.tokens[whole.last + 1 : whole.last + 5]
    )
