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
        yield Claim(mention, sign, fares, lasts, *sides_of(statement, mention))


def sides_of(sentence: Sentence, mention: Mention) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the two sides of a comparison; all are of the first where it names no second."""
    lows = [token.low for token in sentence.tokens]
    than = next((i for i in range(mention.last + 1, len(lows)) if lows[i] in OPPOSED), None)
    if lows[mention.first] in _EXCEEDS:
        than = mention.last
    if than is None and "compared" in lows[: mention.first]:
        than = lows.index("compared")
    if than is None:
        return keys_between(sentence, 0, len(lows)), frozenset()
    end = next((i for i in range(than + 1, len(lows)) if lows[i] in {",", ";", ".", "(", ":"}), len(lows))
    second = keys_between(sentence, than + 1, end)
    rest = keys_between(sentence, end, len(lows)) if than < mention.first else frozenset()
    return keys_between(sentence, 0, than) | rest, second


def told_from_the_other_side(said: Sentence, mine: Mention, held: Sentence, its: Mention) -> bool:
    """ "Less with A than with B" where the other text has "more with B than with A"."""
    first, second = sides_of(said, mine)
    other_first, other_second = sides_of(held, its)
    only, other_only = second - first, other_second - other_first
    crossed = not only.isdisjoint(other_first) and not other_only.isdisjoint(first)
    return crossed and only.isdisjoint(other_only)


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
