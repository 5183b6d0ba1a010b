"""Which sentences of a source may be shown, to readers or to a model: none that could pass for a mark or an order.

A build leaves documents that speak to a model out (ingest/doubts.py); this holds for those that an operator admitted.
"""

from functools import lru_cache

from corpus.documents import Passage
from corpus.orders import orders
from service.answering.marks import has_mark, without_marks

_REMEMBERED = 16_384


@lru_cache(maxsize=_REMEMBERED)
def quotable(sentence: str) -> bool:
    """Whether a sentence, or a heading, may stand in an answer once the reference marks of its source are gone."""
    return not has_mark(without_marks(sentence)) and orders().found(sentence) is None


def quotable_text(passage: Passage) -> str:
    """The sentences of a passage that may be shown, each verbatim."""
    sentences = (passage.text[span.start : span.end] for span in passage.sentences)
    return " ".join(filter(quotable, sentences))
