"""How the numbers of a sentence go together: "15.3 against 11.3", "50 to 90%", "45 of 98 (46%)"."""

from collections.abc import Sequence

from service.answering.reading.quantity import Quantity
from service.answering.reading.sentence import Sentence

_PAIRING = {
    "against",
    "versus",
    "vs",
    "v",
    "than",
    "compared",
    "and",
    "or",
    "but",
    "with",
    "to",
    "rather",
    "/",
    "only",
    "just",
}


def orders(sentence: Sentence) -> list[int | None]:
    """For each quantity its place in a pair, 0 or 1; None where it is in none."""
    orders: list[int | None] = [None] * len(sentence.quantities)
    for i, (first, second) in enumerate(zip(sentence.quantities, sentence.quantities[1:], strict=False)):
        between = sentence.tokens[first.last + 1 : second.first]
        joined = [word.low for word in between if word.text not in "(),"]
        pairs = all(word in _PAIRING or word in {"in", "of", "for"} for word in joined) and bool(joined)
        if pairs and orders[i] is None and first.unit == second.unit and not _same_interval(first, second, joined):
            orders[i], orders[i + 1] = 0, 1
    return orders


def in_range(sentence: Sentence, index: int) -> bool:
    """One end of "50 to 90%"."""
    quantity = sentence.quantities[index]
    sides = {sentence.tokens[i].low for i in (quantity.first - 1, quantity.last + 1) if 0 <= i < len(sentence.tokens)}
    neighbours = [q for q in sentence.quantities if q.last == quantity.first - 2 or q.first == quantity.last + 2]
    return bool(neighbours) and bool(sides & {"to", "-"})


def counts_out(sentence: Sentence, index: int) -> bool:
    """Is this the whole, or the per cent in brackets, of the count before it?"""
    earlier, quantity = sentence.quantities[index - 1], sentence.quantities[index]
    between = [word.low for word in sentence.tokens[earlier.last + 1 : quantity.first]]
    return between == ["of"] or (between[-1:] == ["("] and len(between) <= 3 and not earlier.unit)


def _same_interval(first: Quantity, second: Quantity, joined: Sequence[str]) -> bool:
    """ "0.52 to 0.74" is one interval, not a pair of groups."""
    return list(joined) in (["to"], ["-"]) or (
        first.statistic in {"interval", "range", "iqr"} and list(joined) == ["and"]
    )
