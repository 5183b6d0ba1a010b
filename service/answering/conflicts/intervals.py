"""The times that a sentence names as a rule: every so often, after or for so long, so many courses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from service.answering.conflicts.circumstances import Values, of_text
from service.answering.conflicts.lexicon import Lexicon, finder
from service.answering.reading.sentence import Sentence
from service.answering.reading.tokens import plain
from service.answering.reading.words import words

FOREVER = float("inf")
_SETTING = frozenset("before after between during under on while".split())
_CLAUSE = re.compile(
    r"; |, (?:and |then |but |while |thereafter )|(?<=\w) and (?=then|from|annually|yearly|every|again)"
)
_FLOOR = re.compile(
    r"at least|no less than|minimum|(?<!no )more than|(?<!no )longer than|no sooner than|not before|not earlier", re.I
)
_MORE = re.compile(r"\s*(?:or more|or longer|and more|at least|at the least)", re.I)
_BOUND = re.compile(r"up to|at most|no more than|maximum|within|less than|no later than|not exceed", re.I)
_COMPARED = 22
"""Characters before a time in which the words that bound it stand."""
_MOMENT = re.compile(r"\b(?:at|after|by|over) (?:about )?(?P<low>\d+|[a-z]+) (?P<unit>day|week|month|year)s?\b", re.I)
Acts = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time in days (of `count`: a number of courses). `sort`: every, after, lasting or count."""

    sort: str
    low: float
    high: float
    start: int
    end: int
    doing: str
    """What is done so often: doses or checks; empty where the sentence does not tell."""
    window: Values
    shown: str


def has_time(text: str) -> bool:
    """Whether a text may name a time or a number of courses, by its words alone."""
    return _timely().search(text) is not None


def intervals(said: Sentence, lexicon: Lexicon) -> list[Interval]:
    """Those of the sentence, in order; of two readings of one place the longer."""
    found = sorted(_read(said, acts(said, lexicon)), key=lambda one: (one.start, -one.end))
    kept: list[Interval] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def acts(said: Sentence, lexicon: Lexicon) -> Acts:
    """Where the sentence speaks of giving or of testing, in characters; not where it says when: "before each dose"."""
    found = [(mention.first, mention.key) for mention in finder("things", "doses").find(said)]
    found += [(mention.first, mention.key) for mention in finder("things", "checks").find(said)]
    found += [(term.first, "checks") for term in said.terms if term.keys & lexicon.tests]
    return sorted(
        (said.tokens[at].start, kind)
        for at, kind in found
        if (at == 0 or said.tokens[at - 1].text != "-")  # "low-dose" is no dose
        and _SETTING.isdisjoint([token.low for token in said.tokens[:at] if token.text != "-"][-3:])
    )


def days_of(sentence: Sentence) -> list[float]:
    """The lengths of time that a question names, in days; a bare number has the units that stand beside it."""
    named = [quantity for quantity in sentence.quantities if quantity.unit in _units() or not quantity.unit]
    units = {quantity.unit for quantity in named if quantity.unit}
    return [
        float(quantity.value) * _units()[unit]
        for quantity in named
        for unit in ([quantity.unit] if quantity.unit else units)
    ]


def is_time(unit: str) -> bool:
    """Whether it is a unit of time or what is counted of a treatment, in the singular or the plural."""
    bare = unit.removesuffix("s")
    return unit in _units() or bare in _units() or bare in words("times")["courses"]


def moments(text: str) -> list[float]:
    """When something was measured, in days."""
    return [
        low
        for match in _MOMENT.finditer(plain(text))
        if match["low"].isdigit() or match["low"].casefold() in words("times")["numbers"]
        for low, _ in [_length(match.groupdict())]
    ]


def _read(said: Sentence, done: Acts) -> Iterator[Interval]:
    text = plain(said.text)
    edges = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    for sort, pattern in _patterns():
        for match in pattern.finditer(text):
            clause = next((pair for pair in pairwise(edges) if pair[0] <= match.start() < pair[1]), (0, len(text)))
            yield Interval(
                sort,
                *_compared(text, match),
                match.start(),
                match.end(),
                _doing(sort, done, match.start()),
                of_text(text, *clause),
                match.group().strip(" ,"),
            )


def _doing(sort: str, done: Acts, start: int) -> str:
    """Of which the nearest stands before a place; else the first after it, but for "6 weeks after the last dose"."""
    before = [kind for at, kind in done if at <= start]
    if sort == "count":
        return "doses"
    after = [kind for _, kind in done if sort != "after" or kind == "checks"]
    return before[-1] if before else after[0] if after else ""


def _compared(text: str, match: re.Match[str]) -> tuple[float, float]:
    """Its length, with what bounds it: "at least", "up to"."""
    low, high = _length(match.groupdict())
    around = text[max(0, match.start() - _COMPARED) : match.end()]
    if _FLOOR.search(around) or _MORE.match(text, match.end()):
        return low, FOREVER
    return (0.0, high) if _BOUND.search(around) else (low, high)


def _length(groups: Mapping[str, str | None]) -> tuple[float, float]:
    word = groups.get("word")
    if word:
        return _words()[word.casefold()], _words()[word.casefold()]
    printed = (groups.get("unit") or "").casefold()
    unit = _units().get(printed) or _units().get(printed.removesuffix("s"), 1.0)
    low = _value(groups.get("low"))
    return low * unit, (_value(groups["high"]) if groups.get("high") else low) * unit


def _value(printed: str | None) -> float:
    if printed is None:
        return 1.0
    told = words("times")["numbers"].get(printed.casefold())
    return float(told) if told is not None else float(printed)


@cache
def _units() -> dict[str, float]:
    return {unit: float(days) for unit, days in words("times")["units"].items()}


@cache
def _words() -> dict[str, float]:
    return {word.casefold(): float(days) for days, listed in words("times")["words"].items() for word in listed}


@cache
def _timely() -> re.Pattern[str]:
    first = {word.split()[-1] for word in _words()}
    return re.compile("|".join(map(re.escape, {*_units(), *words("times")["courses"], *first})), re.I)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    number = rf"(?:\d+(?:\.\d+)?|{_any(words('times')['numbers'])})"
    forms = {
        "low": rf"(?P<low>{number})(?:\s?(?:-|to|or|and)\s?(?P<high>{number}))?",
        "unit": rf"(?P<unit>(?:{_any(_units())})s?)",
        "gap": r"[\s-]?",
        "word": f"(?P<word>{_any(_words())})",
        "courses": f"(?:{_any(words('times')['courses'])})s?",
    }
    return [
        (sort, re.compile(rf"(?<![\w-]){form.format(**forms)}(?!\w)", re.I))
        for sort, listed in words("times")["forms"].items()
        for form in listed
    ]


def _any(printed: Mapping[str, object] | Sequence[str]) -> str:
    """Printed forms as one expression, longest first."""
    return "|".join(map(re.escape, sorted(printed, key=len, reverse=True)))
