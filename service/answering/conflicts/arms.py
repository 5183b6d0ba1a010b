"""With what a study compared a treatment: other medicines, or nothing active."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from service.answering.conflicts.medicines import Medicine
from service.answering.reading.groups import OPPOSING
from service.answering.reading.phrases import PhraseFinder
from service.answering.reading.sentence import Sentence
from service.answering.reading.words import words

_EARLIER = frozenset("earlier prior previous previously".split())
_SETTING = frozenset("after received had".split())
_HAD = frozenset(("naive", "naïve", "pretreated", "refractory", "resistant"))
_BEFORE, _AFTER = 3, 6
"""Tokens around a word that sets things against each other in which these stand."""
_ENDS = frozenset(".,;()")


@dataclass(frozen=True, slots=True)
class Arms:
    """What a text sets against each other."""

    every: Sequence[Medicine]
    """The medicines that a text names as given, not as had earlier."""
    medicines: Sequence[Medicine]
    """Those of them that are not a setting: "after a taxane"."""
    passive: str
    """As printed; empty where there is none."""
    opposed: frozenset[int]
    """The tokens near which the text sets one thing against another."""

    def against(self, treatments: Sequence[Medicine]) -> list[Medicine]:
        """Those that are none of these treatments."""
        return [one for one in self.medicines if all(one.is_other_than(treatment) for treatment in treatments)]

    def holds(self, treatments: Sequence[Medicine]) -> bool:
        return any(not one.is_other_than(treatment) for one in self.every for treatment in treatments)

    def is_opposed(self, treatments: Sequence[Medicine]) -> bool:
        """Whether one of these is what something is set against."""
        return any(
            one.first in self.opposed and not one.is_other_than(treatment)
            for one in self.medicines
            for treatment in treatments
        )


def arms(said: Sentence, medicines: Sequence[Medicine]) -> Arms:
    """Those of a text; a medicine that was had earlier is none."""
    lows = [token.low for token in said.tokens]
    every = [
        one
        for one in medicines
        if _EARLIER.isdisjoint(lows[max(0, one.first - 3) : one.first])
        and _HAD.isdisjoint(lows[one.first + 1 : one.first + 3])
    ]
    named = [one for one in every if _SETTING.isdisjoint(lows[max(0, one.first - 3) : one.first])]
    mentions = _passive().find(said)
    passive = said.text[mentions[0].span.start : mentions[0].span.end] if mentions else _without(said, named)
    turns = [i for i, low in enumerate(lows) if low in OPPOSING or low in {"compared", "between", "or"}]
    return Arms(every, named, passive, frozenset(at for i in turns for at in range(i - _BEFORE, i + _AFTER)))


def _without(said: Sentence, named: Sequence[Medicine]) -> str:
    """ "49% without", "30% without it": an arm of nothing."""
    first = {one.first for one in named}
    for i, token in enumerate(said.tokens):
        after = said.tokens[i + 1] if i + 1 < len(said.tokens) else None
        if token.low == "without" and (after is None or after.text in _ENDS or i + 1 in first):
            return token.text
    return ""


@cache
def _passive() -> PhraseFinder:
    return PhraseFinder({"passive": words("outcomes")["passive"]})
