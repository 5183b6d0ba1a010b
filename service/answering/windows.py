"""The passages of a long text that are worth comparing with a statement."""

import re

from corpus.sentences import sentence_spans

MOST_WORDS = 110
WINDOW_SENTENCES = 2
MOST_WINDOWS = 6

_WORD = re.compile(r"\w+")


def windows(statement: str, evidence: str) -> list[str]:
    """Short evidence whole; of long evidence the passages that share most words with the statement."""
    if len(evidence.split()) <= MOST_WORDS:
        return [evidence]
    spans = sentence_spans(evidence)
    passages: list[str] = []
    for first in range(max(1, len(spans) - WINDOW_SENTENCES + 1)):
        last = min(first + WINDOW_SENTENCES, len(spans)) - 1
        while last > first and len(evidence[spans[first].start : spans[last].end].split()) > MOST_WORDS:
            last -= 1
        passages.append(evidence[spans[first].start : spans[last].end])
    wanted = _words(statement)
    order = sorted(range(len(passages)), key=lambda i: (-len(wanted & _words(passages[i])), i))
    return [passages[i] for i in sorted(order[:MOST_WINDOWS])]


def _words(text: str) -> set[str]:
    """Content words cut to six letters."""
    return {word[:6] for word in _WORD.findall(text.casefold()) if len(word) > 3}
