"""Layer 3: what is called significant, or not, is so by a word, a p value or an interval of the quotes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.documents import Span
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.reading.quantity import Quantity
from service.answering.reading.sentence import Sentence

_WORDS = frozenset(("significant", "significantly", "significance"))
_DENIALS = frozenset("not no never nor neither failed fail short cannot didn't wasn't".split())
_ALIKE = (
    "hardly differed",
    "similar",
    "noninferior",
    "non-inferior",
    "comparable",
    "equivalent",
    "unchanged",
    "did not",
)
_EFFECTS = frozenset(
    "differ effect chang associ improv benefit separ rise link advantag influenc increas decreas".split()
)
_RATIOS = frozenset(("ratio", "ratios", "hr", "or", "rr", "irr", "aor", "ahr"))
_LEVEL = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class _Test:
    """A verdict on significance that a quote gives, and where."""

    significant: bool
    span: QuoteSpan
    near: frozenset[str]
    values: frozenset[Decimal] = frozenset()


def check_significance(
    statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]
) -> Iterator[Finding]:
    """A significance that the quotes do not give, or give the other way round."""
    for index, token in enumerate(statement.tokens):
        if token.low not in _WORDS and token.low not in {"insignificant", "nonsignificant"}:
            continue
        if index and statement.tokens[index - 1].low == "clinically":
            continue  # no matter of statistics
        said = token.low in _WORDS and not _denied(statement, index)
        tests = [test for number, quote in enumerate(quotes) for test in _tests(quote, number)]
        if not tests:
            yield Finding("polarity", f'The statement says "{token.text}"; no quote gives a test.', False, token.span)
        elif all(test.significant != said for test in _closest(statement, tests)):
            shown = "significant" if said else "not significant"
            reason = f"The statement says {shown}; the quote gives the opposite."
            yield Finding("polarity", reason, True, token.span, tests[0].span)
        return


def _denied(sentence: Sentence, index: int) -> bool:
    return any(token.low in _DENIALS for token in sentence.tokens[max(0, index - 5) : index])


def _closest(statement: Sentence, tests: Sequence[_Test]) -> Sequence[_Test]:
    """The tests that stand with most of what the statement speaks of."""
    said = {quantity.value for quantity in statement.quantities}
    tests = [test for test in tests if test.values & said] or tests
    shared = [len(test.near & statement.keys) for test in tests]
    return [test for test, score in zip(tests, shared, strict=True) if score == max(shared)]


def _tests(quote: Sentence, number: int) -> Iterator[_Test]:
    for index, token in enumerate(quote.tokens):
        if token.low in _WORDS:
            yield _Test(not _denied(quote, index), QuoteSpan(number, token.span), _near(quote, index))
    for phrase in _ALIKE:
        at = quote.text.casefold().find(phrase)
        if at >= 0:
            index = next((i for i, token in enumerate(quote.tokens) if token.start >= at), 0)
            yield _Test(False, QuoteSpan(number, Span(at, at + len(phrase))), _near(quote, index))
    for quantity in quote.quantities:
        if quantity.value < 1 and _is_p(quote, quantity):
            # "p<0.05" is significant, "p>0.05" is not; at exactly the level it is not.
            significant = quantity.value < _LEVEL if quantity.comparator != ">" else False
            significant = significant or (quantity.comparator == "<" and quantity.value <= _LEVEL)
            span = QuoteSpan(number, quantity.span)
            yield _Test(significant, span, _near(quote, quantity.first), frozenset((quantity.value,)))
    for index, token in enumerate(quote.tokens):
        if token.stem in _EFFECTS and _denied(quote, index):
            yield _Test(False, QuoteSpan(number, token.span), _near(quote, index))
    yield from _intervals(quote, number)


def _is_p(quote: Sentence, quantity: Quantity) -> bool:
    """ "p=0.03", "P value for the difference = 0.03"."""
    before = [token.low for token in quote.tokens[max(0, quantity.first - 7) : quantity.last]]
    return "p" in before[-4:] or ("p" in before and "value" in before and not {",", ";", "(", ")"} & set(before[-4:]))


def _intervals(quote: Sentence, number: int) -> Iterator[_Test]:
    """A 95% interval of a ratio that leaves out 1, or of a difference that leaves out 0, is significant."""
    for low, high in zip(quote.quantities, quote.quantities[1:], strict=False):
        if low.statistic == "interval" and low.value < 0 and high.first - low.last <= 3:
            significant = high.value < 0
            yield _Test(
                significant, _span(number, low, high), _near(quote, low.first), frozenset((low.value, high.value))
            )
    if not any(token.low in _RATIOS for token in quote.tokens):
        return
    for low, high in zip(quote.quantities, quote.quantities[1:], strict=False):
        if low.statistic == "interval" and not low.unit and not high.unit and high.first - low.last == 2:
            significant = not low.value <= 1 <= high.value
            yield _Test(
                significant, _span(number, low, high), _near(quote, low.first), frozenset((low.value, high.value))
            )


def _span(number: int, low: Quantity, high: Quantity) -> QuoteSpan:
    return QuoteSpan(number, Span(low.span.start, high.span.end))


def _near(quote: Sentence, index: int) -> frozenset[str]:
    return frozenset(key for term in quote.terms if abs(term.first - index) <= 14 for key in term.keys)
