"""Records of ClinicalTrials.gov: what they say of a study, its design, arms, outcomes and criteria."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.parsers import Parsed, ParseError
from ingest.parsers.registry.parser import parse_registry
from tests.ingest.parsers.looking import all_text, tables
from tests.ingest.parsers.registry_files import SAMPLES, one, study, write


def sections(parsed: Parsed, *path: str) -> list[str]:
    return [section.text for section in parsed.sections if section.path == path]


def test_the_metadata_of_a_study_with_results() -> None:
    metadata = one("NCT03058679").metadata
    assert metadata.title is not None
    assert metadata.title.startswith("Open Label, Randomized, Multicenter, Comparative Effectiveness Trial")
    assert (metadata.organization, metadata.year, metadata.kind) == ("University of Pennsylvania", 2020, "rct")
    assert (metadata.nct, metadata.as_of, metadata.text_basis) == ("NCT03058679", "2021-07-21", "registry")
    assert metadata.url == "https://clinicaltrials.gov/study/NCT03058679"
    assert metadata.licence == "ClinicalTrials.gov terms"
    assert metadata.extra == {"study": "DINE-CD"}
    assert "Crohn Disease" in metadata.keywords


@pytest.mark.parametrize(
    ("name", "kind", "year", "line"),
    [
        ("NCT00517179", "rct", 2006, "Detectable prostatic enlargement determined by Digital Rectum Examination (DRE)"),
        ("NCT01511679", None, 2017, "Overall status: Withdrawn"),
        ("NCT04175379", "rct", 2021, "American Society of Anesthesiologists (ASA) classification 1~3"),
        ("NCT05013879", "rct", 2023, "Enrollment: 65 (actual)"),
        ("NCT05531279", "rct", 2025, "ECOG score"),
        ("NCT05600179", None, 2022, "Time perspective: Prospective"),
        ("NCT05602779", "rct", 2027, "Maximum age: 17 Years"),
    ],
)
def test_studies_without_results(name: str, kind: str | None, year: int, line: str) -> None:
    parsed = one(name)
    assert (parsed.metadata.nct, parsed.metadata.kind, parsed.metadata.year) == (name, kind, year)
    assert line in all_text(parsed)
    assert not tables(parsed)


def test_criteria_stand_under_their_headings_without_the_marks_of_markdown() -> None:
    parsed = one("NCT00517179")
    (inclusion,) = sections(parsed, "Eligibility", "Inclusion Criteria")
    (exclusion,) = sections(parsed, "Eligibility", "Exclusion Criteria")
    assert inclusion.split("\n")[:3] == [
        "Age between 50 to 80 years old",
        "Clinically diagnosed to have lower urinary tract symptoms secondary to BPH:",
        "1. Suffered from lower urinary tract symptoms with International Prostate Symptom Score (IPSS) >=8",
    ]
    assert "Hepatic disorder" in exclusion
    assert sections(parsed, "Eligibility") == ["Sex: Male\nMinimum age: 50 Years\nMaximum age: 80 Years"]


@pytest.mark.parametrize(
    ("criteria", "headings"),
    [
        ("Inclusion:\n* a\n\nExclusion:\n* b", ["Inclusion", "Exclusion"]),
        (
            "Key Inclusion Criteria (part A):\n* a\n* Exclusion Criteria: b",
            ["Key Inclusion Criteria (part A)", "Exclusion Criteria"],
        ),
        ("* reason for exclusion\n* a", [""]),
    ],
)
def test_headings_of_criteria(tmp_path: Path, criteria: str, headings: list[str]) -> None:
    record = study()
    record["protocolSection"]["eligibilityModule"] = {"eligibilityCriteria": criteria}  # type: ignore[index]
    (parsed,) = parse_registry(write(tmp_path / "a.json", record))
    found = [section for section in parsed.sections if section.path[0] == "Eligibility"]
    assert [" ".join(section.path[1:]) for section in found] == headings
    assert found[-1].text.split("\n")[-1] == ("a" if headings == [""] else "b")


def test_a_page_gives_its_studies_in_order_without_people_to_call() -> None:
    parsed = parse_registry(SAMPLES / "studies-page.json")
    assert [p.metadata.nct for p in parsed][:3] == ["NCT05013879", "NCT00517179", "NCT06714279"]
    assert len(parsed) == 10
    assert "Not completed: Progressive Disease | 3 | 1" in all_text(parsed[7])
    assert "Why stopped: Closed due to low accrual" in all_text(parsed[7])
    assert not any("@" in all_text(p) or "215-573-5137" in all_text(p) for p in parsed)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "JSON"),
        ("[" * 100_000, "JSON"),
        ("3", "no object"),
        ("{}", "nctId"),
        ('{"studies": []}', "no study"),
        ('{"studies": {}}', "studies should be a list"),
        ('{"studies": [1]}', r"studies\[0\] should be an object"),
        ('{"protocolSection": {"identificationModule": {"nctId": "ISRCTN1"}}}', "nctId is 'ISRCTN1'"),
        ('{"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}', "no study"),
        ('{"protocolSection": {"identificationModule": {"nctId": "NCT\\ud800"}}}', "half a character"),
    ],
)
def test_what_is_no_study_is_a_parse_error(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(ParseError, match=message):
        parse_registry(tmp_path / "a.json")


def test_a_study_without_text_has_no_sections(tmp_path: Path) -> None:
    empty = {"protocolSection": {"identificationModule": {"nctId": "NCT00000009"}}}
    full = json.loads((SAMPLES / "NCT05600179.json").read_text())
    for page in ({"studies": [empty, full]}, [empty, full]):
        without, whole = parse_registry(write(tmp_path / "a.json", page))
        assert without.sections == () and whole.metadata.nct == "NCT05600179"


@pytest.mark.parametrize(
    ("design", "kind"),
    [
        ({"studyType": "INTERVENTIONAL", "designInfo": {"interventionModel": "SINGLE_GROUP"}}, "single-arm"),
        ({"studyType": "OBSERVATIONAL", "designInfo": {"timePerspective": "RETROSPECTIVE"}}, "retrospective"),
        ({"studyType": "INTERVENTIONAL", "designInfo": {"allocation": "NON_RANDOMIZED"}}, None),
    ],
)
def test_the_kind_follows_the_design(tmp_path: Path, design: dict[str, object], kind: str | None) -> None:
    record = json.loads((SAMPLES / "NCT05600179.json").read_text())
    record["protocolSection"]["designModule"] = design
    (parsed,) = parse_registry(write(tmp_path / "a.json", record))
    assert parsed.metadata.kind == kind


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_MODULES = ("statusModule", "designModule", "eligibilityModule", "outcomesModule", "armsInterventionsModule")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(module=st.sampled_from(_MODULES), value=_JSON)
def test_a_module_of_another_shape_is_read_or_a_parse_error(tmp_path: Path, module: str, value: object) -> None:
    record = json.loads((SAMPLES / "NCT05600179.json").read_text())
    record["protocolSection"][module] = value
    try:
        (parsed,) = parse_registry(write(tmp_path / "a.json", record))
    except ParseError:
        return
    assert parsed.metadata.nct == "NCT05600179"
