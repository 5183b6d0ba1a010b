"""Content words, names and known phrases of a sentence, and how telling each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from wordfreq import zipf_frequency

from corpus.documents import Span
from service.answering.reading.tokens import Token

_RARE = 2.6
"""Zipf frequency: one word in 2.5 million. Generic names of drugs are rarer."""
_PREFIXES = ("un", "re", "non", "out", "over", "pre", "post", "multi", "inter", "mis", "dis", "co", "neo")


@dataclass(frozen=True, slots=True)
class Term:
    """A content word, a name or a known phrase. `keys`: its stem and the groups of synonyms it belongs to."""

    text: str
    keys: frozenset[str]
    parts: tuple[str, ...]
    span: Span
    first: int
    last: int
    name: bool

    @property
    def weight(self) -> float:
        """How telling: rare words more than common ones, from 0.2 to 1."""
        return 1.0 if self.name else _weight(self.text.casefold().removesuffix("'s"))


def is_name(token: Token, words: Sequence[Token], index: int) -> bool:
    """A code (68Ga-DOTA-TATE), an acronym (UPLIFT), a capital inside the sentence, or a word rare in English."""
    if token.kind == "name":
        return True
    if token.kind != "word" or len(token.text) < 2:
        return False
    if any(letter.isupper() for letter in token.text[1:]):
        return True
    plain = token.low.removesuffix("'s")
    starts = index == 0 or words[index - 1].text in {".", ":", "?", "!"}
    return (token.text[0].isupper() and not starts) or (zipf_frequency(plain, "en") < _RARE and not _is_formed(plain))


def _is_formed(word: str) -> bool:
    """A common word with a prefix: "unadjusted", "resubmission"."""
    return any(word.startswith(p) and zipf_frequency(word[len(p) :], "en") > 2.5 for p in _PREFIXES)


@lru_cache(maxsize=20_000)
def _weight(word: str) -> float:
    return min(1.0, max(0.2, (6.5 - float(zipf_frequency(word, "en"))) / 4))
