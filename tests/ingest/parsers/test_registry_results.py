"""Results posted to ClinicalTrials.gov as tables: every number, in its column, with its unit."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.parsers import Parsed, ParseError
from ingest.parsers.registry.parser import parse_registry
from tests.ingest.parsers.looking import tables
from tests.ingest.parsers.registry_files import SAMPLES, one, study, write

NUMBERS = {
    "value",
    "spread",
    "lowerLimit",
    "upperLimit",
    "numSubjects",
    "numAffected",
    "numAtRisk",
    "numEvents",
    *(f"{kind}Num{what}" for kind in ("deaths", "serious", "other") for what in ("Affected", "AtRisk")),
}
_TOKEN = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)")


def table(parsed: Parsed, caption: str) -> list[str]:
    (found,) = [section for section in tables(parsed) if section.text.startswith(caption)]
    return found.text.split("\n")


def outcome(**fields: object) -> dict[str, object]:
    groups = [{"id": "OG000", "title": "Drug"}, {"id": "OG001", "title": "Placebo"}]
    measure = {"type": "PRIMARY", "title": "Survival", "timeFrame": "5 years", "groups": groups, **fields}
    return study(outcomeMeasuresModule={"outcomeMeasures": [measure]})


def measured(*values: dict[str, str]) -> list[object]:
    items = [{"groupId": f"OG00{index}", **value} for index, value in enumerate(values)]
    return [{"categories": [{"measurements": items}]}]


def test_the_tables_of_a_study_with_results() -> None:
    parsed = one("NCT03058679")
    remission = table(parsed, "Primary outcome: Percentage of Participants That Achieved Symptomatic Remission")
    assert remission == [
        "Primary outcome: Percentage of Participants That Achieved Symptomatic Remission at Week 6 "
        "(time frame: 6 weeks)",
        "Measure | Mediterranean Style Diet | Specific Carbohydrate Diet",
        "Participants analyzed | 92 | 99",
        "Count of Participants | 40 | 46",
    ]
    baseline = table(parsed, "Baseline characteristics")
    assert baseline[1] == "Characteristic | Mediterranean Style Diet | Specific Carbohydrate Diet | Total"
    assert (
        "Age, Continuous; Median (Inter-Quartile Range), years "
        "| 37.0 (29.5 to 53.0) | 36.0 (27.0 to 46.0) | 37 (28.0 to 50.0)"
    ) in baseline
    assert "Sex: Female, Male; Female; Count of Participants | 63 | 58 | 121" in baseline
    flow = table(parsed, "Participant flow: Baseline to Week 6")
    assert "Not completed: Adverse Event | 6 | 6" in flow
    assert "baseline sCDAI<150. This pt was excluded.]" in flow[2]
    serious = table(parsed, "Serious adverse events:")
    assert serious[1] == "Organ system | Event | Mediterranean Style Diet | Specific Carbohydrate Diet"
    assert "Abdominal pain (CTCAE (4.0); Systematic Assessment) | 3/92 (3) | 1/99 (3)" in serious[3]
    assert "All-cause mortality | 0/92 | 0/99" in table(parsed, "Adverse events, totals")


def test_every_table_repeats_its_caption_and_columns() -> None:
    found = tables(one("NCT03058679"))
    assert len(found) == 10
    assert all(section.head == 2 and section.path[0] == "Results" for section in found)


def _posted(path: Path) -> list[tuple[str, dict[str, object]]]:
    content = json.loads(path.read_text(), parse_int=str, parse_float=str)
    studies = content.get("studies", [content])
    posted = [s for s in studies if "resultsSection" in s]
    return [(s["protocolSection"]["identificationModule"]["nctId"], s["resultsSection"]) for s in posted]


def _numbers(value: object, field: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _numbers(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _numbers(item, field)
    elif field in NUMBERS:
        yield str(value)


@pytest.mark.parametrize(("name", "studies"), [("NCT03058679", 1), ("studies-page", 2)])
def test_every_number_of_the_results_is_in_the_text_as_often_as_it_was_posted(name: str, studies: int) -> None:
    parsed = {p.metadata.nct: p for p in parse_registry(SAMPLES / f"{name}.json")}
    posted = _posted(SAMPLES / f"{name}.json")
    assert len(posted) == studies
    for nct, results in posted:
        wanted = Counter(_numbers(results))
        found = Counter(_TOKEN.findall("\n".join(section.text for section in tables(parsed[nct]))))
        assert sum(wanted.values()) > 100
        assert not wanted - found


def test_an_analysis_keeps_estimate_interval_p_value_and_method(tmp_path: Path) -> None:
    analysis = {
        "groupIds": ["OG000", "OG001"],
        "paramType": "Hazard Ratio (HR)",
        "paramValue": "0.62",
        "ciNumSides": "TWO_SIDED",
        "ciPctValue": "95",
        "ciLowerLimit": "0.52",
        "ciUpperLimit": "0.74",
        "pValue": "<0.001",
        "pValueComment": "One-sided",
        "statisticalMethod": "Log Rank",
        "nonInferiorityType": "SUPERIORITY",
    }
    classes = measured({"value": "15.30", "lowerLimit": "14.2"}, {"value": "NA", "comment": "Not reached"})
    record = outcome(
        paramType="MEDIAN",
        dispersionType="95% Confidence Interval",
        unitOfMeasure="months",
        classes=classes,
        analyses=[analysis],
    )
    (parsed,) = parse_registry(write(tmp_path / "a.json", record))
    assert table(parsed, "Primary outcome")[1:] == [
        "Measure | Drug | Placebo",
        "Median (95% Confidence Interval), months | 15.30 (lower limit 14.2) | NA [Not reached]",
    ]
    assert table(parsed, "Statistical analysis") == [
        "Statistical analysis: Survival",
        "Analysis | Groups | Type | Method | P value | Estimate | Confidence | Comment",
        "1 | Drug; Placebo | Superiority | Log Rank | <0.001 | Hazard Ratio (HR) 0.62 | 95% 2-Sided 0.52 to 0.74 "
        "| P value: One-sided",
    ]


def test_numbers_keep_the_digits_of_the_file(tmp_path: Path) -> None:
    record = json.dumps(outcome(paramType="MEAN", classes=measured({"value": "X"}))).replace('"X"', "1.50")
    (tmp_path / "a.json").write_text(record)
    (parsed,) = parse_registry(tmp_path / "a.json")
    assert table(parsed, "Primary outcome")[-1] == "Mean | 1.50 |"


def test_a_number_without_its_group_is_an_error(tmp_path: Path) -> None:
    record = outcome(classes=[{"categories": [{"measurements": [{"groupId": "OG009", "value": "1"}]}]}])
    with pytest.raises(ParseError, match="OG009"):
        parse_registry(write(tmp_path / "a.json", record))
