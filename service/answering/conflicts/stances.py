"""Which sides a sentence takes on whether something is to be done: for it, against it, or only in some."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from service.answering.conflicts.lexicon import finder
from service.answering.reading.phrases import Mention
from service.answering.reading.sentence import Sentence

Side = Literal["for", "against", "only"]
SIDES: tuple[Side, ...] = ("against", "only", "for")
_FOLLOWS = 3
"""Tokens within which a word against takes back one for: "should be avoided"."""


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
    for mention in finder("stances", *SIDES).find(said):
        if "unless" in lows[max(0, mention.first - 2) : mention.first]:
            continue
        side = _side(mention)
        if open_ and side != "against":
            continue
        gap = mention.first - found[-1].mention.last if found else len(lows)
        if side != "for" and gap <= _FOLLOWS and found[-1].side == "for":
            found.pop()  # "should be avoided"
        elif side == "for" and gap <= 1 and found[-1].side == "against":
            continue  # "should not be used"
        found.append(Stance(side, mention))
    return found


def _side(mention: Mention) -> Side:
    side = cast(Side, mention.key)
    if not mention.negated or side == "only":
        return side
    return "against" if side == "for" else "for"
