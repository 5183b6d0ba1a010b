"""The amounts of a supported statement that no quote prints so."""

from collections.abc import Iterator, Sequence

from service.answering.checks.amounts import same_amount
from service.answering.checks.derivations import derived
from service.answering.reading.sentence import Sentence


def conversions(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[str]:
    """The amounts of a supported statement that no quote prints so: converted, rounded or reckoned, in words."""
    held = [(quantity, quote) for quote in quotes for quantity in quote.quantities]
    for said in statement.quantities:
        same = [(other, quote) for other, quote in held if same_amount(said, other)]
        if any(said.value == other.value and said.unit == other.unit for other, _ in same) or said.article:
            continue
        shown = said.shown(statement.text)
        if same:
            other, quote = same[0]
            yield f'"{shown}" is "{other.shown(quote.text)}" in the quote, converted.'
        elif derived(said, statement, quotes):
            yield f'"{shown}" is reckoned from the figures of the quote.'
