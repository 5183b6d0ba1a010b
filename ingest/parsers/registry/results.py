"""The results of a registered study as sections: participant flow, baseline, outcome measures, adverse events."""

from collections.abc import Iterator

from corpus.documents import Section
from ingest.parsers.registry.adverse import adverse_sections
from ingest.parsers.registry.lines import group_lines, noted, paragraphs, section, table
from ingest.parsers.registry.measures import Groups, denominator_rows, groups_of, measure_rows, row
from ingest.parsers.registry.outcomes import outcome_sections
from ingest.parsers.registry.record import Record

_FLOW = ("Results", "Participant flow")
_BASELINE = ("Results", "Baseline characteristics")


def result_sections(results: Record) -> Iterator[Section]:
    """All sections of the results in the registry's order; none where no results are posted."""
    yield from _flow(results.at("participantFlowModule"))
    yield from _baseline(results.at("baselineCharacteristicsModule"))
    yield from outcome_sections(results.each("outcomeMeasuresModule", "outcomeMeasures"))
    yield from adverse_sections(results.at("adverseEventsModule"))
    limits = results.lines("moreInfoModule", "limitationsAndCaveats", "description")
    yield from section(("Results", "Limitations and caveats"), limits)


def _flow(module: Record) -> Iterator[Section]:
    lines = [
        *paragraphs("Recruitment details", module.lines("recruitmentDetails")),
        *paragraphs("Pre-assignment details", module.lines("preAssignmentDetails")),
        *group_lines(module.each("groups")),
    ]
    yield from section(_FLOW, lines)
    groups = groups_of(module.each("groups"))
    for period in module.each("periods"):
        caption = ": ".join(filter(None, ("Participant flow", period.text("title"))))
        units = module.text("typeUnitsAnalyzed")
        yield from table(_FLOW, caption, ["Milestone", *groups.values()], _flow_rows(period, groups, units))


def _flow_rows(period: Record, groups: Groups, units: str) -> Iterator[list[str]]:
    def cell(item: Record) -> str:
        counted = item.text("numUnits")
        value = " ".join(filter(None, (item.text("numSubjects"), f"({counted} {units})" if counted else "")))
        return noted(value, item.text("comment"))

    for milestone in period.each("milestones"):
        label = noted(milestone.text("type"), milestone.text("comment"))
        yield row(label, milestone.each("achievements"), groups, cell)
    for reason in period.each("dropWithdraws"):
        label = noted(f"Not completed: {reason.text('type')}", reason.text("comment"))
        yield row(label, reason.each("reasons"), groups, cell)


def _baseline(module: Record) -> Iterator[Section]:
    records = module.each("groups")
    lines = [*paragraphs("Population", module.lines("populationDescription")), *group_lines(records)]
    yield from section(_BASELINE, lines)
    groups = groups_of(records)
    rows = list(denominator_rows(module, groups))
    notes: list[str] = []
    for measure in module.each("measures"):
        title = measure.text("title")
        rows.extend(measure_rows(measure, groups, title))
        notes += paragraphs(title, [*measure.lines("description"), *measure.lines("populationDescription")])
    yield from table(_BASELINE, "Baseline characteristics", ["Characteristic", *groups.values()], rows)
    yield from section(_BASELINE, notes)
