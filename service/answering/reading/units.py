"""Units of measurement as they are printed in medical texts, and whether two amounts are the same.

pint converts; the table says how units are written and which are never the same though both count the same thing
(GBq of activity, Gy of absorbed dose, a percentage and percentage points).
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

# How a unit is printed -> its name for pint. Longest first: "mL/min/1.73 m2" goes before "mL/min".
_PRINTED: Sequence[tuple[str, str]] = (
    (r"ml\s?/\s?min(?:ute)?(?:\s?/\s?1\.73\s?m(?:2|²|\^2))?|millilit(?:er|re)s? (?:per|a) minute", "milliliter/minute"),
    (r"x?\s?10\s?(?:\^\s?)?(?:9|⁹)\s?(?:/|per )\s?l(?:it(?:er|re))?|billion (?:per|a) lit(?:er|re)", "giga_per_liter"),
    (r"x?\s?10\s?(?:\^\s?)?(?:6|⁶)\s?(?:/|per )\s?l(?:it(?:er|re))?", "mega_per_liter"),
    (r"/\s?(?:u|μ)l|per microlit(?:er|re)|per (?:u|μ)l", "1/microliter"),
    (r"(?:percentage|per ?cent) points?", "percentage_point"),
    (r"%|per ?cent(?!age)", "percent"),
    (r"gy(?:\s?/\s?| per )gbq|mgy(?:\s?/\s?| per )mbq", "gray/gigabecquerel"),
    (r"mgy(?:\s?/\s?| per )gbq", "milligray/gigabecquerel"),
    (r"gy(?:\s?/\s?| per )mbq", "gray/megabecquerel"),
    (r"gbq\s?/\s?kg", "gigabecquerel/kilogram"),
    (r"mbq\s?/\s?m(?:2|²|\^2)", "megabecquerel/meter**2"),
    (r"mci\s?/\s?m(?:2|²|\^2)", "millicurie/meter**2"),
    (r"mbq\s?/\s?kg", "megabecquerel/kilogram"),
    (r"gbq|gigabecquerels?", "gigabecquerel"),
    (r"mbq|megabecquerels?", "megabecquerel"),
    (r"kbq|kilobecquerels?", "kilobecquerel"),
    (r"mci|millicuries?", "millicurie"),
    (r"(?:μ|u)ci|microcuries?", "microcurie"),
    (r"gy|grays?", "gray"),
    (r"mgy|milligrays?", "milligray"),
    (r"(?:μ|u)sv\s?/\s?h(?:our)?|microsieverts? (?:per|an) hour", "microsievert/hour"),
    (r"msv\s?/\s?h(?:our)?|millisieverts? (?:per|an) hour", "millisievert/hour"),
    (r"msv|millisieverts?", "millisievert"),
    (r"(?:μ|u)sv|microsieverts?", "microsievert"),
    (r"kev", "kiloelectron_volt"),
    (r"mev", "megaelectron_volt"),
    (r"mg\s?/\s?dl|milligrams? per decilit(?:er|re)", "milligram/deciliter"),
    (r"g\s?/\s?dl|grams? per decilit(?:er|re)", "gram/deciliter"),
    (r"g\s?/\s?l|grams? per lit(?:er|re)", "gram/liter"),
    (r"mg\s?/\s?l", "milligram/liter"),
    (r"(?:μ|u)g\s?/\s?l|micrograms? per lit(?:er|re)", "microgram/liter"),
    (r"ng\s?/\s?ml|nanograms? per millilit(?:er|re)", "nanogram/milliliter"),
    (r"u\s?/\s?l|units? per lit(?:er|re)", "1/liter"),
    (r"mmol\s?/\s?l", "millimole/liter"),
    (r"(?:μ|u)mol\s?/\s?l", "micromole/liter"),
    (r"mg\s?/\s?m(?:2|²|\^2)", "milligram/meter**2"),
    (r"mg\s?/\s?kg", "milligram/kilogram"),
    (r"kg\s?/\s?m(?:2|²|\^2)", "kilogram/meter**2"),
    (r"(?:μ|u)g|micrograms?", "microgram"),
    (r"mg\s?/\s?d(?:ay)?|mg (?:once )?daily|mg (?:a|per) day", "milligram/day"),
    (r"mg\s?/\s?week|mg weekly|mg (?:a|per) week", "milligram/week"),
    (r"mg|milligrams?", "milligram"),
    (r"kg|kilograms?|kilos?", "kilogram"),
    (r"g|grams?", "gram"),
    (r"ml|millilit(?:er|re)s?", "milliliter"),
    (r"l|lit(?:er|re)s?", "liter"),
    (r"mm(?:3|³)", "millimeter**3"),
    (r"cm(?:3|³)", "centimeter**3"),
    (r"cm(?:2|²)", "centimeter**2"),
    (r"mm|millimet(?:er|re)s?", "millimeter"),
    (r"cm|centimet(?:er|re)s?", "centimeter"),
    (r"km|kilomet(?:er|re)s?", "kilometer"),
    (r"m|met(?:er|re)s?", "meter"),
    (r"mmhg", "millimeter_Hg"),
    (r"°\s?c|degrees? celsius|celsius", "degree_Celsius"),
    (r"(?:patient|person|participant|subject)(?:[- ][a-z]+)?[- ]years?(?: of treatment)?", "person_year"),
    (r"minutes?|mins?", "minute"),
    (r"seconds?|secs?", "second"),
    (r"hours?|hrs?|hourly|h", "hour"),
    (r"days?|daily", "day"),
    (r"weeks?|weekly|wks?", "week"),
    (r"months?|monthly|mos?", "month"),
    (r"years?|yearly|yrs?", "year"),
)
_AFTER_NUMBER = re.compile(
    r"\s?-?\s?(?:" + "|".join(f"(?P<u{i}>{printed})" for i, (printed, _) in enumerate(_PRINTED)) + r")(?![\w/]|\.\d)",
    re.IGNORECASE,
)
_CASED = re.compile(r"\s?-?\s?(?:M|H|G|S|MO|MG|GY|L/|mbq|GR)\b(?!/)")  # "M" is no metre, "H" no hour
_TIME = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))


def unit_after(text: str, position: int) -> tuple[str, int]:
    """The unit printed at `position`, as pint names it, and where it ends. Empty and `position` where there is none."""
    match = _AFTER_NUMBER.match(text, position)
    if match is None or (_CASED.match(text, position) and match.end() - position <= 3 and "%" not in match.group()):
        return "", position
    index = next(i for i in range(len(_PRINTED)) if match.group(f"u{i}") is not None)
    return _PRINTED[index][1], match.end()


def is_time(unit: str) -> bool:
    return unit in _TIME


def converted(value: Decimal, unit: str, wanted: str) -> float | None:
    """The value in another unit; None where they do not measure the same."""
    if not unit or not wanted or "percent" in unit + wanted:
        return None
    try:
        return float(_registry().Quantity(float(value), unit).to(wanted).magnitude)
    except Exception:  # pint raises several families; each means that there is no conversion
        return None


def rounds_to(exact: float, printed: str) -> bool:
    """Is `printed` what `exact` rounds to at the digits that are printed?"""
    wanted = Decimal(printed)
    found = Decimal(repr(exact))
    trailing = len(printed) - len(printed.rstrip("0")) if "." not in printed else 0
    steps = [Decimal(1).scaleb(min(int(wanted.as_tuple().exponent), 0))]
    steps += [Decimal(10) ** zeros for zeros in range(1, trailing + 1)]  # "200" may be rounded to tens or hundreds
    digits = len(wanted.as_tuple().digits)
    return any(
        wanted == (found / step).quantize(Decimal(1), rounding) * step
        for step in steps
        if step == steps[0] or digits - trailing >= 2
        for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    )


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint  # a third of a second: only where a conversion is asked for

    registry: Any = pint.UnitRegistry(cache_folder=None)
    registry.define("giga_per_liter = 1e9 / liter")
    registry.define("mega_per_liter = 1e6 / liter")
    registry.define("person_year = [exposure]")
    return registry
