"""What a number is said of: its outcome, its group, its time point. So that two numbers cannot change places.

Read off the surface, without a parser: what stands directly before a number ("anaemia in 12.9%"), what follows it up
to the next break ("12.9% of men given A"), and, for paired numbers ("15.3 against 11.3 months"), the pair of groups
that the sentence names in the same order ("with A against B").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.answering.reading.groups import OPPOSING, STOPS, groups
from service.answering.reading.pairings import counts_out, in_range, orders
from service.answering.reading.quantity import Quantity
from service.answering.reading.sentence import Sentence
from service.answering.reading.surroundings import Surroundings
from service.answering.reading.terms import Term


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
        self._sentence = sentence
        self._around = Surroundings(sentence)
        self._groups = groups(sentence)

    def read(self) -> list[Referent]:
        done: list[Referent] = []
        outcomes: dict[str, list[Term]] = {}
        for index, (quantity, order) in enumerate(zip(self._sentence.quantities, orders(self._sentence), strict=True)):
            near: dict[str, float] = {}
            group, left = self._around.left(quantity)
            _add(near, self._outcome(index, group, left, outcomes), 0.7)
            _add(near, group + left, 1.0)
            right = self._around.bracketed(quantity) or self._around.right(quantity) or self._around.elliptic(index)
            _add(near, [] if self._names_both(right) else right, 1.0)
            if not group and not right:
                _add(near, self._around.opening(quantity), 0.9)
            listed = self._around.listed(index)
            if listed is not None:
                near = {}
                _add(near, listed, 1.0)
            if order is not None and self._groups:
                _add(near, self._nearest_groups(quantity)[order], 0.9)
            if index and counts_out(self._sentence, index):  # "45 of 98 men (46%)": said of the same
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
        quantity = self._sentence.quantities[index]
        if (
            quantity.statistic in {"interval", "level", "range", "iqr"}
            or quantity.comparator
            or in_range(self._sentence, index)
        ):
            return left
        if quantity.label:
            return left
        if quantity.unit in outcomes and (group or not left):  # "12.9% against 4.9%", "with A 8.1, with B 5.3"
            return [*outcomes[quantity.unit], *left]
        outcomes[quantity.unit] = left
        return left

    def _names_both(self, right: Sequence[Term]) -> bool:
        """ "52% and 33% in the A and B groups, respectively": the words after the second are of both."""
        return any(
            first and second and set(first) <= set(right) and set(second) <= set(right)
            for _, (first, second) in self._groups
        )

    def _nearest_groups(self, quantity: Quantity) -> tuple[list[Term], list[Term]]:
        return min(self._groups, key=lambda group: abs(group[0] - quantity.first))[1]

    def _labels(self, quantity: Quantity) -> list[str]:
        """The time, grade or threshold that the number goes with ("31% at 7.4 GBq"), as a key of its own."""
        after = [
            q for q in self._sentence.quantities if q.first > quantity.last and self._reaches(quantity.last, q.first)
        ]
        before = [
            q
            for q in reversed(self._sentence.quantities)
            if q.last < quantity.first and self._reaches(q.last, quantity.first)
        ]
        for other in (*after[:1], *before[:1]):
            tells = other.label not in {"", "line"} or other.comparator or other.unit not in {"", "percent"}
            if tells and (other.unit != quantity.unit or other.comparator):
                return [f"#{other.comparator}{other.value.normalize()}{other.label or other.unit}"]
        return []

    def _reaches(self, first: int, last: int) -> bool:
        """Are two tokens near each other, with no break between them?"""
        between = self._sentence.tokens[first + 1 : last]
        return len(between) <= 9 and not any(
            word.text in STOPS or word.low in OPPOSING or word.low in {"and", "but", "while"} for word in between
        )


def _add(near: dict[str, float], terms: Sequence[Term], weight: float) -> None:
    """Terms come nearest first; each further one counts for less, down to a third."""
    for place, term in enumerate(terms):
        strength = weight * max(1.0 - 0.15 * place, 0.3)
        for key in (*term.keys, *term.parts):
            near[key] = max(near.get(key, 0.0), strength)
