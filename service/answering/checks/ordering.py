"""Layer 3: what came before what. "After X" and "previously given X" say one thing, "before X" another."""

from collections.abc import Iterator, Sequence
from typing import Literal

from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term

_EARLIER = {"after", "following", "previous", "previously", "prior", "earlier", "past", "pretreated", "post"}
_LATER = {"before", "then", "subsequent", "subsequently", "preceding", "afterwards"}
_STOPS = {
    ",",
    ";",
    ".",
    ":",
    "(",
    ")",
    "was",
    "were",
    "is",
    "are",
    "had",
    "has",
    "or",
    "after",
    "before",
    "until",
    "against",
    "with",
    "in",
    "for",
    "of",
}
_TELLING = 0.3
_DETERMINERS = frozenset("each every last first next final second any".split())
_When = Literal["earlier", "later"]


def check_order(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """A treatment or an event that the statement puts earlier and the quotes later, or the other way round."""
    held = [(index, *placed) for index, quote in enumerate(quotes) for placed in _placed(quote)]
    for term, when in _placed(statement):
        same = [(index, other, then) for index, other, then in held if not term.keys.isdisjoint(other.keys)]
        which = _which(statement, term)  # "each dose" is not "the last dose"
        same = [found for found in same if _which(quotes[found[0]], found[1]) == which] or same
        if same and all(then != when for _, _, then in same):
            index, other, then = same[0]
            reason = f'The statement puts "{term.text}" {when}; the quote {then}.'
            yield Finding("polarity", reason, True, term.span, QuoteSpan(index, other.span))
            return


def _which(sentence: Sentence, term: Term) -> str:
    """ "each", "last": which of several the term speaks of."""
    before = [token.low for token in sentence.tokens[max(0, term.first - 3) : term.first]]
    return next((low for low in reversed(before) if low in _DETERMINERS), "")


def _placed(sentence: Sentence) -> Iterator[tuple[Term, _When]]:
    """The terms that are said to come earlier or later than the rest."""
    lows = [token.low for token in sentence.tokens]
    for index, word in enumerate(lows):
        low = "before" if lows[index : index + 2] == ["prior", "to"] else word
        if low == "by" and index and lows[index - 1] == "followed":
            yield from ((term, "later") for term in _after(sentence, index))
            yield from ((term, "earlier") for term in sentence.terms if 0 < index - term.last <= 3 and term.name)
        if low in {"before", "after"} and not _ends_its_clause(lows, index):
            when: _When = "earlier" if low == "before" else "later"
            yield from ((term, when) for term in _before(sentence, index) if term.name)
        if low in _EARLIER:
            yield from ((term, "earlier") for term in _after(sentence, index))
        elif low in {"then", "subsequently", "afterwards"} and lows[index + 1 : index + 2] == [","]:
            yield from ((term, "later") for term in sentence.terms if 0 < term.first - index <= 10)
        elif low in _LATER and _ends_its_clause(lows, index):
            yield from ((term, "earlier" if low == "before" else "later") for term in _before(sentence, index))
        elif low in _LATER:
            yield from ((term, "later") for term in _after(sentence, index))


def _ends_its_clause(lows: Sequence[str], index: int) -> bool:
    return index + 1 >= len(lows) or lows[index + 1] in _STOPS | {"and", "but"}


def _after(sentence: Sentence, index: int) -> list[Term]:
    found: list[Term] = []
    for term in sentence.terms:
        if term.first <= index:
            continue
        between = {token.low for token in sentence.tokens[index + 1 : term.first]}
        if between & (_STOPS - {"of", "in"}) or term.first - index > 7 or len(found) == 3:
            break
        if term.weight >= _TELLING:
            found.append(term)
    return found


def _before(sentence: Sentence, index: int) -> list[Term]:
    return [term for term in sentence.terms if term.last == index - 1 and term.weight >= _TELLING]
