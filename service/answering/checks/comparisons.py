"""Layer 3: "longer with A than with B" agrees with the two numbers, or the hazard ratio, that the quote gives them.

A quote often gives figures where a statement gives their order. The statement's two sides are matched to the
referents of a pair of numbers; which is larger must then be what the statement says.
"""

from collections.abc import Iterator, Sequence

from service.answering.checks.claims import Claim, claims, comparing_words
from service.answering.checks.figures import FigurePair, figure_pairs, is_good
from service.answering.checks.findings import Finding
from service.answering.reading.groups import groups
from service.answering.reading.sentence import Sentence

_MARGIN = 0.6
"""How much better the sides must fit one way round than the other."""


def check_comparisons(
    statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]
) -> Iterator[Finding]:
    """A comparison that the figures of the quotes turn round."""
    pairs = [pair for index, quote in enumerate(quotes) for pair in figure_pairs(quote, index)]
    good = is_good([token.low for token in statement.tokens])
    held = [(mention.key, bool(groups(quote))) for quote in quotes for mention in comparing_words().find(quote)]
    for claim in claims(statement):
        if any(key == claim.mention.key and (opposed or not claim.second) for key, opposed in held):
            continue  # the quote says it in words
        matched = [
            (abs(side) + 0.2 * len(pair.about & statement.keys), pair, side)
            for pair in pairs
            if (side := _side(claim, pair))
        ]
        if not matched:
            continue
        score = max(score for score, _, _ in matched)
        best = [(pair, side) for fit, pair, side in matched if fit > score - 0.3]
        wrong = [pair for pair, side in best if side * _order(claim, pair, good) < 0]
        if len(wrong) == len(best):
            span = claim.mention.span
            shown = statement.text[span.start : span.end]
            yield Finding("polarity", f'The figures of the quote do not make it "{shown}".', True, span, wrong[0].span)
            return


def _order(claim: Claim, pair: FigurePair, good: bool) -> float:
    """Positive where the pair's first figure stands to its second as the claim's first side to its second."""
    difference = pair.values[0] - pair.values[1]
    if claim.fares:
        return claim.sign * difference * (1 if pair.good else -1)
    if claim.lasts:  # "took longer to worsen": more time is better, whatever it is the time to
        return claim.sign * difference * (1 if pair.good or pair.time else -1)
    return claim.sign * difference * (1 if pair.good == good else -1)


def _side(claim: Claim, pair: FigurePair) -> float:
    """Positive if the claim's first side is the pair's first, negative if its second, 0 if that cannot be told."""
    only = [
        {key: weight for key, weight in mine.near.items() if key not in other.near}
        for mine, other in (pair.sides, reversed(pair.sides))
    ]
    straight = _held(only[0], claim.first - claim.second) + _held(only[1], claim.second - claim.first)
    crossed = _held(only[1], claim.first - claim.second) + _held(only[0], claim.second - claim.first)
    return 0.0 if abs(straight - crossed) < _MARGIN else straight - crossed


def _held(near: dict[str, float], keys: frozenset[str]) -> float:
    return max((weight for key, weight in near.items() if key in keys), default=0.0)
