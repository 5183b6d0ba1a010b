"""Which sides a sentence takes on whether something is to be done: for it, against it, or only in some."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from service.answering.conflicts.lexicon import finder
from service.answering.reading.phrases import Mention
from service.answering.reading.sentence import Sentence
from service.answering.reading.words import words

Side = Literal["for", "against", "only"]
SIDES: tuple[Side, ...] = ("against", "only", "for")
_FOLLOWS = 3
"""Tokens within which a word against takes back one for: "should be avoided"."""
_OPENERS = frozenset((".", ";", ":", ","))
_NOUN = frozenset("in of is was are were at by on after during for and or".split())
"""After these words it is no order: "use in children"."""
_DENIES = frozenset(("not", "be", "never"))


@dataclass(frozen=True, slots=True)
class Stance:
    """A side and the words that show it."""

    side: Side
    mention: Mention


def stances(said: Sentence) -> Sequence[Stance]:
    """Those of a sentence, in order. One that says how little is known is not for a thing."""
    open_ = bool(finder("stances", "open").find(said))
    lows = [token.low for token in said.tokens]
    found: list[Stance] = []
    mentions = [*finder("stances", *SIDES).find(said), *_orders(said)]
    for mention in sorted(mentions, key=lambda mention: mention.first):
        side = _turned(lows, mention)
        if "unless" in lows[max(0, mention.first - 2) : mention.first] or (open_ and side != "against"):
            continue
        gap = mention.first - found[-1].mention.last if found else len(lows)
        if side != "for" and gap <= _FOLLOWS and found[-1].side == "for":
            found.pop()  # "should be avoided"
        elif side == "for" and gap <= 1 and found[-1].side == "against":
            continue  # "should not be used"
        found.append(Stance(side, mention))
    return found


def _orders(said: Sentence) -> list[Mention]:
    """Verbs that begin a clause: "use it", not "use in children"."""
    lows = [token.low for token in said.tokens]
    return [
        mention
        for mention in finder("stances", "orders").find(said)
        if (mention.first == 0 or lows[mention.first - 1] in _OPENERS)
        and _NOUN.isdisjoint(lows[mention.last + 1 : mention.last + 2])
    ]


def _turned(lows: Sequence[str], mention: Mention) -> Side:
    """The side of a mention among the words around it: "no longer", "may be stopped", "should not be withheld"."""
    side, after = _side(mention), lows[mention.last + 1 : mention.last + _FOLLOWS]
    stops = not _stopping().isdisjoint(after)
    if side == "for" and (
        lows[max(0, mention.first - 2) : mention.first] == ["no", "longer"] or after[:1] == ["against"]
    ):
        return "against"
    if side == "for" and stops:
        return "against"
    return "for" if side == "against" and stops and lows[mention.last] in _DENIES else side


@cache
def _stopping() -> frozenset[str]:
    return frozenset(words("stances")["stopping"])


def _side(mention: Mention) -> Side:
    side = cast(Side, "for" if mention.key == "orders" else mention.key)
    if not mention.negated or side == "only":
        return side
    return "against" if side == "for" else "for"
