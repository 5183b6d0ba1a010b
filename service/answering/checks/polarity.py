"""Layer 3: the statement takes the same side as the quotes: direction, order, eligibility, population, negation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.answering.checks.analysis import Sentence, Term
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.opposites import opposite_sets
from service.answering.checks.phrases import NEGATORS, Mention, PhraseFinder, around, negated_tokens


@dataclass(frozen=True, slots=True)
class _Side:
    """A value of a set as a text takes it, after negation."""

    set: int
    value: int
    mention: Mention
    quote: int
    near: frozenset[str]


_NEITHER = 9


def check_polarity(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """Values of the statement that the quotes do not take, though they take another of the same set; negations."""
    said = sides(statement, -1)
    held = [side for index, quote in enumerate(quotes) for side in sides(quote, index)]
    known = {(side.set, side.value) for text in context for side in sides(text, -1)}
    for side in said:
        rivals = [other for other in held if other.set == side.set]
        others = [other for other in rivals if other.value != side.value and _meet(side, other)]
        if len(others) < len(rivals) or not others or (side.set, side.value) in known:
            continue
        yield _other_side(statement, quotes, side, max(others, key=lambda other: len(other.near & side.near)))
        return
    yield from _negations(statement, quotes)


def _meet(side: _Side, other: _Side) -> bool:
    """Are the two said of the same thing, where that matters?"""
    return not opposite_sets()[side.set].local or bool(side.near & other.near)


def _other_side(statement: Sentence, quotes: Sequence[Sentence], side: _Side, other: _Side) -> Finding:
    words = _shown(statement, side.mention)
    there = _shown(quotes[other.quote], other.mention)
    span = QuoteSpan(other.quote, other.mention.span)
    return Finding("polarity", f'The statement says "{words}"; the quote says "{there}".', True, side.mention.span, span)


def _shown(sentence: Sentence, mention: Mention) -> str:
    shown = sentence.text[mention.span.start : mention.span.end]
    return f"not … {shown}" if mention.negated else shown


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    return PhraseFinder(
        {
            f"{number}:{value}": phrases
            for number, group in enumerate(opposite_sets())
            for value, phrases in enumerate(group.values)
        }
    )


def sides(sentence: Sentence, quote: int) -> list[_Side]:
    sides = []
    lows = [token.low for token in sentence.tokens]
    for mention in _finder().find(sentence):
        number, value = map(int, mention.key.split(":"))
        negation = opposite_sets()[number].negation
        if mention.negated and negation != "hides":
            value = 1 - value if negation == "swaps" else _NEITHER
        elif "less" in lows[max(0, mention.first - 3) : mention.first] and negation != "hides":
            value = 1 - value  # "less likely to be alive"
        sides.append(_Side(number, value, mention, quote, around(sentence, mention, 4)))
    return sides


_QUASI = NEGATORS | frozenset("negative naive free absent alone only excluded exclude ineligible against rather instead".split())
"""Words that may say a negation otherwise: "taxane-naive" for "never had a taxane"."""


def _negations(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """A term that one side denies and the other asserts, where the other has no negation to say it with."""
    lows = {token.low for quote in quotes for token in quote.tokens}
    for terms in _denied(statement):
        asserted = [term for term in terms if any(quote.holds(term) for quote in quotes)]
        if asserted and not lows & _QUASI:
            yield Finding("polarity", f'The statement denies "{asserted[0].text}"; the quote does not.', True, asserted[0].span)
            return
    if {token.low for token in statement.tokens} & _QUASI:
        return
    for index, quote in enumerate(quotes):
        for terms in _denied(quote):
            unsaid = [term for term in terms[:1] if statement.holds(term)]
            if unsaid and not _asserted(unsaid[0], quotes):
                reason = f'The quote denies "{unsaid[0].text}"; the statement does not.'
                yield Finding("polarity", reason, True, None, QuoteSpan(index, unsaid[0].span))
                return


def _denied(sentence: Sentence) -> list[list[Term]]:
    """The first two terms that each negation reaches."""
    done = []
    for i, token in enumerate(sentence.tokens):
        if token.low in NEGATORS:
            reached = negated_tokens(sentence.tokens, i)
            done.append([term for term in sentence.terms if term.first in reached][:2])
    return [terms for terms in done if terms]


def _asserted(term: Term, quotes: Sequence[Sentence]) -> bool:
    return any(
        not term.keys.isdisjoint(other.keys) and other.first not in negated_tokens(quote.tokens)
        for quote in quotes
        for other in quote.terms
    )
