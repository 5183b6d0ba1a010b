"""Which sentences of a source may be shown, to readers or to a model: none that could pass for a mark or an order.

A build leaves documents that speak to a model out (ingest/doubts.py); this holds for those that an operator admitted.
"""

from functools import lru_cache

from corpus.orders import orders
from service.answering.marks import has_mark, without_marks

_REMEMBERED = 16_384


@lru_cache(maxsize=_REMEMBERED)
def quotable(sentence: str) -> bool:
    """Whether a sentence, or a heading, may stand in an answer once the reference marks of its source are gone."""
    return not has_mark(without_marks(sentence)) and orders().found(sentence) is None
