"""Layer 3: the statement takes the same side as the quotes: direction, order, eligibility, population, negation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.answering.checks.analysis import Sentence, Term
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.opposites import opposite_sets
from service.answering.checks.phrases import NEGATORS, QUASI_NEGATORS, Mention, PhraseFinder, around, negated_tokens


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


def _negations(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """A term that one side denies and the other asserts: it has no negation near the term."""
    for terms in _denied(statement):
        asserted = [term for term in terms if _asserted(term, quotes)]
        if asserted and len(asserted) == len([term for term in terms if any(quote.holds(term) for quote in quotes)]):
            shown = asserted[0]
            yield Finding("polarity", f'The statement denies "{shown.text}"; the quote does not.', True, shown.span)
            return
    for index, quote in enumerate(quotes):
        for terms in _denied(quote):
            head = terms[0]
            if _asserted(head, [statement]) and not any(_asserted(head, [other]) for other in quotes if other is not quote):
                reason = f'The quote denies "{head.text}"; the statement does not.'
                yield Finding("polarity", reason, True, None, QuoteSpan(index, head.span))
                return


def _asserted(term: Term, texts: Sequence[Sentence]) -> bool:
    """Is the term in the texts, and never with a negation near it?"""
    places = [(text, other) for text in texts for other in text.terms if not term.keys.isdisjoint(other.keys)]
    return bool(places) and not any(_negation_near(text, other) for text, other in places)


def _negation_near(text: Sentence, term: Term) -> bool:
    near = text.tokens[max(0, term.first - 7) : term.last + 5]
    return any(token.low in QUASI_NEGATORS for token in near)


def _denied(sentence: Sentence) -> list[list[Term]]:
    """The first two terms that each negation reaches."""
    done = []
    for i, token in enumerate(sentence.tokens):
        if token.low in NEGATORS:
            reached = negated_tokens(sentence.tokens, i)
            done.append([term for term in sentence.terms if term.first in reached][:2])
    return [terms for terms in done if terms]
