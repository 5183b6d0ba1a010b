"""Layer 4: enough of what the statement speaks of is in the quotes. Rejects the unrelated."""

from collections.abc import Sequence

from service.answering.checks.analysis import Sentence
from service.answering.checks.terms import Term


def uncovered(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> list[Term]:
    """The terms of the statement that no quote holds (nor, for names, the metadata)."""
    return [term for term in statement.terms if not any(text.holds(term) for text in (*quotes, *context))]


def coverage(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> float:
    """The share of the statement's terms, by weight, that is in the quotes: 0 to 1."""
    total = sum(term.weight for term in statement.terms)
    if not total:
        return 1.0
    return 1.0 - sum(term.weight for term in uncovered(statement, quotes, context)) / total
