"""Layer 3 too: what a quote holds back, the statement holds back."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.answering.checks.coverage import share
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.hedging import hardener_classes, hedge_classes
from service.answering.reading.phrases import Mention, PhraseFinder, around
from service.answering.reading.sentence import Sentence


@lru_cache(maxsize=1)
def _hedges() -> PhraseFinder:
    return PhraseFinder({name: listed.phrases for name, listed in hedge_classes().items()})


@lru_cache(maxsize=1)
def _hard() -> PhraseFinder:
    return PhraseFinder({name: listed.phrases for name, listed in hardener_classes().items()})


# Keep a hedge where the quote has one, but are none that must be kept: "the panel recommends", "an option".
_WEAK = frozenset(
    ("panel", "experts", "consensus", "option", "options", "power", "powered", "allow", "allows", "should")
)


def check_hedges(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """A hedge of a quote that the statement uses without it; a certainty that no quote has."""
    kept = {mention.key for mention in _hedges().find(statement)}
    for index, quote in enumerate(quotes):
        for mention in _hedges().find(quote):
            shown = quote.text[mention.span.start : mention.span.end]
            if mention.key == "association" or shown.casefold() in _WEAK:
                continue
            allowed = {mention.key} | hedge_classes()[mention.key].excused_by
            if kept & allowed or mention.negated or _in_a_term(quote, mention) or not _uses(statement, quote, mention):
                continue
            shown = quote.text[mention.span.start : mention.span.end]
            reason = f'The quote holds back ("{shown}"); the statement does not.'
            yield Finding("hedges", reason, False, None, QuoteSpan(index, mention.span))
            return
    held = {word.low for quote in quotes for word in quote.tokens}
    sure = {mention.key for quote in quotes for mention in _hard().find(quote)}
    associated = any(mention.key == "association" for quote in quotes for mention in _hedges().find(quote))
    for mention in _hard().find(statement):
        if mention.key == "effect" and not associated:
            continue  # what a trial compared may be said as an effect; what only went together may not
        about = around(statement, mention, 8)
        if all(about.isdisjoint(quote.keys) for quote in quotes):
            continue  # it is about something else altogether
        meant = not mention.negated or mention.key == "every_study"  # "in no trial" is as sweeping as "in every trial"
        if meant and mention.key not in sure and not held & hardener_classes()[mention.key].excused_by:
            shown = statement.text[mention.span.start : mention.span.end]
            yield Finding("hedges", f'The statement is sure ("{shown}"); no quote is.', False, mention.span)
            return


def _in_a_term(quote: Sentence, mention: Mention) -> bool:
    """ "estimated" in "estimated glomerular filtration rate" holds nothing back."""
    return any(len(term.parts) > 1 and term.first <= mention.first <= term.last for term in quote.terms)


def _uses(statement: Sentence, quote: Sentence, mention: Mention) -> bool:
    """Does the statement speak of what the hedge stands at? Most of the terms around it are in the statement."""
    near = around(quote, mention, 5)
    terms = [term for term in quote.terms if not term.keys.isdisjoint(near)]
    beside_names = [term for term in terms if not term.name]
    return share(terms, [statement]) >= 0.5 and share(beside_names, [statement]) >= 0.25
