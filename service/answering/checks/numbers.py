"""Layer 1: every quantity of the statement is in the quotes, with its unit, comparator, frame and referent."""

from collections.abc import Iterator, Sequence

from service.answering.checks.amounts import difference, same_amount
from service.answering.checks.derivations import derived, is_ratio
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.placements import PARTS, Placed, Said, from_to, in_a_range, misplacing, noun_after
from service.answering.reading.quantity import Quantity
from service.answering.reading.referents import Referent, referents
from service.answering.reading.sentence import Sentence

_ENDS_A_NUMBER = frozenset(
    ", ; . ) ( and or to - against vs versus with in for at on if , than compared respectively among by when".split()
)
_COMPARED = frozenset(
    ("group", "arm", "treatment", "drug", "therapi", "cohort", "strategi", "approach", "medicin", "option")
)


def check_numbers(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """What is wrong with each number. `context`: the document's metadata, where a year or a phase may stand."""
    held = [
        Placed(quantity, referent, index, quote)
        for index, quote in enumerate(quotes)
        for quantity, referent in zip(quote.quantities, referents(quote), strict=True)
    ]
    said = list(zip(statement.quantities, referents(statement), strict=True))
    for quantity, referent in said:
        if _says_no_amount(quantity, noun_after(statement, quantity), held) or _is_generic(statement, quantity):
            continue
        same = _held_alike(statement, quantity, held)
        if same:
            found = _in_place(statement, quotes, (quantity, referent), same, held, said)
        elif (
            _beyond_a_bound(quantity, held)
            or _in_context((quantity, referent), context, held)
            or derived(quantity, statement, quotes)
        ):
            found = None
        else:
            found = _absent(statement, quantity, held)
        if found is not None:
            yield found


def _held_alike(statement: Sentence, said: Quantity, held: Sequence[Placed]) -> list[Placed]:
    same = [placed for placed in held if same_amount(said, placed.quantity)]
    return same or [placed for placed in held if _unit_left_out(said, placed.quantity, statement)]


def _in_place(
    statement: Sentence,
    quotes: Sequence[Sentence],
    pair: Said,
    same: Sequence[Placed],
    held: Sequence[Placed],
    said: Sequence[Said],
) -> Finding | None:
    """What is wrong with a number that the quotes have: what it claims beyond the amount, or what it is said of."""
    quantity = pair[0]
    agreeing = [placed for placed in same if not difference(quantity, placed.quantity)]
    if not agreeing:
        if (quantity.fraction or is_ratio(quantity, statement)) and derived(quantity, statement, quotes):
            return None
        return _differs(statement, quantity, same[0], difference(quantity, same[0].quantity))
    if not in_a_range(statement, quantity) and all(_is_an_end(quantity, placed) for placed in agreeing):
        return _differs(statement, quantity, agreeing[0], "which figure it is")
    end = from_to(statement, quantity)
    if end:  # "from 11.3 to 15.3 months" gives both, in an order of its own
        turned = any(from_to(placed.sentence, placed.quantity) not in {"", end} for placed in agreeing)
        return _differs(statement, quantity, agreeing[0], "which end of the change it is") if turned else None
    other = misplacing(pair, agreeing, held, said)
    return None if other is None else _misplaced(statement, quantity, other)


def _says_no_amount(said: Quantity, noun: frozenset[str], held: Sequence[Placed]) -> bool:
    """ "A year", "the first"; no "second cycle" where the quotes number cycles, no "one site" where they bound it."""
    numbered = said.label and any(placed.quantity.label == said.label for placed in held)
    bounded = said.value == 1 and any(p.quantity.value == 1 and p.quantity.comparator and p.noun & noun for p in held)
    return said.article and not said.comparator and not numbered and not bounded


def _is_generic(statement: Sentence, said: Quantity) -> bool:
    """ "the two arms" counts what any comparison has; "one of them" counts nothing; 04/2024 is a date."""
    after = statement.tokens[said.last + 1 : said.last + 3]
    if len(after) == 2 and after[0].text == "/" and len(after[1].text) == 4:
        return True
    if said.value != 2 or statement.text[said.span.start].isdigit():
        return False
    after = statement.tokens[said.last + 1 : said.last + 6]
    stop = next((i for i, token in enumerate(after) if not token.stem or token.kind == "number"), len(after))
    return any(token.stem in _COMPARED for token in after[:stop])


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


def _in_context(pair: Said, context: Sequence[Sentence], held: Sequence[Placed]) -> bool:
    """What the document's metadata may tell: a year, a phase, the dose or the schedule that belongs to a name."""
    said, referent = pair
    is_year = not said.unit and not said.label and 1900 <= said.value <= 2100
    same = [
        (other, text)
        for text in context
        for other in text.quantities
        if said.value == other.value and said.label == other.label and said.unit == other.unit
    ]
    if (is_year or said.label) and any(not other.unit for other, _ in same):
        return True
    if said.unit == "percent" or any(said.unit == placed.quantity.unit for placed in held if said.unit):
        return False
    return any(_belongs(other, text, referent) for other, text in same)


def _beyond_a_bound(said: Quantity, held: Sequence[Placed]) -> bool:
    """ "No event of grade 4" where the quote has "no event above grade 3"."""
    bounds = [p.quantity for p in held if p.quantity.label == said.label and p.quantity.negated and said.label]
    return bool(said.negated) and any(bound.comparator == ">" and said.value > bound.value for bound in bounds)


def _belongs(held: Quantity, text: Sentence, said: Referent) -> bool:
    """Does a name or a word that the statement's number stands with stand right beside it there too?"""
    beside = (term for term in text.terms if -2 <= term.last - held.first < 0 or 0 < term.first - held.last <= 3)
    return any(key in said.near for term in beside for key in term.keys)


def _is_an_end(said: Quantity, held: Placed) -> bool:
    """Is it one end of an interval in the quote, while the statement has it as a figure of its own?"""
    if said.statistic in PARTS or said.comparator or said.label or held.quantity.comparator:
        return False
    return held.quantity.statistic in {"interval", "iqr"} and "." in said.printed


def _absent(statement: Sentence, said: Quantity, held: Sequence[Placed]) -> Finding:
    shown = said.shown(statement.text)
    alike = next((p for p in held if p.quantity.unit == said.unit and said.unit), None)
    swapped = next((p for p in held if p.quantity.value == said.value), None)
    near = swapped or alike
    if near is None:
        return Finding("numbers", f'"{shown}" is in none of the quotes.', False, said.span, firm=True)
    return Finding(
        "numbers",
        f'"{shown}" is in none of the quotes; they say "{near.quantity.shown(near.sentence.text)}".',
        swapped is not None,
        said.span,
        QuoteSpan(near.quote, near.quantity.span),
        firm=True,
    )


def _differs(statement: Sentence, said: Quantity, held: Placed, what: str) -> Finding:
    reason = f'"{said.shown(statement.text)}" is in the quote, but {what} differs.'
    return Finding("numbers", reason, True, said.span, QuoteSpan(held.quote, held.quantity.span), firm=True)


def _misplaced(statement: Sentence, said: Quantity, other: Placed) -> Finding:
    shown, there = said.shown(statement.text), other.quantity.shown(other.sentence.text)
    return Finding(
        "numbers",
        f'"{shown}" is in the quote, but said of something else; there the quote says "{there}".',
        True,
        said.span,
        QuoteSpan(other.quote, other.quantity.span),
        firm=True,
    )
