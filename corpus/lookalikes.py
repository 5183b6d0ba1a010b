"""Letters of another script that look like ours, inside a word of ours: read as the letters that they look like.

The table is Unicode's own list of confusables (package confusable-homoglyphs).
"""

import re
import unicodedata
from functools import cache

_WORD = re.compile(r"[^\W\d_]+")
GREEK_IN_USE = frozenset("αβγδκλμ")
"""Greek letters that stand beside Latin ones in honest names ("TGFβ")."""


def without_lookalikes(text: str) -> str:
    """The text with every mixed word in one script. Same length: one letter for one."""
    return text if text.isascii() else _WORD.sub(lambda word: _one_script(word[0]), text)


def _one_script(word: str) -> str:
    if word.isascii() or not any(sign.isascii() for sign in word):
        return word
    return "".join(sign if sign.isascii() or sign in GREEK_IN_USE else _latin(sign) for sign in word)


@cache
def _latin(sign: str) -> str:
    """The ASCII letter that looks like this one; the letter itself where none does or it is Latin already."""
    if "LATIN" in unicodedata.name(sign, ""):
        return sign
    from confusable_homoglyphs import confusables

    found = confusables.is_confusable(sign, preferred_aliases=["latin"]) or []
    looks = [one["c"] for entry in found for one in entry["homoglyphs"] if one["c"].isascii() and one["c"].isalpha()]
    if looks[:1] == ["l"] and sign.isupper():  # the list makes no difference between a small l and a capital I
        return "I"
    return looks[0] if looks else sign
