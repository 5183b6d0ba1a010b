"""Layer 4: enough of what the statement speaks of is in the quotes. Rejects the unrelated."""

from collections.abc import Sequence

from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term


def coverage(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> float:
    """The share of the statement's terms, by weight, that is in the quotes: 0 to 1; 0 for a text without terms."""
    return _share(statement.terms, (*quotes, *context))


def content(statement: Sentence, quotes: Sequence[Sentence]) -> float:
    """The same of what the statement says beside names, in the quotes alone; 1 where it says nothing beside names."""
    terms = [term for term in statement.terms if not term.name]
    return _share(terms, quotes) if terms else 1.0


def _share(terms: Sequence[Term], texts: Sequence[Sentence]) -> float:
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if any(text.holds(term) for text in texts)) / total if total else 0.0
