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
_OF_WHAT = r"(?: of [\w-]+)?"
"""May stand between an amount and what it is reckoned by: "1 g of protein per kg"."""
_BOUND_AFTER = re.compile(
    r"(?:[\w-]+ ){0,3}(?:(?:should|must|is|are|may) (?:not|never) (?:to )?be exceeded|at (?:the )?most)", re.I
)
_OTHER_THING = re.compile(r"[;(]|, (?!once|twice|three|four|in |given|taken|by )| and (?!evening|at night)|\. ", re.I)
_IS_THE = re.compile(
    r"\b(?:is|as|are) (?:the |an? )(?:[a-z]+ )?(?:initial|starting|start|first|loading|beginning)\b", re.I
)
"""What an amount is said to be: "is the starting dose"."""
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
    substance: str
    """The stem of what it is said to be an amount of: "500 mg of calcium"; empty where that is not told."""
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
    kept: Dose | None = None
    for place, match in enumerate(found):
        measure, factor = _units()[match["unit"].casefold()]
        start, end = match.span()
        since = found[place - 1].end() if place else 0
        if not _is_dose(measure, text, match):
            continue
        edge = found[place + 1].start() if place + 1 < len(found) else len(text)
        after = _OTHER_THING.split(text[end : min(edge, end + _NEAR)])[0]
        before = text[max(since, start - _NEAR) : start]
        times, whole = _often(after, before)
        many = _many(text[:start]) if _form().match(text, end) else 1.0
        low, high = many * _value(match["low"]), many * _value(match["high"] or match["low"])
        bound = _BOUND.search(text[:start]) or _BOUND_AFTER.match(text[end:].lstrip())
        floor = _FLOOR.search(text[:start])
        phase = _phase(re.split(r"[;(]", before)[-1], after) | ({"highest"} if bound else set())
        if kept and text[since:start].strip() == "(":  # the same in another unit
            times, whole, phase = kept.times, kept.whole, kept.phase
        first = next((i for i, token in enumerate(said.tokens) if token.end > start), 0)
        substance = _substance(said, end)
        kept = Dose(
            low * factor,
            float("inf") if floor and not bound else high * factor,
            measure,
            next((name for name in _BY if match[name]), ""),
            times,
            whole,
            phase,
            None if _is_other(substance, said, medicines) else _nearest(said, medicines, first),
            substance,
            said.text[start:end].strip(),
        )
        yield kept


def _is_dose(measure: str, text: str, match: re.Match[str]) -> bool:
    """No weight of a body, no concentration, no rate; radiation only in fractions."""
    if measure == "radiation" and "fraction" not in text.casefold():
        return False
    return measure != "none" and not _not_after().match(text, match.end())


def _phase(before: str, after: str) -> frozenset[str]:
    """ "80 mg is started before discharge" is no starting dose."""
    earlier, later = (of_text(text).get("phase", frozenset()) for text in (before[-_PHASE:], after[:_PHASE]))
    return earlier | (later if _IS_THE.search(after[:_PHASE]) else later - {"start"})


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


def _substance(said: Sentence, end: int) -> str:
    at = next((i for i, token in enumerate(said.tokens) if token.start >= end), len(said.tokens))
    if at < len(said.tokens) and said.tokens[at].low == "of":
        at += 1
    named = any(term.first == at for term in said.terms)
    return said.tokens[at].stem if named and said.tokens[at].low not in words("amounts")["no_substance"] else ""


def _is_other(substance: str, said: Sentence, medicines: Sequence[Sequence[Medicine]]) -> bool:
    """Whether it is an amount of something that no list tells to be a medicine."""
    named = {said.tokens[medicine.first].stem for medicine in medicines[0]}
    return bool(substance) and substance not in named


def _often(after: str, before: str) -> tuple[float, bool]:
    """How many times a day (0: not told), and whether the amount is that of the whole day."""
    whole = _whole().search(after) is not None or _whole().search(before) is not None
    later = [(match.start(), rate) for rate, pattern in _times() if (match := pattern.search(after))]
    if later:
        rate = min(later)[1]
        return rate, whole or (rate >= 1 and _WHOLE_DAY.match(after) is not None)
    earlier = [(match.end(), rate) for rate, pattern in _times() for match in pattern.finditer(before)]
    return (max(earlier)[1] if earlier else 0.0), whole


def _many(before: str) -> float:
    """ "Four 40 mg capsules": how many of what follows."""
    told = _count().search(before)
    return _value(told[1]) if told else 1.0


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
    by = "".join(rf"(?P<{name}>{_OF_WHAT}\s?(?:{_any(words('amounts')['per'][name])})(?![a-z\d]))?" for name in _BY)
    to = rf"(?:\s?(?:-|to|or|(?<=[\d ])and(?= \d))\s?(?P<high>{_NUMBER}))?"
    return re.compile(rf"(?<![\w.])(?P<low>{number}){to}[\s-]?(?P<unit>{_any(_units())})(?![a-z\d]){by}", re.I)


@cache
def _count() -> re.Pattern[str]:
    return re.compile(rf"\b(\d|{_any(words('amounts')['numbers'])}) ?(?:x|×|times)? ?$", re.I)


@cache
def _form() -> re.Pattern[str]:
    return re.compile(rf"[ -]?(?:{_any(words('amounts')['forms'])})", re.I)


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
