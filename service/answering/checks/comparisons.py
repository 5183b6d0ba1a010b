"""Layer 3: "longer with A than with B" agrees with the two numbers, or the hazard ratio, that the quote gives them.

A quote often gives figures where a statement gives their order. The statement's two sides are matched to the
referents of a pair of numbers; which is larger must then be what the statement says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.documents import Span
from service.answering.checks.analysis import Sentence
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.groups import groups
from service.answering.checks.phrases import Mention, PhraseFinder
from service.answering.checks.quantity import Quantity
from service.answering.checks.referents import Referent, referents
from service.answering.checks.terms import Term
from service.answering.checks.units import is_time
from service.answering.checks.words import words

_THAN = {"than", "over", "against", "versus", "vs", "compared"}
_MARGIN = 0.6
_FAR = 40
"""Tokens between two figures that may still be compared."""
_AFTER_ADVERB = frozenset("with in on for when if under after and but among by at to".split())


@dataclass(frozen=True, slots=True)
class _Claim:
    """A comparison of the statement: +1 if the first side has more (or fares better), and the keys of its sides."""

    mention: Mention
    sign: int
    fares: bool
    lasts: bool
    first: frozenset[str]
    second: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures of a quote, or a ratio and 1, with what each is said of."""

    values: tuple[float, float]
    sides: tuple[Referent, Referent]
    good: bool
    time: bool
    about: frozenset[str]
    span: QuoteSpan


def check_comparisons(
    statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]
) -> Iterator[Finding]:
    """A comparison that the figures of the quotes turn round."""
    pairs = [pair for index, quote in enumerate(quotes) for pair in _pairs(quote, index)]
    good = _is_good([token.low for token in statement.tokens])
    yield from _turned(statement, quotes)
    held = [(mention.key, bool(groups(quote))) for quote in quotes for mention in _finder().find(quote)]
    for claim in _claims(statement):
        if any(key == claim.mention.key and (opposed or not claim.second) for key, opposed in held):
            continue  # the quote says it in words
        matched = [
            (abs(side) + 0.2 * len(pair.about & statement.keys), pair, side)
            for pair in pairs
            if (side := _side(claim, pair))
        ]
        if not matched:
            continue
        score = max(score for score, _, _ in matched)
        best = [(pair, side) for fit, pair, side in matched if fit > score - 0.3]
        wrong = [pair for pair, side in best if side * _order(claim, pair, good) < 0]
        if len(wrong) == len(best):
            span = claim.mention.span
            shown = statement.text[span.start : span.end]
            yield Finding("polarity", f'The figures of the quote do not make it "{shown}".', True, span, wrong[0].span)
            return


def _turned(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """ "favoured B over A" where the quote says "favoured A over B": the same word, its sides exchanged."""
    said = _finder().find(statement)
    for index, quote in enumerate(quotes):
        same = [(mine, its) for mine in said for its in _finder().find(quote) if mine.key == its.key]
        for mine, its in same:
            here, there = _sides_of(statement, mine), _sides_of(quote, its)
            if there is None:
                continue
            if here is None:  # "in favour of B", where the quote has "in favour of A over B"
                here = (_keys(statement, mine.last + 1, mine.last + 9), frozenset())
            straight = _shared(here[0], there[0]) + _shared(here[1], there[1])
            crossed = _shared(here[0], there[1]) + _shared(here[1], there[0])
            if crossed > straight + 1:
                reason = f'The quote says "{quote.text[its.span.start : its.span.end]}" of the other side.'
                yield Finding("polarity", reason, True, mine.span, QuoteSpan(index, its.span))
                return


def _sides_of(sentence: Sentence, mention: Mention) -> tuple[frozenset[str], frozenset[str]] | None:
    """The two groups named closest to a comparing word, what they share left out."""
    named = [group for group in groups(sentence) if 0 <= group[0] - mention.last <= 14]
    if not named:
        return None
    one, two = (frozenset(key for term in side for key in (*term.keys, *term.parts)) for side in named[0][1])
    return one - two, two - one


def _shared(mine: frozenset[str], its: frozenset[str]) -> int:
    return len(mine & its)


def _order(claim: _Claim, pair: _Pair, good: bool) -> float:
    """Positive where the pair's first figure stands to its second as the claim's first side to its second."""
    difference = pair.values[0] - pair.values[1]
    if claim.fares:
        return claim.sign * difference * (1 if pair.good else -1)
    if claim.lasts:  # "took longer to worsen": more time is better, whatever it is the time to
        return claim.sign * difference * (1 if pair.good or pair.time else -1)
    return claim.sign * difference * (1 if pair.good == good else -1)


def _side(claim: _Claim, pair: _Pair) -> float:
    """Positive if the claim's first side is the pair's first, negative if its second, 0 if that cannot be told."""
    only = [
        {key: weight for key, weight in mine.near.items() if key not in other.near}
        for mine, other in (pair.sides, reversed(pair.sides))
    ]
    straight = _held(only[0], claim.first - claim.second) + _held(only[1], claim.second - claim.first)
    crossed = _held(only[1], claim.first - claim.second) + _held(only[0], claim.second - claim.first)
    return 0.0 if abs(straight - crossed) < _MARGIN else straight - crossed


def _held(near: dict[str, float], keys: frozenset[str]) -> float:
    return max((weight for key, weight in near.items() if key in keys), default=0.0)


def _claims(statement: Sentence) -> Iterator[_Claim]:
    lows = [token.low for token in statement.tokens]
    for mention in _finder().find(statement):
        sign, fares = (1, -1)[mention.key in {"less", "worse"}], mention.key in {"better", "worse"}
        if mention.negated or _only_describes(lows, mention):
            continue
        lasts = statement.tokens[mention.first].low in words("comparisons")["lasting"]
        than = next((i for i in range(mention.last + 1, len(lows)) if lows[i] in _THAN), None)
        if statement.tokens[mention.first].low in {"exceeded", "exceeds", "outlived", "surpassed"}:
            than = mention.last
        if than is None and "compared" in lows[: mention.first]:
            than = lows.index("compared")
        if than is None:
            yield _Claim(mention, sign, fares, lasts, _keys(statement, 0, len(lows)), frozenset())
            continue
        end = next((i for i in range(than + 1, len(lows)) if lows[i] in {",", ";", ".", "(", ":"}), len(lows))
        second = _keys(statement, than + 1, end)
        first = _keys(statement, 0, than) | (_keys(statement, end, len(lows)) if than < mention.first else frozenset())
        yield _Claim(mention, sign, fares, lasts, first, second)


def _only_describes(lows: Sequence[str], mention: Mention) -> bool:
    """ "more" and "less" without "than", "the earlier report", "until it gets worse", "the deeper, the longer"."""
    if "than" in lows[mention.last :]:
        return False
    before, after = lows[max(0, mention.first - 2) : mention.first], lows[mention.last + 1 : mention.last + 3]
    word = lows[mention.first]
    if word in {"more", "less"} and mention.first == mention.last:
        return True
    if word in {"earlier", "later"} and after and after[0].isalpha() and after[0] not in _AFTER_ADVERB:
        return True
    return before[-1:] in (["get"], ["gets"], ["getting"], ["the"]) or after in (["with", "each"], ["with", "every"])


def _keys(sentence: Sentence, start: int, end: int) -> frozenset[str]:
    return frozenset(key for term in sentence.terms if start <= term.first < end for key in (*term.keys, *term.parts))


def _pairs(quote: Sentence, index: int) -> Iterator[_Pair]:
    found = list(zip(quote.quantities, referents(quote), strict=True))
    lows = [token.low for token in quote.tokens]
    for (first, near), (second, other) in _paired(quote, [pair for pair in found if _is_figure(lows, pair[0])]):
        span = QuoteSpan(index, Span(first.span.start, second.span.end))
        after = next((i for i in range(second.last + 1, len(lows)) if lows[i] in {"(", ")", ";", "."}), len(lows))
        good = _is_good(lows[max(0, first.first - 14) : min(after, second.last + 8)])
        about = frozenset((*near.near, *other.near))
        yield _Pair((float(first.value), float(second.value)), (near, other), good, is_time(first.unit), about, span)
    named = groups(quote)
    for quantity, _ in found:
        before = " ".join(lows[max(0, quantity.first - 16) : quantity.first])
        if quantity.unit or quantity.statistic == "interval" or not any(word in before for word in ("ratio", "hr ")):
            continue
        if named and 0 < quantity.value < 20 and "." in quantity.printed and not _is_p(lows, quantity):
            _, (one, two) = min(named, key=lambda group: abs(group[0] - quantity.first))
            good = "hazard" not in before and _is_good(before.split())
            span = QuoteSpan(index, quantity.span)
            sides = (_side_named(one), _side_named(two))
            yield _Pair((float(quantity.value), 1.0), sides, good, False, _about(quote, quantity), span)


_Figure = tuple[Quantity, Referent]


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
            any(token.low in _THAN for token in quote.tokens[one.last + 1 : two.first])
            for (one, _), (two, _) in zip(row, row[1:], strict=False)
        ]
        for at, first in enumerate(row):
            for to in range(at + 1, len(row)):
                if row[to][0].first - first[0].last > _FAR or row[to][0].value == first[0].value:
                    continue
                if opposed[at] if to == at + 1 else not any(opposed):
                    yield first, row[to]
                elif to == at + 1 and not any(opposed[max(0, at - 1) : at + 2]):
                    yield first, row[to]


def _side_named(terms: Sequence[Term]) -> Referent:
    return Referent({key: 1.0 for term in terms for key in term.keys}, None)


def _about(quote: Sentence, quantity: Quantity) -> frozenset[str]:
    return frozenset(key for term in quote.terms if 0 <= quantity.first - term.first <= 14 for key in term.keys)


def _is_good(lows: Sequence[str]) -> bool:
    """Is more of this outcome good for the patient? Survival is, whatever else is named; a risk is not."""
    if set(words("comparisons")["good_outcomes"]) & set(lows):
        return not {"hazard", "risk"} & set(lows) - ({"hazard"} if "survival" in lows and "ratio" in lows else set())
    return not set(words("comparisons")["bad_outcomes"]) & set(lows)


@cache
def _finder() -> PhraseFinder:
    return PhraseFinder({key: words("comparisons")[key] for key in ("more", "less", "better", "worse")})
