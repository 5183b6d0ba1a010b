"""ClinicalTrials.gov records: JSON of the registry's API v2, a study, a list of them or a page `{"studies": [...]}`."""

import re
from collections.abc import Sequence
from pathlib import Path

from ingest.parsers import Metadata, Parsed, ParseError
from ingest.parsers.registry.protocol import administrative_sections, content_sections
from ingest.parsers.registry.record import Record, read_json
from ingest.parsers.registry.results import result_sections

_NCT = re.compile(r"NCT\d{8}")
_YEAR = re.compile(r"\d{4}")


def parse_registry(path: Path) -> Sequence[Parsed]:
    """The studies of a file; one without a text has no sections.

    Raises ParseError where it is no JSON, no study, or no study has text.
    """
    parsed = [_study(record) for record in _records(read_json(path))]
    if not any(study.sections for study in parsed):
        raise ParseError("no study of the file has a summary, arms, outcomes, eligibility criteria or results")
    return parsed


def _records(content: object) -> list[Record]:
    if isinstance(content, list):
        return Record({"studies": content}).each("studies")
    if not isinstance(content, dict):
        raise ParseError("not a record of ClinicalTrials.gov: the JSON is no object")
    return Record(content).each("studies") if "studies" in content else [Record(content)]


def _study(record: Record) -> Parsed:
    protocol = record.at("protocolSection")
    nct = protocol.text("identificationModule", "nctId")
    if not _NCT.fullmatch(nct):
        place = f"{protocol.place}.identificationModule.nctId"
        raise ParseError(f"not a study of ClinicalTrials.gov (API v2): {place} is {nct!r}, not NCT and eight digits")
    content = (*content_sections(protocol), *result_sections(record.at("resultsSection")))
    administrative = administrative_sections(protocol) if content else ()
    return Parsed(_metadata(protocol, nct), (*administrative, *content))


def _metadata(protocol: Record, nct: str) -> Metadata:
    names, status = protocol.at("identificationModule"), protocol.at("statusModule")
    acronym = names.text("acronym")
    return Metadata(
        title=names.text("officialTitle") or names.text("briefTitle") or None,
        organization=protocol.text("sponsorCollaboratorsModule", "leadSponsor", "name") or None,
        year=_year(status),
        kind=_kind(protocol.at("designModule")),
        nct=nct,
        url=f"https://clinicaltrials.gov/study/{nct}",
        licence="ClinicalTrials.gov terms",
        keywords=_keywords(protocol.at("conditionsModule")),
        as_of=status.text("lastUpdatePostDateStruct", "date") or None,
        text_basis="registry",
        extra={"study": acronym} if acronym else {},
    )


def _year(status: Record) -> int | None:
    dates = (status.text(f"{event}DateStruct", "date") for event in ("primaryCompletion", "start"))
    years = (_YEAR.match(date) for date in dates)
    return next((int(year[0]) for year in years if year), None)


def _kind(design: Record) -> str | None:
    info = design.at("designInfo")
    if info.text("allocation") == "RANDOMIZED":
        return "rct"
    if design.text("studyType") == "INTERVENTIONAL" and info.text("interventionModel") == "SINGLE_GROUP":
        return "single-arm"
    return "retrospective" if info.text("timePerspective") == "RETROSPECTIVE" else None


def _keywords(module: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*module.texts("conditions"), *module.texts("keywords"))))
