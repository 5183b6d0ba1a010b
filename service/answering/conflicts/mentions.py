"""How a sentence names a thing: as what it speaks of, or only to say when, in whom or in whose words."""

from collections.abc import Sequence

from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term

_REACH = 12
"""Tokens back from a thing to the word that makes it a setting: "after an inhibitor and a taxane"."""
_VERBS = frozenset(
    "is are was were be should must may can will has have had receive received give given recommend recommends begins"
    " starts ends occurs fails progresses rises falls".split()
)
_DURING = frozenset("during under after before while on when if following".split())
_OPENS = frozenset("under in according for as after before".split())
_FOR = frozenset("for in with of against".split())
_BREAKS = frozenset((",", ";"))


def is_setting(said: Sentence, term: Term, sides: Sequence[int] = ()) -> bool:
    """ "During treatment with it", "under its label, …". `sides`: tokens at which the sentence takes a side."""
    tokens = said.tokens
    for i in range(term.first - 1, max(0, term.first - _REACH) - 1, -1):
        token = tokens[i]
        if token.low in _DURING and tokens[i + 1].kind != "number":  # "on 28 March" is a date
            return True
        if token.text in _BREAKS or token.low in _VERBS:
            break
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), 0)
    return bool(sides) and tokens[0].low in _OPENS and term.last < comma < min(sides)


def is_condition(said: Sentence, term: Term) -> bool:
    """ "For deep vein thrombosis", "in men with infection": what something is for, not what it does."""
    return not _FOR.isdisjoint(token.low for token in said.tokens[max(0, term.first - 4) : term.first])


def is_use(said: Sentence, term: Term) -> bool:
    """ "For the detection of metastases": what something is used for."""
    lows = [token.low for token in said.tokens]
    start = max((i for i in range(max(0, term.first - 4), term.first) if lows[i] == "for"), default=None)
    return start is not None and _VERBS.isdisjoint(lows[start : term.first]) and not _stops(lows[start : term.first])


def _stops(lows: Sequence[str]) -> bool:
    return not _BREAKS.isdisjoint(lows)
