"""Does one text say the same as another? By its words: vectors cannot tell 15.3 from 11.3, nor with from without."""

from collections.abc import Iterable, Set
from functools import lru_cache

from corpus.lexical import terms

SAME_WORDS = 0.9
"""Share of words from which on a text repeats another, provided that nothing that matters differs."""
_TELLING = frozenset(
    term
    for word in "not no never nor neither none without less more fewer higher lower longer shorter better worse".split()
    for term in terms(word)
)


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """The stemmed content words of a text. Remembered: the same sentences answer many questions."""
    return frozenset(terms(text))


def is_said(words: Set[str], told: Iterable[Set[str]]) -> bool:
    """Whether one of several texts says the same already."""
    return any(says_the_same(words, other) for other in told)


def says_the_same(words: Set[str], other: Set[str]) -> bool:
    """Whether nearly all words are shared, and all numbers, negations and comparisons."""
    shorter, longer = sorted((len(words), len(other)))
    if shorter < SAME_WORDS * longer or len(words & other) < SAME_WORDS * len(words | other):
        return False
    return not any(term in _TELLING or any(sign.isdigit() for sign in term) for term in words ^ other)
