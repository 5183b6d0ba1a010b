"""A number as a sentence means it: value, unit, comparator, which figure it is and its setting in time.

"at least 6 cycles" and "6 cycles" differ in the comparator, "every 6 weeks" and "for 6 weeks" in the frame,
"median 5" and "mean 5" in the statistic; "grade 3" is a label, not an amount.
"""

from dataclasses import dataclass
from decimal import Decimal

from corpus.documents import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the sentence means it. `first` and `last` are the tokens it covers: comparator, number, unit."""

    value: Decimal
    printed: str
    unit: str
    comparator: str
    statistic: str
    frame: str
    label: str
    span: Span
    first: int
    last: int
    fraction: bool
    """Said as a fraction in words: "two thirds" of something."""
    article: bool
    """Said with an article only: "a year"."""
    negated: str
    """Under a negation, close or loose; empty where there is none: "no toxicity above grade 2"."""
    reached: bool
    """What has to be reached: it may be exceeded."""
    loose: str
    """A word before it that may compare or not: "over 3 months", "under 6 GBq cycles", "from 2.5 cm"."""

    def shown(self, text: str) -> str:
        return text[self.span.start : self.span.end]
