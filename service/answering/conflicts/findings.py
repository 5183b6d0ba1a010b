"""What a sentence found: for each outcome whether a treatment made a difference, and whether for better or worse."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from corpus.documents import Span
from service.answering.checks.figures import figure_pairs
from service.answering.conflicts.lexicon import Lexicon, finder
from service.answering.conflicts.mentions import is_condition
from service.answering.conflicts.subjects import subject
from service.answering.reading.phrases import Mention
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term
from service.answering.reading.tokens import plain
from service.answering.reading.words import words

Sides = tuple[frozenset[str], ...]
Effect = Literal["none", "benefit", "harm", "more", "less", "some"]
"""No difference, a good one, a bad one, more or less of what may be good or bad, or one of which nothing is told."""
LARGE, SMALL = 1.15, 1.1
"""Ratios of two figures from which on they differ, and up to which they do not, where no test is told."""
_RATIO = re.compile(
    r"\b(?P<name>(?:hazard|odds|risk|rate) ratio|relative risk|a?HR|a?OR|a?RR|IRR|SHR)\b[^\d;.)]{0,40}?"
    r"(?P<value>\d+\.\d+)"
    r"(?:[\s,;(]*(?:9\d\s?% ?)?(?:CI|confidence interval|credible interval)?[:,]?\s*"
    r"(?P<low>\d+\.\d+)\s?(?:to|-|,|and)\s?(?P<high>\d+\.\d+))?"
)
_P = re.compile(r"\bp\s?(?P<sign>[=<>])\s?(?P<value>0?\.\d+)", re.IGNORECASE)
_LEVEL = 0.05
_WHERE = frozenset(("in", "among", "during", "with"))
_MOVES = frozenset(("fell", "fall", "falls", "falling"))
_GOOD_NO = frozenset(("risk", "mortality", "death", "deaths", "died"))
"""With these more is worse, whatever good is named beside them."""
_NO = frozenset(("no", "without"))
_NOT = frozenset("not neither nor failed cannot never".split())
_REACH = 6
"""Tokens within which "no" and "not" deny."""
_TURNS = frozenset((";", "while", "whereas", "but", "although"))
_WORDS = ("none", "less", "more", "better", "worse")
_STEM = 5
"""Letters of a word that its forms share."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of an outcome. `outcomes`: the keys of its groups; `first`, `last`: the tokens of its clause."""

    effect: Effect
    outcomes: frozenset[str]
    subject: Sequence[Term]
    """The terms that name the outcome, listed or not."""
    first: int
    last: int
    by_words: bool
    """Told in words, not by figures or a test alone."""
    tested: bool
    """Told in words or by a test, not by figures alone."""
    sides: Sides = ()
    """Of two figures that no word explains, the keys of what each alone is said of."""


def may_tell(text: str, outcomes: frozenset[str]) -> bool:
    """Whether a text may name one of these outcomes, by the beginnings of its words alone."""
    return _beginnings(outcomes).search(text) is not None


def findings(said: Sentence, lexicon: Lexicon) -> list[Finding]:
    """Those of the sentence, at most one for a clause; none of one that tells a link or what is not final."""
    return [] if finder("outcomes", "open", "link").find(said) else _read(said, lexicon)


def _read(said: Sentence, lexicon: Lexicon) -> list[Finding]:
    mentions = _mentions(said)
    found: list[Finding] = []
    for first, last in _clauses(said, mentions):
        told = [mention for mention in mentions if first <= mention.first < last]
        named = subject(said, first, last, told)
        listed = [term for term in named if not term.keys.isdisjoint(lexicon.outcomes)]
        own = [term for term in listed if not is_condition(said, term)]
        outcomes = frozenset(key for term in own or listed for key in term.keys & lexicon.outcomes)
        outcomes = outcomes or _outcomes(said, first, last, lexicon)
        if not outcomes and not named:
            if found and told and told[0].key == "none":  # "…, but the difference was not significant"
                found[-1] = replace(found[-1], effect="none", by_words=True, tested=True)
            continue
        sides: Sides = ()
        effect = _effect(said, first, last, told, known=bool(outcomes))
        tested = effect is not None
        if not told:
            figures, sides = _by_figures(said, first, last)
            effect = effect or figures
        if effect is not None:
            found.append(Finding(effect, outcomes, named, first, last, bool(told), tested, sides))
    return found


def _mentions(said: Sentence) -> list[Mention]:
    """The words of effects; "no" and "not" with what they deny go before all that stands in them."""
    denied = list(_denials(said))
    held = {i for mention in denied for i in range(mention.first, mention.last + 1)}
    listed = [mention for mention in finder("outcomes", *_WORDS).find(said) if mention.first not in held]
    return sorted([*denied, *listed], key=lambda mention: mention.first)


def _denials(said: Sentence) -> Iterator[Mention]:
    """ "No statistically significant difference", "did not significantly differ", "failed to improve"."""
    lows = [token.low for token in said.tokens]
    for i, low in enumerate(lows):
        table = "no_nouns" if low in _NO else "not_verbs" if low in _NOT or low.endswith("n't") else ""
        reach = range(i + 1, min(len(lows), i + _REACH)) if table else ()
        last = next((j for j in reach if lows[j] in words("outcomes")[table]), None)
        if low == "no" and i + 1 < len(lows) and lows[i + 1] in _comparatives():
            last = i + 1  # "no less common"
        if last is not None and not any(lows[j] in {",", ";", "(", "."} for j in range(i, last)):
            yield Mention("none", i, last, Span(said.tokens[i].start, said.tokens[last].end), negated=False)


@cache
def _comparatives() -> frozenset[str]:
    listed = (phrase for name in ("less", "more", "better", "worse") for phrase in words("outcomes")[name])
    return frozenset(phrase.split()[0] for phrase in listed if phrase.split()[0].endswith(("er", "ore", "ess", "se")))


def _clauses(said: Sentence, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """The parts of a sentence, in tokens, that each tell a finding: brackets stay with what they follow.

    "Response, recovery, and remission were rarer" is one part: "and" begins another only where both tell something.
    """
    edges, depth = [0], 0
    lows = [token.low for token in said.tokens]
    for i, low in enumerate(lows):
        depth += (low in "([") - (low in ")]" and depth > 0)
        joins = low == "," and i + 1 < len(lows) and lows[i + 1] in {"and", "but"}
        if depth == 0 and (low in _TURNS or (joins and _tells(said, mentions, edges[-1], i))):
            edges.append(i)
    return [(a, b) for a, b in zip(edges, [*edges[1:], len(lows)], strict=True) if b > a]


def _tells(said: Sentence, mentions: Sequence[Mention], first: int, last: int) -> bool:
    told = any(first <= mention.first < last for mention in mentions)
    return told or any(token.kind == "number" for token in said.tokens[first:last])


def _outcomes(said: Sentence, first: int, last: int, lexicon: Lexicon) -> frozenset[str]:
    """What a clause tells of. "Mortality in sepsis" is of mortality, and what "fell" need not be a fall."""
    found = [term for term in said.terms if first <= term.first < last and not term.keys.isdisjoint(lexicon.outcomes)]
    lows = [token.low for token in said.tokens]
    main = [
        term
        for term in found
        if term.text.casefold() not in _MOVES and _WHERE.isdisjoint(lows[max(first, term.first - 3) : term.first])
    ]
    return frozenset(key for term in main or found for key in term.keys & lexicon.outcomes)


def _effect(said: Sentence, first: int, last: int, mentions: Sequence[Mention], *, known: bool) -> Effect | None:
    """By an interval or a p value where one is told, else by words; none where neither tells."""
    text = plain(said.text)[said.tokens[first].start : said.tokens[last - 1].end]
    lows = {token.low for token in said.tokens[first:last]}
    good = None
    if known:
        good = _GOOD_NO.isdisjoint(lows) and not lows.isdisjoint(words("outcomes")["good"])
    ratio, p = _RATIO.search(text), _P.search(text)
    if ratio and ratio["low"]:
        return "none" if float(ratio["low"]) <= 1 <= float(ratio["high"]) else _signed(ratio, good)
    if p and (p["sign"] == ">" or (p["sign"] == "=" and float(p["value"]) >= _LEVEL)):
        return "none"
    worded = _worded({mention.key: mention.negated for mention in mentions}, good, tested=p is not None)
    if worded == "none" or not ratio:
        return worded or ("some" if p else None)
    value = float(ratio["value"])
    return _signed(ratio, good) if max(value, 1 / value) > LARGE else "none"


def _worded(told: dict[str, bool], good: bool | None, *, tested: bool) -> Effect | None:
    """By words of no difference, of more and less, of better and worse; each with whether it is negated."""
    moved = [key for key, negated in told.items() if key != "none" and not negated]
    if ("none" in told and not (tested and moved)) or (not tested and not moved and any(told.values())):
        return "none"
    if not moved:
        return None
    if moved[0] in ("better", "worse"):
        return "benefit" if moved[0] == "better" else "harm"
    return _moved(moved[0] == "more", good)


def _by_figures(said: Sentence, first: int, last: int) -> tuple[Effect | None, Sides]:
    """Two figures that are far apart, or alike, with what each is said of."""
    start, end = said.tokens[first].start, said.tokens[last - 1].end
    pair = next((pair for pair in figure_pairs(said, 0) if start <= pair.span.span.start < end), None)
    if pair is None:
        return None, ()
    low, high = sorted(pair.values)
    times = high / low if low > 0 else LARGE + 1
    mine, its = (frozenset(side.near) for side in pair.sides)
    effect: Effect | None = "some" if times > LARGE else "none" if times <= SMALL else None
    return effect, (mine - its, its - mine)


def _signed(ratio: re.Match[str], good: bool | None) -> Effect:
    """Less of a hazard is a benefit, whatever it is the hazard of; of other ratios more of what is good."""
    less = float(ratio["value"]) < 1
    if ratio["name"].casefold().endswith(("hr", "hazard ratio")) and good is not None:
        good = False
    return _moved(not less, good)


def _moved(up: bool, good: bool | None) -> Effect:
    """As more or less of what may be good or bad, where that is not known."""
    if good is None:
        return "more" if up else "less"
    return "benefit" if up == good else "harm"


@lru_cache(maxsize=256)
def _beginnings(outcomes: frozenset[str]) -> re.Pattern[str]:
    phrases = [phrase for key in outcomes for phrase in key.removeprefix("=").split("|")]
    begun = {re.escape(phrase.split()[0].split("-")[0][:_STEM]) for phrase in phrases}
    return re.compile(r"\b(?:" + "|".join(sorted(begun)) + ")", re.IGNORECASE)
