"""Layer 3: a comparison of the quote told with its two sides exchanged."""

from collections.abc import Iterator, Sequence

from service.answering.checks.claims import comparing_words, keys_between
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.reading.groups import groups
from service.answering.reading.phrases import Mention
from service.answering.reading.sentence import Sentence


def check_exchanges(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """ "favoured B over A" where the quote says "favoured A over B": the same word, its sides exchanged."""
    said = comparing_words().find(statement)
    for index, quote in enumerate(quotes):
        same = [(mine, its) for mine in said for its in comparing_words().find(quote) if mine.key == its.key]
        for mine, its in same:
            here, there = _sides_of(statement, mine), _sides_of(quote, its)
            if there is None:
                continue
            if here is None:  # "in favour of B", where the quote has "in favour of A over B"
                here = (keys_between(statement, mine.last + 1, mine.last + 9), frozenset())
            elif here[0].isdisjoint(there[0] | there[1]):  # "With B, it was longer than with A"
                here = (statement.keys - here[1], here[1])
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
