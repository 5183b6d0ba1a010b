"""What a number is said of: its outcome, its group, its time point. So that two numbers cannot change places.

Read off the surface, without a parser: what stands directly before a number ("anaemia in 12.9%"), what follows it up
to the next break ("12.9% of men given A"), and, for paired numbers ("15.3 against 11.3 months"), the pair of groups
that the sentence names in the same order ("with A against B").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.answering.checks.analysis import Sentence
from service.answering.checks.groups import GENERIC, OPPOSING, STOPS, groups
from service.answering.checks.quantity import Quantity
from service.answering.checks.terms import Term

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
_BREAKS = {
    "but",
    "while",
    "whereas",
    "and",
    "against",
    "versus",
    "vs",
    "compared",
    "than",
    "or",
    "v",
    "though",
    "although",
}
_GROUP_OPENS = {"with", "in", "for", "on", "under", "among", "by", "to", "given", "receiving"}
_FAR = 16


@dataclass(frozen=True, slots=True)
class Referent:
    """The keys around a quantity with their weights; `order` is its place in a pair of numbers (None: not paired)."""

    near: Mapping[str, float]
    order: int | None


def referents(sentence: Sentence) -> Sequence[Referent]:
    """One for each quantity of the sentence, in the same order."""
    return _Reader(sentence).read()


class _Reader:
    def __init__(self, sentence: Sentence) -> None:
        self._words = sentence.tokens
        self._quantities = sentence.quantities
        self._term_at: dict[int, Term] = {i: term for term in sentence.terms for i in range(term.first, term.last + 1)}
        self._number_at = {i: q for q in sentence.quantities for i in range(q.first, q.last + 1)}
        self._groups = groups(sentence)

    def read(self) -> list[Referent]:
        done: list[Referent] = []
        outcomes: dict[str, list[Term]] = {}
        for index, (quantity, order) in enumerate(zip(self._quantities, self._orders(), strict=True)):
            near: dict[str, float] = {}
            group, left = self._left(quantity)
            _add(near, self._outcome(index, group, left, outcomes), 0.7)
            _add(near, group + left, 1.0)
            right = self._bracketed(quantity) or self._right(quantity) or self._elliptic(index)
            _add(near, [] if self._names_both(right) else right, 1.0)
            listed = self._listed(index)
            if listed is not None:
                near = {}
                _add(near, listed, 1.0)
            if order is not None and self._groups:
                _add(near, self._nearest_groups(quantity)[order], 0.9)
            if index and self._counts_out(index):  # "45 of 98 men (46%)": said of the same
                for key, strength in done[-1].near.items():
                    near.setdefault(key, strength)
            for label in self._labels(quantity):
                near[label] = max(near.get(label, 0.0), 0.8)
            done.append(Referent(near, order))
        return done

    def _outcome(
        self, index: int, group: list[Term], left: list[Term], outcomes: dict[str, list[Term]]
    ) -> Sequence[Term]:
        """What is counted or measured: before the number, or taken over from the last number of its unit."""
        quantity = self._quantities[index]
        if quantity.statistic in {"interval", "level", "range", "iqr"} or quantity.comparator or self._in_range(index):
            return left
        if quantity.unit in outcomes and (group or not left):  # "12.9% against 4.9%", "with A 8.1, with B 5.3"
            return [*outcomes[quantity.unit], *left]
        outcomes[quantity.unit] = left
        return left

    def _left(self, quantity: Quantity) -> tuple[list[Term], list[Term]]:
        """The terms before a number, nearest first: the group that it is of ("with A 15.3 months"), and the rest."""
        found: list[Term] = []
        group = 0
        closed = 0  # inside brackets that were closed before the number: "thrombocytopenia (low platelets) in 7.9%"
        for i in range(quantity.first - 1, max(-1, quantity.first - _FAR), -1):
            word = self._words[i]
            closed += (word.text == ")") - (word.text == "(" and closed > 0)
            if i in self._number_at and not self._number_at[i].label and not closed:
                break
            if i in self._number_at:
                continue
            if word.text == "," and not found and self._follows_one_like(i, quantity):
                break
            stops = word.text in STOPS or word.low in _BREAKS
            if stops and not closed and (found or word.text not in {":", ",", "("}):
                break
            if word.low in _GROUP_OPENS and not group:
                group = len(found)
            self._take(i, found)
        return found[:group], found[group:]

    def _in_range(self, index: int) -> bool:
        """One end of "50 to 90%"."""
        quantity = self._quantities[index]
        sides = {self._words[i].low for i in (quantity.first - 1, quantity.last + 1) if 0 <= i < len(self._words)}
        neighbours = [q for q in self._quantities if q.last == quantity.first - 2 or q.first == quantity.last + 2]
        return bool(neighbours) and bool(sides & {"to", "-"})

    def _bracketed(self, quantity: Quantity) -> list[Term]:
        """ "8.7 months (placebo)": a group in brackets right after its number."""
        start = quantity.last + 1
        if start >= len(self._words) or self._words[start].text != "(":
            return []
        found: list[Term] = []
        for i in range(start + 1, min(len(self._words), start + 8)):
            if self._words[i].text == ")":
                return found
            if i in self._number_at:
                break
            self._take(i, found)
        return []

    def _names_both(self, right: Sequence[Term]) -> bool:
        """ "52% and 33% in the A and B groups, respectively": the words after the second are of both."""
        return any(
            first and second and set(first) <= set(right) and set(second) <= set(right)
            for _, (first, second) in self._groups
        )

    def _counts_out(self, index: int) -> bool:
        """Is this the whole, or the per cent in brackets, of the count before it?"""
        earlier, quantity = self._quantities[index - 1], self._quantities[index]
        between = [word.low for word in self._words[earlier.last + 1 : quantity.first]]
        return between == ["of"] or (between[-1:] == ["("] and len(between) <= 3 and not earlier.unit)

    def _follows_one_like(self, comma: int, quantity: Quantity) -> bool:
        """Does a number of the same unit stand before the comma? Then the words between belong to that one."""
        earlier = [q for q in self._quantities if q.last < comma]
        if earlier and any(word.text == ";" for word in self._words[earlier[-1].last : comma]):
            return False
        return bool(earlier) and earlier[-1].unit == quantity.unit and not earlier[-1].label

    def _right(self, quantity: Quantity) -> list[Term]:
        found: list[Term] = []
        depth, closed = 0, 0
        for i in range(quantity.last + 1, min(len(self._words), quantity.last + _FAR)):
            word = self._words[i]
            depth += (word.text == "(") - (word.text == ")")
            number = self._number_at.get(i)
            if number is not None and number.label:
                continue
            if depth < 0 and not closed and self._words[quantity.first - 1].text == "(":  # out of its own brackets
                depth, closed = 0, 1
                continue
            if depth > 0 or (word.text == ")" and depth == 0):
                continue
            if depth < 0 or word.text in STOPS or (word.low in _BREAKS and self._number_follows(i)):
                break
            counts = (
                number is not None
                and not number.unit
                and ((i - quantity.last <= 3 and not found) or self._words[i - 1].low == "per")
            )
            if word.low in OPPOSING or (number is not None and not number.label and not counts):
                break
            if number is None:
                self._take(i, found)
        return found

    def _listed(self, index: int) -> list[Term] | None:
        """ "7.2, 4.0 and 1.9 months for high, intermediate and low scores": what stands at the number's place."""
        row = [index]
        while row[0] and self._in_a_row(row[0] - 1):
            row.insert(0, row[0] - 1)
        while row[-1] + 1 < len(self._quantities) and self._in_a_row(row[-1]):
            row.append(row[-1] + 1)
        if len(row) < 3:
            return None
        groups: list[list[Term]] = [[]]
        for i in range(self._quantities[row[-1]].last + 1, len(self._words)):
            word = self._words[i]
            if word.text in {";", ".", ":", ")"} or i in self._number_at:
                break
            if word.text == "," or word.low == "and":
                groups.append([]) if groups[-1] else None
            self._take(i, groups[-1])
        groups = [group for group in groups if group]
        return groups[row.index(index)] if len(groups) == len(row) else []

    def _in_a_row(self, index: int) -> bool:
        first, second = self._quantities[index], self._quantities[index + 1]
        between = [word.low for word in self._words[first.last + 1 : second.first]]
        return first.unit == second.unit and between in ([","], ["and"], [",", "and"], ["or"])

    def _elliptic(self, index: int) -> list[Term]:
        """ "5.9 months with and 16.4 months without metastases": the first has the noun of the second."""
        after = self._quantities[index].last + 1
        if index + 1 == len(self._quantities) or after >= len(self._words) or self._words[after].low != "with":
            return []
        return [term for term in self._right(self._quantities[index + 1]) if term.text.casefold() != "without"]

    def _number_follows(self, start: int) -> bool:
        """Does another number come before the next stop? Then "and" divides; else it joins a list of words."""
        for i in range(start + 1, min(len(self._words), start + _FAR)):
            if i in self._number_at:
                return True
            if self._words[i].text in STOPS or self._words[i].low in OPPOSING:
                return False
        return False

    def _take(self, i: int, found: list[Term]) -> None:
        term = self._term_at.get(i)
        if term is not None and term not in found and term.text.casefold() not in GENERIC:
            found.append(term)

    def _orders(self) -> list[int | None]:
        orders: list[int | None] = [None] * len(self._quantities)
        for i, (first, second) in enumerate(zip(self._quantities, self._quantities[1:], strict=False)):
            between = self._words[first.last + 1 : second.first]
            joined = [word.low for word in between if word.text not in "(),"]
            pairs = all(word in _PAIRING or word in {"in", "of", "for"} for word in joined) and bool(joined)
            if pairs and orders[i] is None and first.unit == second.unit and not _same_interval(first, second, joined):
                orders[i], orders[i + 1] = 0, 1
        return orders

    def _nearest_groups(self, quantity: Quantity) -> tuple[list[Term], list[Term]]:
        return min(self._groups, key=lambda group: abs(group[0] - quantity.first))[1]

    def _labels(self, quantity: Quantity) -> list[str]:
        """The time, grade or threshold that the number goes with ("31% at 7.4 GBq"), as a key of its own."""
        after = [q for q in self._quantities if q.first > quantity.last and self._reaches(quantity.last, q.first)]
        before = [
            q for q in reversed(self._quantities) if q.last < quantity.first and self._reaches(q.last, quantity.first)
        ]
        for other in (*after[:1], *before[:1]):
            tells = other.label or other.comparator or other.unit not in {"", "percent"}
            if tells and (other.unit != quantity.unit or other.comparator):
                return [f"#{other.comparator}{other.value.normalize()}{other.label or other.unit}"]
        return []

    def _reaches(self, first: int, last: int) -> bool:
        """Are two tokens near each other, with no break between them?"""
        between = self._words[first + 1 : last]
        return len(between) <= 9 and not any(
            word.text in STOPS or word.low in OPPOSING or word.low in {"and", "but", "while"} for word in between
        )


def _same_interval(first: Quantity, second: Quantity, joined: Sequence[str]) -> bool:
    """ "0.52 to 0.74" is one interval, not a pair of groups."""
    return list(joined) in (["to"], ["-"]) or (
        first.statistic in {"interval", "range", "iqr"} and list(joined) == ["and"]
    )


def _add(near: dict[str, float], terms: Sequence[Term], weight: float) -> None:
    """Terms come nearest first; each further one counts for less, down to a third."""
    for place, term in enumerate(terms):
        strength = weight * max(1.0 - 0.15 * place, 0.3)
        for key in (*term.keys, *term.parts):
            near[key] = max(near.get(key, 0.0), strength)
