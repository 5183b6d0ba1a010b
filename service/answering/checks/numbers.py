"""Layer 1: every quantity of the statement is in the quotes, with its unit, comparator, frame and referent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.answering.checks.analysis import Sentence
from service.answering.checks.derivations import derived
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.quantity import Quantity
from service.answering.checks.readings import OPPOSITE
from service.answering.checks.referents import Referent, referents
from service.answering.checks.units import converted, is_time, rounds_to

_NEARER = 0.45
"""How much better another number of the quote must fit a referent before the statement is held to have swapped them."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A quantity of a quote with what it is said of."""

    quantity: Quantity
    referent: Referent
    quote: int
    sentence: Sentence

    @property
    def noun(self) -> frozenset[str]:
        """The word right after the number: "men" in "100 men"."""
        after = self.quantity.last + 1
        term = next((term for term in self.sentence.terms if after <= term.first <= after + 1), None)
        return term.keys if term else frozenset()

    @property
    def opening(self) -> str:
        """The preposition right after the number: "51 for low uptake"."""
        after = self.quantity.last + 1
        low = self.sentence.tokens[after].low if after < len(self.sentence.tokens) else ""
        return low if low in {"for", "to", "in", "with", "after", "on"} else ""

    @property
    def in_a_range(self) -> bool:
        """One end of "50 to 90%"."""
        words, q = self.sentence.tokens, self.quantity
        sides = [words[i].low for i in (q.first - 1,) if i >= 0]
        if q.last + 2 < len(words) and words[q.last + 2].kind == "number":
            sides.append(words[q.last + 1].low)
        before = [word.low for word in words[max(0, q.first - 4) : q.first]]
        return "to" in sides or "-" in sides or ("between" in before and ("and" in sides or before[-1] == "between"))


_Said = tuple[Quantity, Referent]
_COMPARED = frozenset(
    ("group", "arm", "treatment", "drug", "therapi", "cohort", "strategi", "approach", "medicin", "option")
)
_COUNTED = frozenset(
    "men cycl dose infus site centr center hospit studi lesion countri week trial seri patient particip event point item".split()
)
_PARTS = frozenset(("interval", "range", "iqr", "sd", "level"))


def check_numbers(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """What is wrong with the numbers. `context`: the document's metadata, where a year or a phase may stand."""
    held = [
        _Placed(quantity, referent, index, quote)
        for index, quote in enumerate(quotes)
        for quantity, referent in zip(quote.quantities, referents(quote), strict=True)
    ]
    said = list(zip(statement.quantities, referents(statement), strict=True))
    yield from _pairs(statement, quotes)
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
        if not agreeing:
            yield _differs(statement, quantity, same[0])
            continue
        other = _misplacing((quantity, referent), agreeing, held, said)
        if other is not None:
            yield _misplaced(statement, quantity, other)


def _is_generic(statement: Sentence, said: Quantity) -> bool:
    """ "the two arms" counts what any comparison has; "one of them" counts nothing; 04/2024 is a date."""
    after = [token.text for token in statement.tokens[said.last + 1 : said.last + 3]]
    if len(after) == 2 and after[0] == "/" and len(after[1]) == 4:
        return True
    if said.value != 2 or statement.text[said.span.start].isdigit():
        return False
    after = statement.tokens[said.last + 1 : said.last + 3]
    return any(token.stem in _COMPARED for token in after)


def _unit_left_out(said: Quantity, held: Quantity, statement: Sentence) -> bool:
    """ "7.2, 4.0 and 1.9 months": a bare number of a row has the unit that another number of the statement has."""
    if said.unit or said.label or said.value != held.value:
        return False
    return any(other.unit == held.unit for other in statement.quantities if other is not said)


def _pairs(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """ "45 of 98" where the quotes count 45 of another number."""
    held = {pair for quote in quotes for pair in _counted(quote)}
    for part, whole in _counted(statement):
        wholes = {other.value for share, other in held if share.value == part.value}
        if wholes and statement.tokens[part.first].kind == "number" and whole.value not in wholes:
            reason = f'"{whole.shown(statement.text)}" is not the number that the quote counts {part.printed} of.'
            yield Finding("numbers", reason, True, whole.span)


def _counted(sentence: Sentence) -> Iterator[tuple[Quantity, Quantity]]:
    for part, whole in zip(sentence.quantities, sentence.quantities[1:], strict=False):
        between = tuple(token.low for token in sentence.tokens[part.last + 1 : whole.first])
        if (
            between in {("of",), ("/",), ("out", "of"), ("of", "the"), ("of", "these")}
            and not part.unit
            and not whole.unit
        ):
            yield part, whole


def same_amount(said: Quantity, held: Quantity) -> bool:
    if said.unit == held.unit or _measure(said) == _measure(held):  # "week 12" is "12 weeks"
        return said.value == held.value or (said.comparator == "~" and _rounded(said, held))
    exact = converted(held.value, held.unit, said.unit)
    return exact is not None and rounds_to(exact, said.printed)


def _measure(quantity: Quantity) -> str:
    return quantity.unit or (quantity.label if is_time(quantity.label) else "") or "none"


def _rounded(said: Quantity, held: Quantity) -> bool:
    """ "about 10.6" for 10.64: what says that it is rounded may be."""
    return len(said.printed) < len(held.printed) and rounds_to(float(held.value), said.printed)


def difference(said: Quantity, held: Quantity) -> str:
    """What the statement claims beyond the amount and the quote does not say; empty where all agrees."""
    if said.label and held.label and said.label != held.label:
        return "what it numbers"
    if said.loose and held.loose and said.comparator != held.comparator:
        return "how it compares"
    if {said.comparator, held.comparator} == {"±", ""} and "sd" in {said.statistic, held.statistic}:
        return ""
    if said.comparator == ">=" and held.reached and not held.comparator:
        return ""
    if not (_compares(said) & _compares(held)) and not (said.comparator == "~" and not held.comparator):
        return "how it compares"
    if (
        said.frame
        and held.frame
        and said.frame != held.frame
        and not (said.loose or held.loose or _bounded(said, held))
    ):
        return "how the time is meant"
    if said.statistic and held.statistic and said.statistic != held.statistic:
        return "which figure it is"
    return ""


def _bounded(said: Quantity, held: Quantity) -> bool:
    """ "within 3 months of" and "at most 3 months before" bound the same stretch."""
    return {said.frame, held.frame} <= {"within", "before", "lasting"} and "<=" in {said.comparator, held.comparator}


def _compares(quantity: Quantity) -> frozenset[str]:
    opposite = OPPOSITE.get(quantity.comparator)
    read = {opposite if quantity.negated == "close" and opposite else quantity.comparator}
    if quantity.negated == "loose" and opposite:
        read.add(opposite)
    if quantity.loose in {"over", "under"}:  # "over 3 months" may be longer than that, or throughout
        read.add("")
    if quantity.loose == "from":
        read.add(">=")
    if quantity.frame == "within":
        read |= {"<=", ""}
    return frozenset(read)


def _in_context(said: Quantity, context: Sequence[Sentence]) -> bool:
    return any(said.value == other.value and said.unit == other.unit for text in context for other in text.quantities)


def _misplacing(pair: _Said, own: Sequence[_Placed], held: Sequence[_Placed], said: Sequence[_Said]) -> _Placed | None:
    """Another amount of the same kind that fits what the statement says this one of, where its own does not."""
    for rival in held:
        if not _rivals(pair, own[0], rival):
            continue
        partner = next((other for other in said if other is not pair and same_amount(other[0], rival.quantity)), None)
        if all(_fits_better(pair, placed, rival, partner) for placed in own):
            return rival
    return None


def _rivals(pair: _Said, own: _Placed, rival: _Placed) -> bool:
    """Could the statement have meant the rival: same unit, same kind of figure, same noun where there is no unit?"""
    a, b = own.quantity, rival.quantity
    if (
        pair[0].fraction
        or a.value == b.value
        or a.unit != b.unit
        or a.label
        or b.label
        or own.in_a_range
        or rival.in_a_range
    ):
        return False
    if a.statistic in _PARTS or b.statistic in _PARTS or a.comparator != b.comparator:
        return False
    if ("." in a.printed) != ("." in b.printed) and not a.unit:
        return False
    if a.unit or a.comparator or own.noun & rival.noun or "." in a.printed:
        return True
    joined = (own.referent.order is not None and rival.referent.order is not None) or own.opening == rival.opening != ""
    return joined and own.sentence is rival.sentence and not (own.noun | rival.noun) & _COUNTED


def _fits_better(pair: _Said, own: _Placed, rival: _Placed, partner: _Said | None) -> bool:
    of_own, of_rival = _telling(own, rival), _telling(rival, own)
    to_own, to_rival = _fit(pair[1], of_own), _fit(pair[1], of_rival)
    if partner is not None:  # both numbers are said: would they fit better the other way round?
        to_own += _fit(partner[1], of_rival)
        to_rival += _fit(partner[1], of_own)
        return to_rival > to_own + _NEARER
    if own.quantity.comparator or not (own.quantity.unit or "." in own.quantity.printed):
        return False  # a threshold or a count alone may be said of much
    return bool(of_own) and to_rival > _NEARER and to_own < to_rival / 3


def _telling(held: _Placed, other: _Placed) -> dict[str, float]:
    """What is near one number of the quotes and not near the other, nor anywhere in the other's sentence."""
    elsewhere = other.sentence.keys if other.sentence is not held.sentence else frozenset()
    return {
        key: weight
        for key, weight in held.referent.near.items()
        if other.referent.near.get(key, 0.0) < weight / 2 and key not in elsewhere
    }


def _fit(said: Referent, telling: dict[str, float]) -> float:
    return max((min(weight, said.near[key]) for key, weight in telling.items() if key in said.near), default=0.0)


def _absent(statement: Sentence, said: Quantity, held: Sequence[_Placed]) -> Finding:
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


def _differs(statement: Sentence, said: Quantity, held: _Placed) -> Finding:
    return Finding(
        "numbers",
        f'"{said.shown(statement.text)}" is in the quote, but {difference(said, held.quantity)} differs.',
        True,
        said.span,
        QuoteSpan(held.quote, held.quantity.span),
    )


def _misplaced(statement: Sentence, said: Quantity, other: _Placed) -> Finding:
    shown, there = said.shown(statement.text), other.quantity.shown(other.sentence.text)
    return Finding(
        "numbers",
        f'"{shown}" is in the quote, but said of something else; there the quote says "{there}".',
        True,
        said.span,
        QuoteSpan(other.quote, other.quantity.span),
    )
