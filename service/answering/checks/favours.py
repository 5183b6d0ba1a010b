"""Layer 3: whom a result favours. "In favour of A over B" does not let the statement favour B."""

from collections.abc import Iterator, Sequence

from corpus.documents import Span
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term

_ENDS = frozenset(", ; . ( ) : over against versus vs than compared but while whereas in for".split())
_REACH = 9


def check_favours(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """The favoured side of the statement is the other side of the quote."""
    for said in _favoured(statement):
        for index, quote in enumerate(quotes):
            for held in _favoured(quote):
                if _is_other(said, held):
                    reason = (
                        f'The statement has "{_shown(statement, said)}" favoured; the quote "{_shown(quote, held)}".'
                    )
                    yield Finding("polarity", reason, True, _span(said), QuoteSpan(index, _span(held)))
                    return


def _favoured(sentence: Sentence) -> Iterator[list[Term]]:
    """What stands after "favours" or "in favour of", where anything does."""
    for index, token in enumerate(sentence.tokens):
        if not token.low.startswith(("favour", "favor")) or token.low.endswith(("able", "ably", "ite")):
            continue
        end = next(
            (i for i in range(index + 1, len(sentence.tokens)) if sentence.tokens[i].low in _ENDS), len(sentence.tokens)
        )
        found = [term for term in sentence.terms if index < term.first < min(end, index + _REACH)]
        if found:
            yield found


def _is_other(said: Sequence[Term], held: Sequence[Term]) -> bool:
    """Each names what the other does not: "standard care alone" against "A plus standard care"."""
    return _names_beyond(said, held) and any(term.name for term in held) and _names_beyond(held, said)


def _names_beyond(some: Sequence[Term], others: Sequence[Term]) -> bool:
    keys = {key for term in others for key in (*term.keys, *term.parts)}
    return any(
        (term.name or term.text.casefold() in {"alone", "placebo", "control", "change"})
        and keys.isdisjoint((*term.keys, *term.parts))
        for term in some
    )


def _shown(sentence: Sentence, terms: Sequence[Term]) -> str:
    span = _span(terms)
    return sentence.text[span.start : span.end]


def _span(terms: Sequence[Term]) -> Span:
    return Span(terms[0].span.start, terms[-1].span.end)
