"""Layer 3: the statement takes the same side as the quotes: direction, order, eligibility, population, negation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.answering.checks.claims import told_from_the_other_side
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.opposites import opposite_sets
from service.answering.reading.phrases import QUASI_NEGATORS, Mention, PhraseFinder, around, denies, negated_tokens
from service.answering.reading.sentence import Opposites, Sentence
from service.answering.reading.terms import Term


@dataclass(frozen=True, slots=True)
class _Side:
    """A value of a set as a text takes it, after negation."""

    set: int
    value: int
    mention: Mention
    quote: int
    near: frozenset[str]


_NEITHER = 9


def check_polarity(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """Values of the statement that the quotes do not take, though they take another of the same set; negations."""
    said = sides(statement, -1)
    held = [side for index, quote in enumerate(quotes) for side in sides(quote, index)]
    known = {(side.set, side.value) for text in context for side in sides(text, -1)}
    for side in said:
        rivals = [other for other in held if other.set == side.set]
        local = opposite_sets(statement.opposites)[side.set].local
        others = [
            other
            for other in rivals
            if other.value != side.value
            and (not local or side.near & other.near)
            and not told_from_the_other_side(statement, side.mention, quotes[other.quote], other.mention)
        ]
        if len(others) < len(rivals) or not others or (known and not local and (side.set, side.value) in known):
            continue
        yield _other_side(statement, quotes, side, max(others, key=lambda other: len(other.near & side.near)))
        return
    yield from _negations(statement, quotes)


def _other_side(statement: Sentence, quotes: Sequence[Sentence], side: _Side, other: _Side) -> Finding:
    words = _shown(statement, side.mention)
    there = _shown(quotes[other.quote], other.mention)
    span = QuoteSpan(other.quote, other.mention.span)
    return Finding(
        "polarity", f'The statement says "{words}"; the quote says "{there}".', True, side.mention.span, span
    )


def _shown(sentence: Sentence, mention: Mention) -> str:
    shown = sentence.text[mention.span.start : mention.span.end]
    return f"not … {shown}" if mention.negated else shown


@lru_cache(maxsize=8)
def _finder(own: Opposites) -> PhraseFinder:
    return PhraseFinder(
        {
            f"{number}:{value}": phrases
            for number, group in enumerate(opposite_sets(own))
            for value, phrases in enumerate(group.values)
        }
    )


def sides(sentence: Sentence, quote: int) -> list[_Side]:
    sides = []
    lows = [token.low for token in sentence.tokens]
    for mention in _finder(sentence.opposites).find(sentence):
        number, value = map(int, mention.key.split(":"))
        negation = opposite_sets(sentence.opposites)[number].negation
        negated = mention.negated or "neither" in lows[: mention.first]
        if negated and negation == "hides":
            continue
        if negated:
            value = 1 - value if negation == "swaps" else _NEITHER
        elif "less" in lows[max(0, mention.first - 3) : mention.first] and negation != "hides":
            value = (1, 0, value)[min(value, 2)]  # "less likely to be alive"
        sides.append(_Side(number, value, mention, quote, around(sentence, mention, 6)))
    return sides


def _negations(statement: Sentence, quotes: Sequence[Sentence]) -> Iterator[Finding]:
    """What one side denies and the other asserts, with no negation in its clause."""
    denying = any(token.low in QUASI_NEGATORS for quote in quotes for token in quote.tokens)
    for terms in _denied(statement):
        held = [term for term in (terms[:1] if denying else terms) if any(_places(term, quote) for quote in quotes)]
        if held and not any(_denied_in(term, quotes) for term in held):
            reason = f'The statement denies "{held[0].text}"; the quote does not.'
            yield Finding("polarity", reason, True, held[0].span)
            return
    for index, quote in enumerate(quotes):
        for terms in _denied(quote):
            if all(statement.holds(term) and not _denied_in(term, [statement]) for term in terms) and not any(
                _asserted_in(terms[0], [other], 6) for other in quotes
            ):
                reason = f'The quote denies "{terms[0].text}"; the statement does not.'
                yield Finding("polarity", reason, True, None, QuoteSpan(index, terms[0].span))
                return


def _denied_in(term: Term, texts: Sequence[Sentence]) -> bool:
    return any(_negation_near(text, other) for text in texts for other in _places(term, text))


def _asserted_in(term: Term, texts: Sequence[Sentence], reach: int = 20) -> bool:
    return any(not _negation_near(text, other, reach) for text in texts for other in _places(term, text))


def _places(term: Term, text: Sentence) -> list[Term]:
    return [other for other in text.terms if not term.keys.isdisjoint(other.keys)]


_ATTACHED = frozenset(("negative", "naive", "free", "non"))
"""These deny only what they stand at: "HER2-negative", "chemotherapy-naive"."""
_IDLE = frozenset(("yet", "already", "still", "even", "ever"))
"""These are not what a negation denies."""
_REPORTING = frozenset(("seen", "observ", "report", "occur", "found", "record", "note"))
_TURNS = {";", "but", "while", "whereas", "although"}


def _negation_near(text: Sentence, term: Term, reach: int = 20) -> bool:
    """Is there a negation in the clause of the term: well before it, or shortly after?"""
    if any(token.low in _ATTACHED for token in text.tokens[max(0, term.first - 2) : term.last + 4]):
        return True
    for step, start, far in ((-1, term.first - 1, reach), (1, term.last + 1, reach // 2 - 1)):
        for i in range(start, start + step * far, step):
            if not 0 <= i < len(text.tokens) or text.tokens[i].low in _TURNS:
                break
            if denies(text.tokens, i) or text.tokens[i].low in QUASI_NEGATORS - _ATTACHED:
                return True
    return False


def _denied(sentence: Sentence) -> list[list[Term]]:
    """The first two terms that each negation reaches."""
    done = []
    for i, token in enumerate(sentence.tokens):
        if denies(sentence.tokens, i):
            reached = negated_tokens(sentence.tokens, i)
            if any(
                q.comparator and q.negated and (q.first in reached or q.last in reached) for q in sentence.quantities
            ):
                continue  # "no toxicity above grade 2" bounds a number; it is compared as one
            if token.low != "absent":  # it denies what stands before it
                done.append(
                    [
                        term
                        for term in sentence.terms
                        if term.first in reached
                        and term.text.casefold() not in _IDLE
                        and not _REPORTING & set(term.parts)
                    ][:2]
                )
        if token.low == "non":
            done.append([term for term in sentence.terms if 0 < term.first - i <= 2][:1])
        if token.low == "naive":
            to = i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].low == "to"
            done.append([term for term in sentence.terms if (term.first - i == 2 if to else 0 < i - term.last <= 2)])
    return [terms for terms in done if terms]
