"""What a finding is of: the words of a clause that name its outcome, not the treatment and not the groups."""

from collections.abc import Iterator, Sequence

from service.answering.reading.groups import GENERIC
from service.answering.reading.phrases import Mention
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term
from service.answering.reading.words import words

_ARMS = frozenset("with than versus vs v against between compared among receiving given after from".split())
"""After these a clause names groups, or what was given to them."""
_ENDS = _ARMS | frozenset("in by on when while during at".split())
"""At these an object ends."""
_LEADS = frozenset("in on of for regarding".split())
_ARTICLES = frozenset("the a an their any".split())
_BE = frozenset("is are was were be been being remained".split())
_AMOUNTS = frozenset("% points percent per cent by about some also even far much slightly".split())
_STOPS = frozenset(";:()[]=<>%")


def subject(said: Sentence, first: int, last: int, mentions: Sequence[Mention]) -> list[Term]:
    """The terms of the outcome in the clause between two tokens. `mentions`: the words of the effect, in order."""
    if not mentions:
        number = next((i for i in range(first, last) if said.tokens[i].kind == "number"), last)
        return list(_before(said, first, number))
    mention = mentions[0]
    moves = said.tokens[mention.last].low.endswith("ed")  # "increased in the group" takes no object there
    named = [] if _is_said_of(said, mention) else list(_after(said, mention.last + 1, last, leads=not moves))
    return named or list(_before(said, first, mention.first))


def _is_said_of(said: Sentence, mention: Mention) -> bool:
    """ "Falls were reduced", "falls were fewer": what stands before them is what they are said of."""
    at = mention.first - 1
    while at > 0 and (
        said.tokens[at].kind == "number" or said.tokens[at].low in _AMOUNTS or said.tokens[at].low.endswith("ly")
    ):
        at -= 1
    return at >= 0 and said.tokens[at].low in _BE and said.tokens[mention.first].low != "no"


def _after(said: Sentence, start: int, end: int, *, leads: bool) -> Iterator[Term]:
    """What follows, up to where groups are named; "no difference between A and B in falls" names them first."""
    tokens = said.tokens
    at = start
    while at < end and (
        tokens[at].low in _ARTICLES or tokens[at].low.endswith("ly") or (leads and tokens[at].low in _LEADS)
    ):
        at += 1
    if at < end and tokens[at].low in {"between", "among"}:
        at = next((i + 1 for i in range(at, end) if tokens[i].low in {"in", "for", "regarding", "on"}), end)
    for i in range(at, end):
        if tokens[i].low in _ENDS or tokens[i].text in _STOPS or tokens[i].kind == "number":
            break
        yield from _telling(said, i)


def _before(said: Sentence, start: int, end: int) -> Iterator[Term]:
    """What stands before, without the groups."""
    tokens = said.tokens
    skips = False
    for i in range(start, end):
        if tokens[i].low in _ARMS:
            skips = True
        elif tokens[i].text in {",", ";"}:
            skips = False
        if not skips:
            yield from _telling(said, i)


def _telling(said: Sentence, at: int) -> list[Term]:
    """The terms that begin at a token, but for words that tell no outcome from another."""
    known = (*words("outcomes")["measures"], *words("things")["empty"])
    return [
        t for t in said.terms if t.first == at and t.text.casefold() not in GENERIC and t.text.casefold() not in known
    ]
