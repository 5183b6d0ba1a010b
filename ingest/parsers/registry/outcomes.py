"""Outcome measures of a registered study: what was measured, the numbers of each group, the statistical analyses."""

from collections.abc import Iterator, Sequence

from corpus.documents import Section
from ingest.parsers.registry.lines import group_lines, joined, labelled, paragraphs, qualified, section, table
from ingest.parsers.registry.measures import Groups, groups_of, interval, measure_rows
from ingest.parsers.registry.record import Record
from ingest.parsers.registry.terms import words

_PATH = ("Results", "Outcome measures")
_ANALYSIS = (
    "Analysis",
    "Groups",
    "Type",
    "Method",
    "P value",
    "Estimate",
    "Dispersion",
    "Confidence",
    "Comment",
)
"""The columns of a table of analyses; one without a cell is left out."""


def outcome_sections(outcomes: Sequence[Record]) -> Iterator[Section]:
    """For each outcome its description, a table of its numbers and a table of its analyses."""
    described: tuple[str, ...] = ()
    for outcome in outcomes:
        groups = tuple(group_lines(outcome.each("groups")))
        yield from section(_PATH, _description(outcome, () if groups == described else groups))
        described = groups
        yield from _tables(outcome)


def _tables(outcome: Record) -> Iterator[Section]:
    title, groups = outcome.text("title"), groups_of(outcome.each("groups"))
    frame = outcome.text("timeFrame")
    caption = qualified(_named(outcome), f"time frame: {frame}" if frame else "")
    yield from table(_PATH, caption, ["Measure", *groups.values()], measure_rows(outcome, groups))
    analyses = [_analysis(str(n), a, groups) for n, a in enumerate(outcome.each("analyses"), start=1)]
    used = [index for index in range(len(_ANALYSIS)) if any(analysis[index] for analysis in analyses)]
    rows = [[analysis[index] for index in used] for analysis in analyses]
    yield from table(_PATH, f"Statistical analysis: {title}", [_ANALYSIS[index] for index in used], rows)


def _named(outcome: Record) -> str:
    kind = words(outcome.text("type"))
    return ": ".join(filter(None, (f"{kind} outcome" if kind else "", outcome.text("title"))))


def _description(outcome: Record, groups: Sequence[str]) -> list[str]:
    status = words(outcome.text("reportingStatus"))
    return [
        _named(outcome),
        *outcome.lines("description"),
        *labelled("Time frame", outcome.text("timeFrame")),
        *paragraphs("Population", outcome.lines("populationDescription")),
        *labelled("Reporting status", status if status != words("POSTED") else ""),
        *labelled("Anticipated posting date", outcome.text("anticipatedPostingDate")),
        *groups,
    ]


def _analysis(number: str, analysis: Record, groups: Groups) -> list[str]:
    """The cells of one analysis, in the order of _ANALYSIS."""
    return [
        number,
        joined(groups.get(group, group) for group in analysis.texts("groupIds")),
        words(analysis.text("nonInferiorityType")),
        analysis.text("statisticalMethod"),
        analysis.text("pValue"),
        " ".join(filter(None, (words(analysis.text("paramType")), analysis.text("paramValue")))),
        " ".join(filter(None, (words(analysis.text("dispersionType")), analysis.text("dispersionValue")))),
        _confidence(analysis),
        _comments(analysis),
    ]


def _confidence(analysis: Record) -> str:
    percent = analysis.text("ciPctValue")
    limits = interval(analysis.text("ciLowerLimit"), analysis.text("ciUpperLimit"))
    return " ".join(filter(None, (f"{percent}%" if percent else "", words(analysis.text("ciNumSides")), limits)))


def _comments(analysis: Record) -> str:
    return joined(
        (
            analysis.text("groupDescription"),
            *labelled("Non-inferiority", analysis.text("nonInferiorityComment")),
            *labelled("Method", analysis.text("statisticalComment")),
            *labelled("P value", analysis.text("pValueComment")),
            *labelled("Lower limit", analysis.text("ciLowerLimitComment")),
            *labelled("Upper limit", analysis.text("ciUpperLimitComment")),
            *labelled("Estimate", analysis.text("estimateComment")),
            analysis.text("otherAnalysisDescription"),
        )
    )
