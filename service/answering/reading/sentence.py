"""A sentence as the checks see it: tokens, terms with all that they may be called, quantities."""

import re
from collections.abc import Sequence
from functools import cached_property

from service.answering.reading.quantities import quantities
from service.answering.reading.quantity import Quantity
from service.answering.reading.synonyms import Synonyms
from service.answering.reading.terms import Term
from service.answering.reading.tokens import name_parts, stem, tokens

_SHORTEST, _LONGEST = 2, 3
"""Letters of an abbreviation that nothing explains; one more where function words count."""
Opposites = tuple[tuple[tuple[str, ...], ...], ...]
"""Sets of values of which only one can be true at a time, each value with its phrases."""


class Sentence:
    """A text analysed once; what is asked of it is computed on demand."""

    def __init__(self, text: str, synonyms: Synonyms, opposites: Opposites = ()) -> None:
        self.text = text
        self.opposites = opposites
        self.tokens = tokens(text)
        self._synonyms = synonyms

    @cached_property
    def terms(self) -> Sequence[Term]:
        units = {i for q in self.quantities for i in range(q.first, q.last + 1)}
        return [term for term in self._synonyms.terms(self.text, self.tokens) if term.first not in units]

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        return quantities(self.text, self.tokens)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(key for term in self.terms for key in term.keys)

    @cached_property
    def inner_keys(self) -> frozenset[str]:
        """What the head of a phrase and the acronyms in it may be called: the "platelets" of "low platelets"."""
        inside = {token.stem for token in self.tokens if token.text.isupper() and token.stem}
        inside |= {term.parts[-1] for term in self.terms if len(term.parts) > 1}
        return frozenset(key for stem in inside for key in self._synonyms.keys_of_stem(stem))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.tokens if token.stem)

    @cached_property
    def names(self) -> Sequence[tuple[str, ...]]:
        return [name_parts(token.text) for token in self.tokens if token.kind in {"name", "word"} and token.stem]

    @cached_property
    def initials(self) -> tuple[str, str]:
        """The first letters of its words, without ("bsc": best supportive care) and with ("ttp") function words."""
        words = [token for token in self.tokens if token.kind == "word"]
        return "".join(t.low[0] for t in words if t.stem), "".join(t.low[0] for t in words)

    def holds(self, term: Term) -> bool:
        """Is the term in this sentence: by its stem, a synonym, or, for a phrase, all of its words?"""
        if not term.keys.isdisjoint(self.keys) or (len(term.parts) > 1 and self.stems.issuperset(term.parts)):
            return True
        if len(term.parts) == 1 and not term.keys.isdisjoint(self.inner_keys):
            return True
        return term.name and self._holds_name(term)

    def _holds_name(self, term: Term) -> bool:
        parts = name_parts(term.text)
        if any(_within(parts, name) or _joins(parts, name) for name in self.names):
            return True
        if len(parts) > 1 and not any(part.isdigit() for part in parts):  # PSA-PFS: each part is there
            return all(self._holds_part(part) for part in parts)
        counted = re.fullmatch(r"([A-Za-z]+)(\d+)", term.text)  # PSA50: PSA and 50
        if counted and stem(counted[1]) in self.stems and any(q.printed == counted[2] for q in self.quantities):
            return True
        if re.fullmatch(r"m[A-Z]{2,}", term.text):  # mOS: the median of the OS
            return "median" in self.stems and self._holds_part(term.text[1:].casefold())
        return term.text.isupper() and self._abbreviates(term.text.casefold())

    def _abbreviates(self, short: str) -> bool:
        """Are these the initials of words that stand here one after the other?"""
        content, words = self.initials
        if (len(short) >= _SHORTEST and short in content) or (len(short) > _SHORTEST and short in words):
            return True
        return short.isalpha() and _SHORTEST < len(short) <= _LONGEST and self._spells(short)

    def _spells(self, short: str) -> bool:
        """ "PDT" of "photodynamic therapy": each word gives its initial, the letters between stand inside the words."""
        words = [token.low for token in self.tokens if token.kind == "word" and token.stem]
        for size in range(2, len(short)):
            for at in range(len(words) - size + 1):
                pattern = ".*".join(short[1:])
                run = words[at : at + size]
                initials = "".join(word[0] for word in run)
                if run[0][0] == short[0] and _is_subsequence(initials, short) and re.search(pattern, " ".join(run)[1:]):
                    return True
        return False

    def _holds_part(self, part: str) -> bool:
        keys = self._synonyms.keys_of(part)
        return not keys.isdisjoint(self.keys) or part in self.stems or self._abbreviates(part)


def _is_subsequence(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _within(parts: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Are these parts a stretch of that name? "Ga" stands for "68Ga"."""
    size = len(parts)
    return any(
        all(_same_part(part, other) for part, other in zip(parts, name[at:], strict=False))
        for at in range(len(name) - size + 1)
    )


def _joins(parts: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Is this one word the parts of that name written together: "XyABC" for 99Xy-ABC?"""
    if len(parts) > 1 or len(name) < 2:
        return False
    bare = (name[0].lstrip("0123456789"), *name[1:])
    return any(parts[0] == "".join(bare[:size]) for size in range(2, len(bare) + 1))


def _same_part(part: str, other: str) -> bool:
    """ "68ga" and "ga": an isotope and its element."""
    short, long = sorted((part, other), key=len)
    return short == long or (long.endswith(short) and long[: -len(short)].isdigit())
