"""Pairs of figures of a quote of which one is larger: 15.3 against 11.3 months, a hazard ratio of 0.62 against 1."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.documents import Span
from service.answering.checks.claims import OPPOSED
from service.answering.checks.findings import QuoteSpan
from service.answering.reading.groups import groups
from service.answering.reading.quantity import Quantity
from service.answering.reading.referents import Referent, referents
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term
from service.answering.reading.units import is_time
from service.answering.reading.words import words

_FAR = 40
"""Tokens between two figures that may still be compared."""
_Figure = tuple[Quantity, Referent]


@dataclass(frozen=True, slots=True)
class FigurePair:
    """Two figures of a quote, or a ratio and 1, with what each is said of."""

    values: tuple[float, float]
    sides: tuple[Referent, Referent]
    good: bool
    time: bool
    about: frozenset[str]
    span: QuoteSpan


def figure_pairs(quote: Sentence, index: int) -> Iterator[FigurePair]:
    """The figures of a quote that may be compared, and its ratios against 1. `index`: the quote's place."""
    found = list(zip(quote.quantities, referents(quote), strict=True))
    lows = [token.low for token in quote.tokens]
    for (first, near), (second, other) in _paired(quote, [pair for pair in found if _is_figure(lows, pair[0])]):
        span = QuoteSpan(index, Span(first.span.start, second.span.end))
        after = next((i for i in range(second.last + 1, len(lows)) if lows[i] in {"(", ")", ";", "."}), len(lows))
        good = is_good(lows[max(0, first.first - 14) : min(after, second.last + 8)])
        about = frozenset((*near.near, *other.near))
        yield FigurePair(
            (float(first.value), float(second.value)), (near, other), good, is_time(first.unit), about, span
        )
    yield from _ratios(quote, index)


def _ratios(quote: Sentence, index: int) -> Iterator[FigurePair]:
    lows = [token.low for token in quote.tokens]
    named = groups(quote)
    for quantity in quote.quantities:
        before = " ".join(lows[max(0, quantity.first - 16) : quantity.first])
        if quantity.unit or quantity.statistic == "interval" or not any(word in before for word in ("ratio", "hr ")):
            continue
        if named and 0 < quantity.value < 20 and "." in quantity.printed and not _is_p(lows, quantity):
            _, (one, two) = min(named, key=lambda group: abs(group[0] - quantity.first))
            good = "hazard" not in before and is_good(before.split())
            span = QuoteSpan(index, quantity.span)
            sides = (_side_named(one), _side_named(two))
            yield FigurePair((float(quantity.value), 1.0), sides, good, False, _about(quote, quantity), span)


def _is_figure(lows: Sequence[str], said: Quantity) -> bool:
    """A number that may be more or less than another one: no bound, no end of an interval, no p value."""
    part = said.statistic in {"interval", "range", "iqr", "level"}
    measured = bool(said.unit) or "." in said.printed
    return measured and said.comparator in {"", "~"} and not (said.label or part or _is_p(lows, said))


def _is_p(lows: Sequence[str], said: Quantity) -> bool:
    return "p" in lows[max(0, said.first - 2) : said.first + 1]


def _paired(quote: Sentence, figures: Sequence[_Figure]) -> Iterator[tuple[_Figure, _Figure]]:
    """ "15.3 against 11.3, and 8.7 against 3.4" are two pairs; numbers that nothing opposes pair with each other."""
    alike: dict[str, list[_Figure]] = {}
    for figure in figures:
        alike.setdefault(figure[0].unit, []).append(figure)
    for row in alike.values():
        opposed = [
            any(token.low in OPPOSED for token in quote.tokens[one.last + 1 : two.first])
            for (one, _), (two, _) in pairwise(row)
        ]
        for at, first in enumerate(row):
            for to in range(at + 1, len(row)):
                if row[to][0].first - first[0].last > _FAR or row[to][0].value == first[0].value:
                    continue
                next_to = to == at + 1
                if not any(opposed) or (next_to and (opposed[at] or not any(opposed[max(0, at - 1) : at + 2]))):
                    yield first, row[to]


def _side_named(terms: Sequence[Term]) -> Referent:
    return Referent({key: 1.0 for term in terms for key in term.keys}, None)


def _about(quote: Sentence, quantity: Quantity) -> frozenset[str]:
    return frozenset(key for term in quote.terms if 0 <= quantity.first - term.first <= 14 for key in term.keys)


def is_good(lows: Sequence[str]) -> bool:
    """Is more of this outcome good for the patient? Survival is, whatever else is named; a risk is not."""
    if set(words("comparisons")["good_outcomes"]) & set(lows):
        return not {"hazard", "risk"} & set(lows) - ({"hazard"} if "survival" in lows and "ratio" in lows else set())
    return not set(words("comparisons")["bad_outcomes"]) & set(lows)
