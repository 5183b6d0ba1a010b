"""Which of the sides that a sentence takes is on what the question asks about."""

from collections.abc import Sequence
from dataclasses import replace

from service.answering.conflicts.accounts import Account
from service.answering.conflicts.asked import Asked
from service.answering.conflicts.mentions import is_condition, is_setting
from service.answering.conflicts.stances import Stance
from service.answering.reading.terms import Term
from service.answering.reading.words import words

_BREAK, _COMMA = 10, 3
"""What a break between a thing and the words of a side counts as, in tokens."""
_TURNS = frozenset((";", ":", "but", "while", "whereas", "although"))
_REFERS = frozenset(("it", "its", "they", "their", "this"))
_BE = frozenset(("is", "are", "was", "were", "be", "been"))
_PASSIVE = frozenset(
    "recommended indicated contraindicated needed required advised justified warranted necessary avoided".split()
)
_WITHOUT = frozenset(("without", "instead", "rather", "over", "than", "except"))
_INSTEAD = 3
"""Tokens before a thing in which these set it aside."""
_FOLLOWS, _PRECEDES = 9, 18
"""Tokens between the words of a side and a thing after or before them."""


def side_on(asked: Asked, account: Account) -> Stance | None:
    """The side that the sentence takes on what is asked about; the first where it names none of that itself.

    None where it takes both, or takes a side on something else.
    """
    held = _held(asked, account)
    if not held:
        return account.stances[0]
    sides = [stance.mention.first for stance in account.stances]
    places = [term for term in held if not is_setting(account.said, term, sides)]
    if not asked.objects:
        places = [term for term in places if not is_condition(account.said, term) or _follows(account, term)]
    if not places:
        alone = len({stance.side for stance in account.stances}) == 1
        return account.stances[0] if not account.medicines[0] or (alone and not asked.objects) else None
    near = [
        (_distance(account, place.first, stance), _turned(asked, account, place, stance))
        for stance in account.stances
        for place in places
        if _reaches(account, place, stance)
    ]
    best = {side: [pair for pair in near if pair[1].side == side] for side in ("for", "against")}
    if all(best.values()) and abs(_nearest(best["for"])[0] - _nearest(best["against"])[0]) < _BREAK:
        return None
    return _nearest(best["against"] or near)[1] if near else None


def _follows(account: Account, term: Term) -> bool:
    """ "Advise against cigarettes": the word that else tells a condition belongs to the side."""
    return any(0 <= term.first - stance.mention.last <= 2 for stance in account.stances)


def _turned(asked: Asked, account: Account, term: Term, stance: Stance) -> Stance:
    """ "Can be done without it" is against it."""
    before = account.said.tokens[max(0, term.first - _INSTEAD) : term.first]
    if not _WITHOUT.isdisjoint(token.low for token in asked.sentence.tokens):
        return stance  # it asks of doing without
    without = any(token.low in _WITHOUT for token in before) or (bool(before) and before[-1].low == "not")
    if stance.side == "for" and stance.mention.last < term.first and without:
        return replace(stance, side="against")
    return stance


def _nearest(near: Sequence[tuple[int, Stance]]) -> tuple[int, Stance]:
    return min(near, key=lambda pair: pair[0])


def _held(asked: Asked, account: Account) -> list[Term]:
    """The terms of the sentence that name what may be recommended: what can be done, else anything of the question."""
    medicines = {m.first for m in account.medicines[0] if any(not m.is_other_than(t) for t in asked.treatments)}
    wanted = asked.objects or asked.things
    return [
        term
        for term in account.said.terms
        if term.first in medicines or any(not term.keys.isdisjoint(thing.keys) for thing in wanted)
    ]


def _reaches(account: Account, thing: Term, stance: Stance) -> bool:
    """Whether the words of a side are about a thing: it follows "recommends", it stands before "is recommended"."""
    tokens, mention = account.said.tokens, stance.mention
    lows = [token.low for token in tokens[mention.first : mention.last + 1]]
    if thing.first > mention.last:
        if tokens[thing.first - 1].low == "not":
            return thing.first - mention.last <= _FOLLOWS  # "should be offered this and not that"
        said_of = lows[-1] in _PASSIVE and not _BE.isdisjoint((tokens[mention.first - 1].low, *lows))
        between = range(mention.last + 1, thing.first)
        return not said_of and len(between) <= _FOLLOWS and not _others(account, thing, between)
    active = " ".join(lows).endswith(tuple(words("stances")["active"]))
    if active and "be" not in lows:
        return False
    between = range(thing.last + 1, mention.first)
    if any(tokens[i].text in {";", ","} and tokens[i + 1].low in _REFERS for i in between[:-1]):
        return True  # "…; its use is not supported"
    return len(between) <= _PRECEDES and not _others(account, thing, between)


def _others(account: Account, thing: Term, between: range) -> bool:
    """Whether another test, procedure or medicine stands between."""
    mine = [one for one in account.medicines[0] if one.first == thing.first]
    medicines = [one for one in account.medicines[0] if one.first in between]
    if mine and any(one.is_other_than(mine[0]) for one in medicines):
        return True
    done = frozenset[str]().union(*account.lexicon.kinds)
    return any(
        term.first in between and not term.keys.isdisjoint(done) and term.keys.isdisjoint(thing.keys)
        for term in account.said.terms
        if account.said.tokens[term.first - 1].text != "/" and term.first != thing.last + 1  # "PET/CT" is one
    )


def _distance(account: Account, place: int, stance: Stance) -> int:
    first, last = min(place, stance.mention.first), max(place, stance.mention.last)
    between = [token.low for token in account.said.tokens[first:last]]
    return last - first + _BREAK * sum(low in _TURNS for low in between) + _COMMA * between.count(",")
