"""The doses that a sentence names: how much, reckoned by what, how often, of which medicine, in which phase."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from service.answering.conflicts.circumstances import of_text
from service.answering.conflicts.medicines import Medicine
from service.answering.reading.sentence import Sentence
from service.answering.reading.tokens import plain
from service.answering.reading.words import words

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_BOUND = re.compile(
    r"(?:up to|at most|no more than|not exceed(?:ing)?|maximum(?: dose)?(?: of| is)?|less than|below|≤|<)\s*$", re.I
)
_FLOOR = re.compile(r"(?:at least|no less than|more than|above|over|minimum of|≥|>)\s*$", re.I)
_OTHER_THING = re.compile(r"[;(]|, (?!once|twice|three|four|in |given|taken|by )| and (?!evening|at night)|\. ", re.I)
_WHOLE_DAY = re.compile(r"\s*(?:/|per|a|in 24|daily dose)", re.I)
_BY = ("weight", "surface")
_NEAR, _PHASE = 60, 45
"""Characters around an amount in which the words for its frequency stand, and those for its phase."""
_JUST_AFTER = 4
"""Tokens to a medicine that follows: "a total of 5 mg of prednisone"."""


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount as given. `low` and `high` in the base unit of its `measure`; `times` a day, 0 where not told."""

    low: float
    high: float
    measure: str
    by: str
    times: float
    whole: bool
    """It is the amount of a whole day, however divided."""
    phase: frozenset[str]
    medicine: Medicine | None
    shown: str

    @property
    def daily(self) -> tuple[float, float]:
        factor = self.times if self.times and not self.whole else 1.0
        return self.low * factor, self.high * factor

    @property
    def is_highest(self) -> bool:
        return "highest" in self.phase


def has_amount(text: str) -> bool:
    return _amount().search(text) is not None


def doses(said: Sentence, medicines: Sequence[Sequence[Medicine]]) -> list[Dose]:
    """Those of the sentence, in order. `medicines`: of the sentence, of those before it, of its title."""
    return list(_read(said, medicines))


def _read(said: Sentence, medicines: Sequence[Sequence[Medicine]]) -> Iterator[Dose]:
    text = plain(said.text)
    found = list(_amount().finditer(text))
    for place, match in enumerate(found):
        measure, factor = _units()[match["unit"].casefold()]
        start, end = match.span()
        since = found[place - 1].end() if place else 0
        if not _is_dose(measure, text, match) or (place and text[since:start].strip() == "("):
            continue  # in brackets: the same amount in another unit
        edge = found[place + 1].start() if place + 1 < len(found) else len(text)
        after = _OTHER_THING.split(text[end : min(edge, end + _NEAR)])[0]
        before = text[max(since, start - _NEAR) : start]
        times, whole = _often(after, before)
        low, high = _value(match["low"]), _value(match["high"] or match["low"])
        bound, floor = _BOUND.search(text[:start]), _FLOOR.search(text[:start])
        phase = _phase(re.split(r"[;(]", before)[-1], after) | ({"highest"} if bound else set())
        first = next((i for i, token in enumerate(said.tokens) if token.end > start), 0)
        yield Dose(
            low * factor,
            float("inf") if floor and not bound else high * factor,
            measure,
            next((name for name in _BY if match[name]), ""),
            times,
            whole,
            phase,
            _nearest(said, medicines, first),
            said.text[start:end].strip(),
        )


def _is_dose(measure: str, text: str, match: re.Match[str]) -> bool:
    """No weight of a body, no concentration, no rate; of radiation only what is given in fractions."""
    if measure == "radiation" and "fraction" not in text.casefold():
        return False
    return measure != "none" and not _not_after().match(text, match.end())


def _phase(before: str, after: str) -> frozenset[str]:
    """ "80 mg is started before discharge" is no starting dose."""
    earlier, later = (of_text(text).get("phase", frozenset()) for text in (before[-_PHASE:], after[:_PHASE]))
    return earlier | (later - {"start"})


def _nearest(text: Sentence, medicines: Sequence[Sequence[Medicine]], at: int) -> Medicine | None:
    """The medicine that the amount is of: the last one named before it, else the first after it, else around."""
    said, before, about = medicines
    named = [medicine for medicine in said if medicine.name] or said
    if named:
        earlier = [medicine for medicine in named if medicine.first <= at]
        later = [medicine for medicine in named if medicine.first > at]
        between = [token.low for token in text.tokens[at : later[0].first]] if later else []
        if later and (not earlier or (len(between) <= _JUST_AFTER and "of" in between)):
            return later[0]
        return earlier[-1]
    around = [medicine for medicine in (*reversed(before), *about) if medicine.name] or [*before, *about]
    return around[0] if around else None


def _often(after: str, before: str) -> tuple[float, bool]:
    """How many times a day (0: not told), and whether the amount is that of the whole day."""
    whole = _whole().search(after) is not None or _whole().search(before) is not None
    later = [(match.start(), rate) for rate, pattern in _times() if (match := pattern.search(after))]
    if later:
        rate = min(later)[1]
        return rate, whole or (rate >= 1 and _WHOLE_DAY.match(after) is not None)
    earlier = [(match.end(), rate) for rate, pattern in _times() for match in pattern.finditer(before)]
    return (max(earlier)[1] if earlier else 0.0), whole


def _value(printed: str) -> float:
    told = words("amounts")["numbers"].get(printed.casefold())
    return float(told) if told is not None else float(printed.replace(",", ""))


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {
        unit.casefold(): (measure, float(factor))
        for measure, listed in words("amounts")["units"].items()
        for unit, factor in listed.items()
    }


@cache
def _amount() -> re.Pattern[str]:
    number = f"{_NUMBER}|{_any(words('amounts')['numbers'])}"
    by = "".join(rf"(?P<{name}>\s?(?:{_any(words('amounts')['per'][name])})(?![a-z\d]))?" for name in _BY)
    to = rf"(?:\s?(?:-|to|or|(?<=[\d ])and(?= \d))\s?(?P<high>{_NUMBER}))?"
    return re.compile(rf"(?<![\w.])(?P<low>{number}){to}[\s-]?(?P<unit>{_any(_units())})(?![a-z\d]){by}", re.I)


@cache
def _not_after() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{_any(words('amounts')['not_after'])})(?![a-z\d])", re.I)


@cache
def _times() -> list[tuple[float, re.Pattern[str]]]:
    return [
        (float(rate), re.compile(rf"(?<!\w)(?:{_any(listed)})(?!\w)", re.I))
        for rate, listed in words("amounts")["times"].items()
    ]


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(_any(words("amounts")["whole"]), re.I)


def _any(printed: Iterable[str]) -> str:
    """Printed forms as one expression, longest first."""
    return "|".join(map(re.escape, sorted(printed, key=len, reverse=True)))
