"""The terms around a number: those that stand for what is measured, and for the group that it is measured in."""

from service.answering.reading.groups import GENERIC, OPPOSING, STOPS
from service.answering.reading.quantity import Quantity
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term

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
_PLACES = {"in", "by", "to"}
_ARMS = {"arm", "arms", "group", "groups"}
_VERBS = frozenset("had has have was were is are got received took showed reached".split())
_FAR = 16
"""Tokens on either side of a number that may belong to it."""


class Surroundings:
    """Looks left and right of the quantities of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self._words = sentence.tokens
        self._quantities = sentence.quantities
        self._term_at: dict[int, Term] = {i: term for term in sentence.terms for i in range(term.first, term.last + 1)}
        self._number_at = {i: q for q in sentence.quantities for i in range(q.first, q.last + 1)}

    def left(self, quantity: Quantity) -> tuple[list[Term], list[Term]]:
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

    def opening(self, quantity: Quantity) -> list[Term]:
        """ "With A, survival was 14 months": the group that opens the sentence, or the part after a semicolon."""
        starts = [i + 1 for i in range(quantity.first) if self._words[i].text in {";", "."}]
        start = starts[-1] if starts else 0
        comma = next((i for i in range(start, quantity.first) if self._words[i].text == ","), start)
        names_arm = any(word.low in _ARMS for word in self._words[start:comma])  # "in a study" opens no group
        opens = self._words[start].low in _GROUP_OPENS and (names_arm or self._words[start].low not in _PLACES)
        if not opens or any(i in self._number_at for i in range(start, comma)):
            return []
        found: list[Term] = []
        for i in range(start, comma):
            self._take(i, found)
        return found

    def right(self, quantity: Quantity) -> list[Term]:
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
            if word.text == "," and i == quantity.last + 1 and self._verb_follows(i):
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

    def bracketed(self, quantity: Quantity) -> list[Term]:
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

    def listed(self, index: int) -> list[Term] | None:
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

    def elliptic(self, index: int) -> list[Term]:
        """ "5.9 months with and 16.4 months without metastases": the first has the noun of the second."""
        after = self._quantities[index].last + 1
        if index + 1 == len(self._quantities) or after >= len(self._words) or self._words[after].low != "with":
            return []
        return [term for term in self.right(self._quantities[index + 1]) if term.text.casefold() != "without"]

    def _in_a_row(self, index: int) -> bool:
        first, second = self._quantities[index], self._quantities[index + 1]
        between = [word.low for word in self._words[first.last + 1 : second.first]]
        return first.unit == second.unit and between in ([","], ["and"], [",", "and"], ["or"])

    def _follows_one_like(self, comma: int, quantity: Quantity) -> bool:
        """Does a number of the same unit stand before the comma? Then the words between belong to that one."""
        earlier = [q for q in self._quantities if q.last < comma]
        if earlier and any(word.text == ";" for word in self._words[earlier[-1].last : comma]):
            return False
        return bool(earlier) and earlier[-1].unit == quantity.unit and not earlier[-1].label

    def _number_follows(self, start: int) -> bool:
        """Does another number come before the next stop? Then "and" divides; else it joins a list of words."""
        for i in range(start + 1, min(len(self._words), start + _FAR)):
            if i in self._number_at:
                return True
            if self._words[i].text in STOPS or self._words[i].low in OPPOSING:
                return False
        return False

    def _verb_follows(self, comma: int) -> bool:
        """ "Nearly all, 98%, had been given A": the comma closes a bracket, not a clause."""
        return comma + 1 < len(self._words) and self._words[comma + 1].low in _VERBS

    def _take(self, i: int, found: list[Term]) -> None:
        term = self._term_at.get(i)
        if term is not None and term not in found and term.text.casefold() not in GENERIC:
            found.append(term)
