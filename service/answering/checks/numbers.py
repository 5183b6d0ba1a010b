"""Layer 1: every quantity of the statement is in the quotes, with its unit, comparator, frame and referent."""

from collections import Counter
from collections.abc import Iterator, Sequence

from service.answering.checks.amounts import difference, same_amount
from service.answering.checks.derivations import derived, is_ratio
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.placements import PARTS, Placed, from_to, in_a_range, misplacing
from service.answering.reading.quantity import Quantity
from service.answering.reading.referents import referents
from service.answering.reading.sentence import Sentence

_ENDS_A_NUMBER = frozenset(
    ", ; . ) ( and or to - against vs versus with in for at on if , than compared respectively among by when".split()
)
_COMPARED = frozenset(
    ("group", "arm", "treatment", "drug", "therapi", "cohort", "strategi", "approach", "medicin", "option")
)


def check_numbers(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """What is wrong with the numbers. `context`: the document's metadata, where a year or a phase may stand."""
    held = [
        Placed(quantity, referent, index, quote)
        for index, quote in enumerate(quotes)
        for quantity, referent in zip(quote.quantities, referents(quote), strict=True)
    ]
    said = list(zip(statement.quantities, referents(statement), strict=True))
    yield from _pairs(statement, quotes)
    yield from _rows(statement, quotes)
    yield from _repeated(statement, quotes)
    for quantity, referent in said:
        if (quantity.article and not quantity.comparator) or _is_generic(statement, quantity):
            continue
        same = [placed for placed in held if same_amount(quantity, placed.quantity)] or [
            placed for placed in held if _unit_left_out(quantity, placed.quantity, statement)
        ]
        if not same:
            if not _in_context(quantity, context) and not derived(quantity, statement, quotes):
                yield _absent(statement, quantity, held)
            continue
        agreeing = [placed for placed in same if not difference(quantity, placed.quantity)]
        if (
            not agreeing
            and (quantity.fraction or is_ratio(quantity, statement))
            and derived(quantity, statement, quotes)
        ):
            continue
        if agreeing and not in_a_range(statement, quantity) and all(_is_an_end(quantity, p) for p in agreeing):
            yield _differs_in(statement, quantity, agreeing[0], "which figure it is")
            continue
        if not agreeing:
            yield _differs(statement, quantity, same[0])
            continue
        if from_to(statement, quantity):
            if any(from_to(p.sentence, p.quantity) not in {"", from_to(statement, quantity)} for p in agreeing):
                yield _differs_in(statement, quantity, agreeing[0], "which end of the change it is")
            continue  # "from 11.3 to 15.3 months" gives both, in an order of its own
        other = misplacing((quantity, referent), agreeing, held, said)
        if other is not None:
            yield _misplaced(statement, quantity, other)


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


def _is_generic(statement: Sentence, said: Quantity) -> bool:
    """ "the two arms" counts what any comparison has; "one of them" counts nothing; 04/2024 is a date."""
    after = statement.tokens[said.last + 1 : said.last + 3]
    if len(after) == 2 and after[0].text == "/" and len(after[1].text) == 4:
        return True
    if said.value != 2 or statement.text[said.span.start].isdigit():
        return False
    return any(token.stem in _COMPARED for token in after)


def _unit_left_out(said: Quantity, held: Quantity, statement: Sentence) -> bool:
    """ "7.2, 4.0 and 1.9 months": a bare number of a row has the unit that another number of the statement has."""
    after = statement.tokens[said.last + 1].low if said.last + 1 < len(statement.tokens) else "."
    if said.unit or said.label or said.value != held.value or after not in _ENDS_A_NUMBER:
        return False
    if (
        after == "-"
        and statement.tokens[said.last + 2 : said.last + 3]
        and statement.tokens[said.last + 2].kind == "word"
    ):
        return False  # "a 10-unit rise"
    return any(other.unit == held.unit for other in statement.quantities if other is not said)


def _pairs(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """ "45 of 98" where the quotes count 45 of another number."""
    held = {pair for quote in quotes for pair in _counted(quote)}
    for part, whole in _counted(statement):
        wholes = {other.value for share, other in held if share.value == part.value}
        if wholes and statement.tokens[part.first].kind == "number" and whole.value not in wholes:
            reason = f'"{whole.shown(statement.text)}" is not the number that the quote counts {part.printed} of.'
            yield Finding("numbers", reason, True, whole.span)


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
            yield Finding("numbers", f'"{shown}" is not what the quote has ({there}).', True, row[0].span)
            return


def _repeated(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """ "5 had a reduction and 5 a delay" where the quotes have one 5: an amount said of a second thing."""
    said = Counter((q.value, q.unit) for q in statement.quantities if _stands_alone(statement, q))
    held = Counter((q.value, q.unit) for quote in quotes for q in quote.quantities)
    for quantity in reversed(statement.quantities):
        amount = (quantity.value, quantity.unit)
        if said[amount] > held[amount] > 0 and _stands_alone(statement, quantity):
            reason = f'"{quantity.shown(statement.text)}" stands in the statement more often than in the quotes.'
            yield Finding("numbers", reason, False, quantity.span)
            return


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


def _in_context(said: Quantity, context: Sequence[Sentence]) -> bool:
    """A year or a phase of the document's metadata; no other number is known from there."""
    is_year = not said.unit and not said.label and 1900 <= said.value <= 2100
    return (is_year or bool(said.label)) and any(
        said.value == other.value and said.label == other.label and not other.unit
        for text in context
        for other in text.quantities
    )


def _absent(statement: Sentence, said: Quantity, held: Sequence[Placed]) -> Finding:
    shown = said.shown(statement.text)
    alike = next((p for p in held if p.quantity.unit == said.unit and said.unit), None)
    swapped = next((p for p in held if p.quantity.value == said.value), None)
    near = swapped or alike
    if near is None:
        return Finding("numbers", f'"{shown}" is in none of the quotes.', False, said.span)
    return Finding(
        "numbers",
        f'"{shown}" is in none of the quotes; they say "{near.quantity.shown(near.sentence.text)}".',
        swapped is not None,
        said.span,
        QuoteSpan(near.quote, near.quantity.span),
    )


def _differs(statement: Sentence, said: Quantity, held: Placed) -> Finding:
    return Finding(
        "numbers",
        f'"{said.shown(statement.text)}" is in the quote, but {difference(said, held.quantity)} differs.',
        True,
        said.span,
        QuoteSpan(held.quote, held.quantity.span),
    )


def _is_an_end(said: Quantity, held: Placed) -> bool:
    """Is it one end of an interval in the quote, while the statement has it as a figure of its own?"""
    if said.statistic in PARTS or said.comparator or said.label or held.quantity.comparator:
        return False
    return held.quantity.statistic in {"interval", "iqr"} and "." in said.printed


def _differs_in(statement: Sentence, said: Quantity, held: Placed, what: str) -> Finding:
    reason = f'"{said.shown(statement.text)}" is in the quote, but {what} differs.'
    return Finding("numbers", reason, True, said.span, QuoteSpan(held.quote, held.quantity.span))


def _misplaced(statement: Sentence, said: Quantity, other: Placed) -> Finding:
    shown, there = said.shown(statement.text), other.quantity.shown(other.sentence.text)
    return Finding(
        "numbers",
        f'"{shown}" is in the quote, but said of something else; there the quote says "{there}".',
        True,
        said.span,
        QuoteSpan(other.quote, other.quantity.span),
    )
