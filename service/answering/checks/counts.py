"""Layer 1: what several numbers say together: "45 of 98", "grade 3 or 4", "3 had a reduction and 5 a delay"."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.answering.checks.findings import Finding
from service.answering.checks.placements import PARTS
from service.answering.reading.quantity import Quantity
from service.answering.reading.sentence import Sentence


def check_counts(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """Counts, rows of numbers and repeated numbers that the quotes do not have so."""
    yield from _pairs(statement, quotes)
    yield from _rows(statement, quotes)
    yield from _repeated(statement, quotes)
    yield from _intervals(statement, quotes)


def _pairs(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """ "45 of 98" where the quotes count 45 of another number."""
    held = {pair for quote in quotes for pair in _counted(quote)}
    for part, whole in _counted(statement):
        wholes = {other.value for share, other in held if share.value == part.value}
        if wholes and statement.tokens[part.first].kind == "number" and whole.value not in wholes:
            reason = f'"{whole.shown(statement.text)}" is not the number that the quote counts {part.printed} of.'
            yield Finding("numbers", reason, True, whole.span, firm=True)


def _rows(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """ "grade 4" where the quotes have "grade 3 or 4" only; "1 to 1" where they have "2 to 1"."""
    held = [row for quote in quotes for row in _joined(quote)]
    for row in _joined(statement):
        alike = [other for other in held if other[0].label == row[0].label and row[0].value in {q.value for q in other}]
        odds = [other for other in held if len(other) == 2 and _small(other)]
        is_odds = len(row) == 2 and _small(row) and statement.tokens[row[0].last + 1].text == ":"
        rivals = alike if row[0].label == "grade" else odds if is_odds else []
        if rivals and not any([q.value for q in other] == [q.value for q in row] for other in rivals):
            shown = statement.text[row[0].span.start : row[-1].span.end]
            there = " ".join(other.printed for other in rivals[0])
            reason = f'"{shown}" is not what the quote has ({there}).'
            yield Finding("numbers", reason, True, row[0].span, firm=True)
            return


def _repeated(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """ "5 had a reduction and 5 a delay" where the quotes have one 5: an amount said of a second thing."""
    said = Counter((q.value, q.unit) for q in statement.quantities if _stands_alone(statement, q))
    held = Counter((q.value, q.unit) for quote in quotes for q in quote.quantities)
    for quantity in reversed(statement.quantities):
        amount = (quantity.value, quantity.unit)
        if said[amount] > held[amount] > 0 and _stands_alone(statement, quantity):
            reason = f'"{quantity.shown(statement.text)}" stands in the statement more often than in the quotes.'
            yield Finding("numbers", reason, False, quantity.span, firm=True)
            return


def _intervals(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """ "11.6 (95% CI 4.2 to 5.9)" where the quotes give that interval to another figure."""
    held = {ends: head for quote in quotes for head, ends in _with_interval(quote)}
    for head, ends in _with_interval(statement):
        there = held.get(ends)
        if there is not None and there.value != head.value and there.unit == head.unit:
            reason = f'The interval of "{head.shown(statement.text)}" is that of {there.printed} in the quote.'
            yield Finding("numbers", reason, True, head.span, firm=True)
            return


def _with_interval(sentence: Sentence) -> Iterator[tuple[Quantity, tuple[Decimal, Decimal]]]:
    """The figures that an interval in brackets follows, with its ends."""
    found = [quantity for quantity in sentence.quantities if quantity.statistic != "level"]
    for head, low, high in zip(found, found[1:], found[2:], strict=False):
        opened = any(token.text == "(" for token in sentence.tokens[head.last + 1 : low.first])
        if opened and not head.article and low.statistic == high.statistic == "interval" != head.statistic:
            yield head, (low.value, high.value)


def _stands_alone(statement: Sentence, said: Quantity) -> bool:
    """A figure that is no label, no bound, no stretch of time: such are often said again."""
    again = said.first > 0 and statement.tokens[said.first - 1].low in {"the", "these", "those", "all"}
    figure = said.unit in {"percent", ""} and statement.text[said.span.start].isdigit() and not again
    return figure and not (said.label or said.comparator or said.statistic in PARTS)


def _small(row: Sequence[Quantity]) -> bool:
    """Two bare numbers under ten: the odds of an allocation."""
    return all(not q.unit and not q.label and q.value < 10 and q.printed.isdigit() for q in row)


def _joined(sentence: Sentence) -> Iterator[list[Quantity]]:
    """Numbers joined by "to", "or", "-" or ":", each alone where nothing joins it."""
    row: list[Quantity] = []
    for quantity in sentence.quantities:
        if row:
            between = [token.low for token in sentence.tokens[row[-1].last + 1 : quantity.first]]
            if between not in (["to"], ["or"], ["-"], [":"], ["and"], ["/"]) or quantity.unit != row[-1].unit:
                yield row
                row = []
        row.append(quantity)
    if row:
        yield row


def _counted(sentence: Sentence) -> Iterator[tuple[Quantity, Quantity]]:
    for part, whole in zip(sentence.quantities, sentence.quantities[1:], strict=False):
        between = tuple(token.low for token in sentence.tokens[part.last + 1 : whole.first])
        if (
            between in {("of",), ("/",), ("out", "of"), ("of", "the"), ("of", "these")}
            and not part.unit
            and not whole.unit
        ):
            yield part, whole
