"""Measures of a registered study's results as rows of a table: a row a class and category, a column a group."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ingest.parsers import ParseError
from ingest.parsers.registry.lines import joined, noted
from ingest.parsers.registry.record import Record
from ingest.parsers.registry.terms import words

Groups = Mapping[str, str]
"""The titles of groups by their id, in order: the columns of a table."""


def groups_of(records: Sequence[Record]) -> Groups:
    """The groups that a part of the results names."""
    return {group.text("id"): group.text("title") for group in records}


def measure_rows(measure: Record, groups: Groups, title: str = "") -> Iterator[list[str]]:
    """How many were analysed, and what was measured; each row says its statistic and unit."""
    yield from _denominators(measure, groups, title)
    statistic = _statistic(measure)
    for group_class in measure.each("classes"):
        name = group_class.text("title")
        yield from _denominators(group_class, groups, joined((title, name)))
        for category in group_class.each("categories"):
            label = joined((title, name, category.text("title"), statistic))
            yield row(label, category.each("measurements"), groups, _measurement)


def denominator_rows(part: Record, groups: Groups) -> Iterator[list[str]]:
    """How many of each group a part of the results is about."""
    yield from _denominators(part, groups, "")


def row(label: str, items: Iterable[Record], groups: Groups, cell: Callable[[Record], str]) -> list[str]:
    """A row: the label, then the cell of each group. Raises ParseError where an item belongs to no group."""
    held: dict[str, list[str]] = {group: [] for group in groups}
    for item in items:
        group = item.text("groupId")
        if group not in held:
            raise ParseError(f"{item.place}: group {group!r} is not among the groups of its table")
        held[group].append(cell(item))
    return [label, *("; ".join(filter(None, cells)) for cells in held.values())]


def interval(lower: str, upper: str) -> str:
    """Two limits as "lower to upper"; one limit says which it is."""
    if lower and upper:
        return f"{lower} to {upper}"
    return f"lower limit {lower}" if lower else f"upper limit {upper}" if upper else ""


def _denominators(part: Record, groups: Groups, title: str) -> Iterator[list[str]]:
    for denominator in part.each("denoms"):
        label = joined((title, f"{denominator.text('units')} analyzed"))
        yield row(label, denominator.each("counts"), groups, lambda count: count.text("value"))


def _statistic(measure: Record) -> str:
    """ "Median (Inter-Quartile Range), years"."""
    name, dispersion, unit = (words(measure.text(field)) for field in ("paramType", "dispersionType", "unitOfMeasure"))
    if dispersion and dispersion != words("NA"):
        name = f"{name} ({dispersion})"
    return name if unit.casefold() in name.casefold() else ", ".join(filter(None, (name, unit)))


def _measurement(item: Record) -> str:
    limits = interval(item.text("lowerLimit"), item.text("upperLimit"))
    spread = [f"({text})" for text in (item.text("spread"), limits) if text]
    return noted(" ".join(filter(None, (item.text("value"), *spread))), item.text("comment"))
