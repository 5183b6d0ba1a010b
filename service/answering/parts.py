"""The parts of a question that asks several things."""

import re

from corpus.lexical import terms
from corpus.sentences import sentence_spans

MOST = 4
_ASKS = (
    r"(?:what|how|when|which|who|whom|whose|why|where|is|are|was|were|do|does|did|can|could|should|will|would|has|have)"
)
_AND = re.compile(rf"(?:,?\s+and|;|,)\s+(?:also\s+)?(?={_ASKS}\s+(?!not\b|been\b|had\b))", re.IGNORECASE)
_STARTS = re.compile(rf"(?:\w+ing\b.*,\s*|so\s+|and\s+|but\s+|in\s+\w+,\s*)?{_ASKS}\b", re.IGNORECASE)


def parts(question: str) -> list[str]:
    """The questions in it, in order; the question alone where it asks one thing, or where it is not clear.

    What stands before a question without asking ("My father is 80.") stays with it.
    """
    asked: list[str] = []
    before = ""
    for span in sentence_spans(question):
        sentence = question[span.start : span.end]
        if sentence.endswith("?"):
            asked.extend(_split(f"{before} {sentence}".strip()))
            before = ""
        else:
            before = f"{before} {sentence}".strip()
    if before or not 2 <= len(asked) <= MOST or any(len(terms(part)) < 2 for part in asked):
        return [question]
    return asked


def _split(sentence: str) -> list[str]:
    pieces = _AND.split(sentence)
    if len(pieces) == 1 or not _STARTS.match(pieces[0]) or any(len(terms(piece)) < 2 for piece in pieces):
        return [sentence]
    return [f"{piece[0].upper()}{piece[1:].rstrip(' ?')}?" for piece in pieces]
