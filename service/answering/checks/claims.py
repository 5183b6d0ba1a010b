"""What a statement compares: "longer with A than with B"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from service.answering.reading.phrases import Mention, PhraseFinder
from service.answering.reading.sentence import Sentence
from service.answering.reading.words import words

OPPOSED = frozenset("than over against versus vs compared".split())
_EXCEEDS = frozenset("exceeded exceeds outlived surpassed".split())
_AFTER_ADVERB = frozenset("with in on for when if under after and but among by at to".split())


@dataclass(frozen=True, slots=True)
class Claim:
    """A comparison of the statement: +1 if the first side has more (or fares better), and the keys of its sides."""

    mention: Mention
    sign: int
    fares: bool
    lasts: bool
    first: frozenset[str]
    second: frozenset[str]


def claims(statement: Sentence) -> Iterator[Claim]:
    """What the statement compares, with the two sides of each comparison."""
    lows = [token.low for token in statement.tokens]
    for mention in comparing_words().find(statement):
        sign, fares = (1, -1)[mention.key in {"less", "worse"}], mention.key in {"better", "worse"}
        if mention.negated or _only_describes(lows, mention):
            continue
        lasts = statement.tokens[mention.first].low in words("comparisons")["lasting"]
        than = next((i for i in range(mention.last + 1, len(lows)) if lows[i] in OPPOSED), None)
        if statement.tokens[mention.first].low in _EXCEEDS:
            than = mention.last
        if than is None and "compared" in lows[: mention.first]:
            than = lows.index("compared")
        if than is None:
            yield Claim(mention, sign, fares, lasts, keys_between(statement, 0, len(lows)), frozenset())
            continue
        end = next((i for i in range(than + 1, len(lows)) if lows[i] in {",", ";", ".", "(", ":"}), len(lows))
        second = keys_between(statement, than + 1, end)
        first = keys_between(statement, 0, than) | (
            keys_between(statement, end, len(lows)) if than < mention.first else frozenset()
        )
        yield Claim(mention, sign, fares, lasts, first, second)


def _only_describes(lows: Sequence[str], mention: Mention) -> bool:
    """ "more" and "less" without "than", "the earlier report", "until it gets worse", "the deeper, the longer"."""
    if "than" in lows[mention.last :]:
        return False
    before, after = lows[max(0, mention.first - 2) : mention.first], lows[mention.last + 1 : mention.last + 3]
    word = lows[mention.first]
    if word in {"more", "less"} and mention.first == mention.last:
        return True
    if word in {"earlier", "later"} and after and after[0].isalpha() and after[0] not in _AFTER_ADVERB:
        return True
    return before[-1:] in (["get"], ["gets"], ["getting"], ["the"]) or after in (["with", "each"], ["with", "every"])


def keys_between(sentence: Sentence, start: int, end: int) -> frozenset[str]:
    """What the terms between two tokens may be called."""
    return frozenset(key for term in sentence.terms if start <= term.first < end for key in (*term.keys, *term.parts))


@cache
def comparing_words() -> PhraseFinder:
    """The comparing words of words/comparisons.yaml."""
    return PhraseFinder({key: words("comparisons")[key] for key in ("more", "less", "better", "worse")})
