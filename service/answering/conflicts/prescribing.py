"""Does a sentence say what is to be done, or what a study did?"""

import re
from functools import cache

from service.answering.reading.words import words

RULING = ("guideline", "label", "consensus", "review")
"""Kinds of document that say what is done where a sentence's own words do not tell."""
_PAST = re.compile(r"\b(?:was|were|had)\b", re.IGNORECASE)
"""In a review these tell of its studies."""


def prescribes(text: str, kind: str) -> bool:
    """By its words; where they do not tell, by the kind of its document."""
    if _listed("prescribed").search(text):
        return True
    told = _listed("described").search(text) or (kind == "review" and _PAST.search(text))
    return kind in RULING and not told


@cache
def _listed(name: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words("stances")[name])) + r")\b", re.IGNORECASE)
