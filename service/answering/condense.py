"""What a follow-up asks, in words that stand alone: carries over the subject that a dependent question lacks.

A question that stands alone is never rewritten; the rewrite adds no word that the conversation does not hold.
"""

import re

from corpus.lexical import terms
from service.answering.types import Turn

_CONTINUES = re.compile(r"^\s*(and|but|so|or|then|also|what about|how about|what if|why)\b", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(it|its|they|them|their|theirs|that|those|these|this one|he|him|his|she|her|there|then|one|ones|same|"
    r"earlier answer|the other)\b",
    re.IGNORECASE,
)
_SHORT = 4


def condense(question: str, earlier: tuple[Turn, ...]) -> str:
    """The stand-alone form of a question: itself, or with the question that it continues put before it."""
    if not earlier or not _depends(question):
        return question
    return f"{earlier[-1].standalone.rstrip()} {question}"


def _depends(question: str) -> bool:
    content = len(terms(question))
    if content <= _SHORT and (_CONTINUES.search(question) or _REFERS.search(question)):
        return True
    return content <= 2
