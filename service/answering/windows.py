"""The passages of a long text that are worth comparing with a statement."""

import re

from corpus.sentences import sentence_spans

MOST_WORDS = 110
SIZES = (1, 2)
"""Sentences of a window. Long evidence is read in each size, and the readings are averaged."""
MOST_WINDOWS = 6

_WORD = re.compile(r"\w+")


def views(statement: str, evidence: str) -> list[list[str]]:
    """Short evidence whole; long evidence in windows, one list for each size."""
    if len(evidence.split()) <= MOST_WORDS:
        return [[evidence]]
    return [windows(statement, evidence, size) for size in SIZES]


def windows(statement: str, evidence: str, size: int) -> list[str]:
    """The passages of `size` sentences that share most words with the statement, in order."""
    spans = sentence_spans(evidence)
    passages: list[str] = []
    for first in range(max(1, len(spans) - size + 1)):
        last = min(first + size, len(spans)) - 1
        while last > first and len(evidence[spans[first].start : spans[last].end].split()) > MOST_WORDS:
            last -= 1
        passages.append(evidence[spans[first].start : spans[last].end])
    wanted = _words(statement)
    order = sorted(range(len(passages)), key=lambda i: (-len(wanted & _words(passages[i])), i))
    return [passages[i] for i in sorted(order[:MOST_WINDOWS])]


def _words(text: str) -> set[str]:
    """Content words cut to six letters."""
    return {word[:6] for word in _WORD.findall(text.casefold()) if len(word) > 3}
