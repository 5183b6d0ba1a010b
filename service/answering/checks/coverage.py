"""Layer 4: enough of what the statement speaks of is in the quotes. Rejects the unrelated."""

from collections.abc import Sequence

from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term


def coverage(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> float:
    """The share of the statement's terms, by weight, that is in the quotes: 0 to 1.

    0 for a text without terms, and where neither a number nor any word beside names could be in the quotes.
    """
    beside_names = [term for term in statement.terms if not term.name]
    if beside_names and not statement.quantities and not share(beside_names, quotes):
        return 0.0
    return share(statement.terms, (*quotes, *context))


def share(terms: Sequence[Term], texts: Sequence[Sentence]) -> float:
    """The share of the terms, by weight, that any of the texts holds."""
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if any(text.holds(term) for text in texts)) / total if total else 0.0
