"""What a check found wrong: the failing span of the statement, the span of the quote that decides, in words."""

from dataclasses import dataclass
from typing import Literal

from corpus.documents import Span

Layer = Literal["numbers", "names", "polarity", "hedges", "copies", "coverage", "entailment"]


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """A span of one of the quotes, by its index in what was given."""

    quote: int
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason why a statement is not shown. `contradicts`: the quote says otherwise, rather than nothing.

    `firm`: a number or a name that the quotes do not have so, which nothing outweighs. What is not firm was read off
    how words stand to each other, where a rule may misread.
    """

    layer: Layer
    reason: str
    contradicts: bool = False
    statement: Span | None = None
    quote: QuoteSpan | None = None
    firm: bool = False
