"""Layer 2: whom a statement is about is whom the quote is about, no narrower group."""

from collections.abc import Iterator, Sequence

from service.answering.checks.findings import Finding
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term

_PEOPLE = frozenset(("men", "patients", "participants", "women", "people", "man", "patient", "subjects", "cases"))
_DISEASE = frozenset(("disease", "cancer", "metastases", "tumours", "tumors", "lesions", "involvement", "metastasis"))
_MEASURED = frozenset(("dose", "uptake", "volume", "toxicity", "alterations", "injury", "recipients"))
"""What is measured in an organ, and of which the word before tells where."""
_JOINING = frozenset(("whereas", "residual", "remaining", "further", "more", "less", "any"))
_STUDIED = frozenset(
    "reviewed studied eligible analysed analyzed evaluated examined assessed included enrolled participating"
    " given".split()
)
"""Said of whoever is in a study; it narrows nothing."""
_TELLING = 0.4


def check_restrictions(
    statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]
) -> Iterator[Finding]:
    """A word before "men" or between "with" and "disease" that no quote has: "chemotherapy-naive men"."""
    for term in _restricting(statement):
        if (term.weight >= _TELLING or term.text == "alone") and not any(_holds(quote, term) for quote in quotes):
            reason = f'The statement is about "{term.text}"; the quote is not.'
            yield Finding("names", reason, False, term.span)
            return


def _holds(quote: Sentence, term: Term) -> bool:
    """The term, or its word inside a longer phrase of the quote."""
    return quote.holds(term) or (len(term.parts) == 1 and term.text != "alone" and term.parts[0] in quote.stems)


def _restricting(sentence: Sentence) -> Iterator[Term]:
    lows = [token.low for token in sentence.tokens]
    yield from (term for term in sentence.terms if term.text.casefold() == "alone")
    for index, low in enumerate(lows):
        if low in _PEOPLE:
            start = next(
                (
                    i
                    for i in range(index - 1, max(-1, index - 5), -1)
                    if lows[i] not in {"-"} and not _plain(sentence, i)
                ),
                index,
            )
            yield from (
                term
                for term in sentence.terms
                if start < term.first and term.last < index and term.text.casefold() not in _STUDIED
            )
        elif low in _DISEASE:
            opened = next((i for i in range(index - 1, max(-1, index - 6), -1) if lows[i] == "with"), index)
            yield from (term for term in sentence.terms if opened < term.first and term.last < index)
        if low in _DISEASE | _MEASURED:
            yield from (term for term in sentence.terms if term.last == index - 1 and _tells_where(term))


def _tells_where(term: Term) -> bool:
    """An organ, a stage, a tracer: no "whereas", no "lacking"."""
    return not term.name and term.text.casefold() not in _JOINING and not term.text.endswith("ing")


def _plain(sentence: Sentence, index: int) -> bool:
    """A word that may stand before a noun: no number, no function word, no sign."""
    token = sentence.tokens[index]
    return token.kind in {"word", "name"} and bool(token.stem)
