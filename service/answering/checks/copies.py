"""A near copy of a quote must be a true copy: what it changes must be the same in other words.

Where a statement repeats a quote almost word for word, each word that differs is looked at on its own: a term that the
quote does not hold, or two stretches that changed places ("A against B" for "B against A"), is no paraphrase.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from corpus.documents import Span
from service.answering.checks.amounts import difference, same_amount
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.polarity import sides
from service.answering.reading.phrases import NEGATORS, QUASI_NEGATORS
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term
from service.answering.reading.tokens import Token

_NEAR = 0.8
_TIMES = frozenset(("once", "twice", "thrice", "first", "second", "third", "last"))
_REPORTING = frozenset(
    "seen observed reported found noted occurred had given received showed shown recorded said says reached came went"
    " gave yielded frequent common often provides sets uses used using named names called calls wants asks makes made"
    " stayed remained"
    " among in with for at on of by while whereas but and or against versus than who that which was were is are".split()
)
"""Words that may stand for each other without changing a claim."""
_TELLING = 0.5
"""Words commoner than this may stand in for others ("provides" for "sets out")."""


def check_copy(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """What is wrong with a near copy; nothing where the statement is in its own words."""
    for index, quote in enumerate(quotes):
        said, held = [_key(t) for t in statement.tokens], [_key(t) for t in quote.tokens]
        matcher = SequenceMatcher(None, said, held, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        if same < _NEAR * len(said) or same < 0.5 * len(held):
            continue
        changes = [(tag, i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]
        yield from _swapped(statement, quote, index, changes)
        yield from _replaced(statement, quotes, context, index, changes)


def _key(token: Token) -> str:
    return token.stem or token.low


_Change = tuple[str, int, int, int, int]


def _swapped(statement: Sentence, quote: Sentence, index: int, changes: Sequence[_Change]) -> Iterator[Finding]:
    """Two stretches that each stand where the other stood."""
    for n, (_, i1, i2, j1, j2) in enumerate(changes):
        here, there = _content(statement, i1, i2), _content(quote, j1, j2)
        for _, k1, k2, l1, l2 in changes[n + 1 :]:
            if here and here == _content(quote, l1, l2) and _content(statement, k1, k2) == there != here:
                spans = Span(statement.tokens[i1].start, statement.tokens[i2 - 1].end)
                yield Finding(
                    "copies",
                    f'"{statement.text[spans.start : spans.end]}" changed places with something else of the quote.',
                    True,
                    spans,
                    QuoteSpan(index, Span(quote.tokens[l1].start, quote.tokens[l2 - 1].end)),
                )
                return


def _content(sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    return tuple(token.low for token in sentence.tokens[start:end] if token.kind != "sign")


def _replaced(
    statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence], index: int, changes: Sequence[_Change]
) -> Iterator[Finding]:
    """A term that no quote holds, a number or an opposite put where the quote has another."""
    quote = quotes[index]
    for tag, i1, i2, j1, j2 in changes:
        if tag == "insert":  # only in the quote
            if NEGATORS & {token.low for token in quote.tokens[j1:j2]}:
                span = Span(quote.tokens[j1].start, quote.tokens[j2 - 1].end)
                shown = quote.text[span.start : span.end]
                yield Finding("polarity", f'The statement leaves out "{shown}".', True, None, QuoteSpan(index, span))
                return
            continue
        where = QuoteSpan(index, Span(quote.tokens[j1].start, quote.tokens[j2 - 1].end)) if j2 > j1 else None
        wrong = (
            _denial(statement, quote, (i1, i2), (j1, j2))
            or _other_number(statement, quote, (i1, i2), (j1, j2))
            or next(
                (
                    term.span
                    for term in statement.terms
                    if i1 <= term.first and term.last < i2 and _put_in(term, quote, quotes, context)
                ),
                None,
            )
        )
        if wrong is None and i2 - i1 == j2 - j1:
            wrong = _exchanged(statement, quote, (i1, i2), (j1, j2))
        if wrong is None:
            wrong = _opposite(statement, quote, (i1, i2), (j1, j2))
        if wrong is not None:
            shown = statement.text[wrong.start : wrong.end]
            yield Finding("copies", f'"{shown}" is not what the quote says here.', False, wrong, where)
            return


def _denial(statement: Sentence, quote: Sentence, said: tuple[int, int], held: tuple[int, int]) -> Span | None:
    """A negation put in, or one that was replaced by something that denies nothing."""
    here = [token for token in statement.tokens[said[0] : said[1]] if token.low in QUASI_NEGATORS]
    there = [token for token in quote.tokens[held[0] : held[1]] if token.low in QUASI_NEGATORS]
    if bool(here) == bool(there):
        return None
    return here[0].span if here else Span(statement.tokens[said[0]].start, statement.tokens[said[1] - 1].end)


def _put_in(term: Term, quote: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> bool:
    if term.weight < _TELLING or quote.holds(term) or (not term.name and any(text.holds(term) for text in quotes)):
        return False
    return not (term.name and any(text.holds(term) for text in context))


def _other_number(statement: Sentence, quote: Sentence, said: tuple[int, int], held: tuple[int, int]) -> Span | None:
    """A quantity of the changed stretch that none of the stretch it replaces agrees with."""
    there = [q for q in quote.quantities if q.first < held[1] + 1 and q.last >= held[0] - 1]
    for quantity in statement.quantities:
        if held[1] - held[0] != said[1] - said[0] and any(same_amount(quantity, q) for q in quote.quantities):
            continue  # it moved; what it is said of is for the numbers' own check
        changed = quantity.first < said[1] and quantity.last >= said[0] and there and held[1] > held[0]
        if changed and not any(same_amount(quantity, q) and not difference(quantity, q) for q in there):
            return quantity.span
    return None


def _exchanged(statement: Sentence, quote: Sentence, said: tuple[int, int], held: tuple[int, int]) -> Span | None:
    """One word exchanged for another of a different meaning: "in hospital" for "at home", "once" for "twice"."""
    for mine, its in zip(statement.tokens[said[0] : said[1]], quote.tokens[held[0] : held[1]], strict=True):
        if mine.low in _REPORTING or its.low in _REPORTING or "word" not in {mine.kind} & {its.kind}:
            continue
        if {mine.low, its.low} <= _TIMES or (mine.stem and its.stem and not _alike(statement, quote, mine, its)):
            return mine.span
    return None


def _alike(statement: Sentence, quote: Sentence, mine: Token, its: Token) -> bool:
    here = [term for term in statement.terms if term.span.start <= mine.start < term.span.end]
    return any(quote.holds(term) for term in here) or mine.stem[:5] == its.stem[:5]


def _opposite(statement: Sentence, quote: Sentence, said: tuple[int, int], held: tuple[int, int]) -> Span | None:
    there = [side for side in sides(quote, 0) if held[0] <= side.mention.first < held[1]]
    for side in sides(statement, 0):
        if said[0] <= side.mention.first < said[1]:
            same = [other for other in there if other.set == side.set]
            if same and all(other.value != side.value for other in same):
                return side.mention.span
    return None
