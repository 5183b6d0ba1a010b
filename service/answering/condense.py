"""What a follow-up asks, in words that stand alone: carries over the subject that a dependent question lacks.

A question that stands alone is never rewritten; the rewrite adds no word that the conversation does not hold.
"""

import re

from corpus.lexical import terms
from service.answering.types import Question

_CONTINUES = re.compile(r"^\s*(and|but|so|or|then|also|what about|how about|what if)\b", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(it|its|they|them|their|theirs|that|those|these|this|he|him|his|she|her|there|then|same)\b", re.IGNORECASE
)
_MEASURE = re.compile(r"^\s*how\s+\w+\b", re.IGNORECASE)
_SHORT = 5
"""A question of more content words brings its own subject, whatever it opens with."""
_ELLIPTIC = 4
"""One of so few may still be about what was said: it is not rewritten, but looks there first."""
_LOOKS_BACK = 2
"""Answers whose sources a follow-up is about."""


def condense(question: Question) -> str:
    """The stand-alone form of a question: itself, or with what it continues put before it.

    That is the last question that stands alone, or, where there is none, the article that the first one stands under.
    """
    context = _subject(question)
    if context is None or not depends(question.text):
        return question.text
    return f"{context.rstrip()} {question.text}"


def _subject(question: Question) -> str | None:
    asked = [turn.question for turn in question.earlier]
    alone = next((text for text in reversed(asked) if not depends(text)), None)
    if alone is None and asked:
        return question.article_title or asked[0]
    return alone or question.article_title


def continues_with(question: Question) -> tuple[str, ...]:
    """The ids of the documents that a follow-up may be about: the sources of the answers before it."""
    if not (depends(question.text) or len(terms(question.text)) <= _ELLIPTIC):
        return ()
    return tuple(dict.fromkeys(key for turn in question.earlier[-_LOOKS_BACK:] for key in turn.sources))


def depends(text: str) -> bool:
    """Whether a question cannot be understood without what was said before it."""
    content = len(terms(text))
    if content <= 1:
        return True
    return content <= _SHORT and bool(_CONTINUES.search(text) or _refers_back(text))


def _refers_back(text: str) -> bool:
    """A pronoun with no content word before it that it could stand for ("how long" is not one)."""
    asked = _MEASURE.sub("", text)
    pronoun = _REFERS.search(asked)
    return pronoun is not None and not terms(asked[: pronoun.start()])
