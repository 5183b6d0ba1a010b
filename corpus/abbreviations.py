"""Short and long forms as documents define them: "overall survival (OS)" (Schwartz and Hearst, 2003)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

Pairs = Sequence[tuple[str, str]]
AGREED = 0.6
"""The share of the defining documents that must mean the same by a short form, for a library to know it."""


def abbreviations(text: str) -> Mapping[str, str]:
    """Short form -> long form, of one text."""
    from abbreviations import schwartz_hearst

    found: Mapping[str, str] = schwartz_hearst.extract_abbreviation_definition_pairs(doc_text=text)
    return found


def agreed(defined: Iterable[Pairs]) -> tuple[tuple[str, str], ...]:
    """(long form, short form) groups that a library may search by, from the pairs of each of its documents.

    A short form has two capitals or more, since "pain" and "tear" are words first; where documents mean different
    things by it, the library knows it only if most mean the same.
    """
    meanings: dict[str, Counter[str]] = defaultdict(Counter)
    for pairs in defined:
        for short, long in pairs:
            if sum(sign.isupper() for sign in short) > 1:
                meanings[short][long] += 1
    groups = []
    for short, longs in sorted(meanings.items()):
        long, count = min(longs.items(), key=lambda item: (-item[1], item[0]))
        if count >= AGREED * longs.total():
            groups.append((long, short))
    return tuple(groups)
