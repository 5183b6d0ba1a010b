"""Adverse events of a registered study as tables: affected of those at risk, and how many events."""

from collections.abc import Iterator

from corpus.documents import Section
from ingest.parsers.registry.lines import group_lines, joined, labelled, noted, paragraphs, qualified, section, table
from ingest.parsers.registry.measures import Groups, groups_of, row
from ingest.parsers.registry.record import Record
from ingest.parsers.registry.terms import words

_PATH = ("Results", "Adverse events")
_CELLS = "participants affected / at risk"
_TOTALS = (("deaths", "All-cause mortality"), ("serious", "Serious adverse events"), ("other", "Other adverse events"))


def adverse_sections(module: Record) -> Iterator[Section]:
    """How events were collected, the totals of each group, then a table of serious and one of other events."""
    records = module.each("eventGroups")
    yield from section(_PATH, _collection(module))
    groups = groups_of(records)
    totals = [[label, *(_total(group, prefix) for group in records)] for prefix, label in _TOTALS]
    rows = [line for line in totals if any(line[1:])]
    yield from table(_PATH, f"Adverse events, totals: {_CELLS}", ["Events", *groups.values()], rows)
    for prefix, label in _TOTALS[1:]:
        yield from _events(label, module.each(f"{prefix}Events"), groups)


def _collection(module: Record) -> list[str]:
    threshold = module.text("frequencyThreshold")
    return [
        *labelled("Time frame", module.text("timeFrame")),
        *module.lines("description"),
        *labelled("Frequency threshold of other adverse events", f"{threshold}%" if threshold else ""),
        *paragraphs("All-cause mortality", module.lines("allCauseMortalityComment")),
        *group_lines(module.each("eventGroups")),
    ]


def _total(group: Record, prefix: str) -> str:
    return _of(group.text(f"{prefix}NumAffected"), group.text(f"{prefix}NumAtRisk"))


def _events(label: str, events: list[Record], groups: Groups) -> Iterator[Section]:
    head = ["Organ system", "Event", *groups.values()]
    rows = (_event(event, groups) for event in events)
    yield from table(_PATH, f"{label}: {_CELLS} (number of events)", head, rows)


def _event(event: Record, groups: Groups) -> list[str]:
    source = joined((event.text("sourceVocabulary"), words(event.text("assessmentType"))))
    term = noted(qualified(event.text("term"), source), event.text("notes"))
    return [event.text("organSystem"), *row(term, event.each("stats"), groups, _affected)]


def _affected(stats: Record) -> str:
    return qualified(_of(stats.text("numAffected"), stats.text("numAtRisk")), stats.text("numEvents"))


def _of(affected: str, at_risk: str) -> str:
    if affected and at_risk:
        return f"{affected}/{at_risk}"
    return affected or (f"at risk {at_risk}" if at_risk else "")
