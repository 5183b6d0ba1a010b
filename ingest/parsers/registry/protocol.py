"""The protocol of a registered study as sections: sponsor, status, design, arms, outcomes, eligibility."""

import re
from collections.abc import Iterator

from corpus.documents import Section
from ingest.parsers.registry.lines import joined, labelled, paragraphs, qualified, section
from ingest.parsers.registry.record import Record
from ingest.parsers.registry.terms import words
from ingest.parsers.text import one_line

_CRITERIA = re.compile(
    r"(?:(?:\*|\d+\.)\s+)?(?P<heading>[\w\s-]{0,30}\b(?:in|ex)clusion\s+criteria[^:.]{0,40}):(?P<rest>.*)"
    r"|(?P<bare>[\w\s-]{0,30}\b(?:in|ex)clusion(?:\s+criteria)?):?",
    re.IGNORECASE,
)
"""A line of the criteria that heads those below, which mean the opposite without it."""


def administrative_sections(protocol: Record) -> Iterator[Section]:
    """What identifies and places a study; every registered study has it."""
    yield from section(("Identification",), _identification(protocol.at("identificationModule")))
    yield from section(("Sponsor",), _sponsor(protocol))
    yield from section(("Status",), _status(protocol.at("statusModule")))
    yield from section(("Conditions",), _conditions(protocol.at("conditionsModule")))
    yield from section(("Study design",), _design(protocol.at("designModule")))


def content_sections(protocol: Record) -> Iterator[Section]:
    """What a study does and in whom."""
    description = protocol.at("descriptionModule")
    yield from section(("Brief summary",), description.lines("briefSummary"))
    yield from section(("Detailed description",), description.lines("detailedDescription"))
    for arm in protocol.each("armsInterventionsModule", "armGroups"):
        yield from section(("Arms and interventions",), _arm(arm))
    for intervention in protocol.each("armsInterventionsModule", "interventions"):
        yield from section(("Arms and interventions",), _intervention(intervention))
    for name in ("primary", "secondary", "other"):
        for outcome in protocol.each("outcomesModule", f"{name}Outcomes"):
            yield from section((f"{name.capitalize()} outcomes",), _outcome(outcome))
    yield from _eligibility(protocol.at("eligibilityModule"))


def _identification(module: Record) -> list[str]:
    others = [module.text("orgStudyIdInfo", "id"), *(i.text("id") for i in module.each("secondaryIdInfos"))]
    return [
        *labelled("Brief title", module.text("briefTitle")),
        *labelled("Acronym", module.text("acronym")),
        *labelled("ClinicalTrials.gov identifier", module.text("nctId")),
        *labelled("Other identifiers", joined(others)),
    ]


def _sponsor(protocol: Record) -> list[str]:
    module = protocol.at("sponsorCollaboratorsModule")
    officials = protocol.each("contactsLocationsModule", "overallOfficials")
    return [
        *labelled("Lead sponsor", module.text("leadSponsor", "name")),
        *labelled("Collaborators", joined(c.text("name") for c in module.each("collaborators"))),
        *(line for official in officials for line in _official(official)),
    ]


def _official(official: Record) -> list[str]:
    person = ", ".join(filter(None, (official.text("name"), official.text("affiliation"))))
    return labelled(words(official.text("role")) or "Official", person)


def _status(module: Record) -> list[str]:
    return [
        *labelled("Overall status", words(module.text("overallStatus"))),
        *labelled("Last known status", words(module.text("lastKnownStatus"))),
        *paragraphs("Why stopped", module.lines("whyStopped")),
        *labelled("Start date", _date(module.at("startDateStruct"))),
        *labelled("Primary completion date", _date(module.at("primaryCompletionDateStruct"))),
        *labelled("Completion date", _date(module.at("completionDateStruct"))),
        *labelled("Results first posted", _date(module.at("resultsFirstPostDateStruct"))),
        *labelled("Last update posted", _date(module.at("lastUpdatePostDateStruct"))),
    ]


def _date(struct: Record) -> str:
    return qualified(struct.text("date"), words(struct.text("type")).lower())


def _conditions(module: Record) -> list[str]:
    return [
        *labelled("Conditions", joined(module.texts("conditions"))),
        *labelled("Keywords", joined(module.texts("keywords"))),
    ]


def _design(module: Record) -> list[str]:
    info = module.at("designInfo")
    masked = joined(map(words, info.texts("maskingInfo", "whoMasked")))
    enrolled = module.at("enrollmentInfo")
    return [
        *labelled("Study type", words(module.text("studyType"))),
        *labelled("Phase", joined(map(words, module.texts("phases")))),
        *labelled("Allocation", words(info.text("allocation"))),
        *labelled("Intervention model", _described(info, "interventionModel")),
        *labelled("Observational model", words(info.text("observationalModel"))),
        *labelled("Time perspective", words(info.text("timePerspective"))),
        *labelled("Primary purpose", words(info.text("primaryPurpose"))),
        *labelled("Masking", qualified(words(info.text("maskingInfo", "masking")), masked)),
        *info.lines("maskingInfo", "maskingDescription"),
        *labelled("Enrollment", qualified(enrolled.text("count"), words(enrolled.text("type")).lower())),
    ]


def _described(info: Record, field: str) -> str:
    return ". ".join(filter(None, (words(info.text(field)), info.text(f"{field}Description"))))


def _arm(arm: Record) -> list[str]:
    return [
        *labelled("Arm", qualified(arm.text("label"), words(arm.text("type")))),
        *arm.lines("description"),
        *labelled("Interventions", joined(arm.texts("interventionNames"))),
    ]


def _intervention(intervention: Record) -> list[str]:
    return [
        *labelled("Intervention", qualified(intervention.text("name"), words(intervention.text("type")))),
        *intervention.lines("description"),
        *labelled("Other names", joined(intervention.texts("otherNames"))),
        *labelled("Arms", joined(intervention.texts("armGroupLabels"))),
    ]


def _outcome(outcome: Record) -> list[str]:
    return [
        *filter(None, [outcome.text("measure")]),
        *labelled("Time frame", outcome.text("timeFrame")),
        *outcome.lines("description"),
    ]


def _eligibility(module: Record) -> Iterator[Section]:
    for heading, criteria in _criteria(module.raw("eligibilityCriteria")):
        path = ("Eligibility", heading) if heading else ("Eligibility",)
        yield from section(path, Record({"criteria": criteria}).lines("criteria"))
    yield from section(("Eligibility",), _admitted(module))


def _criteria(text: str) -> Iterator[tuple[str, str]]:
    """The criteria under their headings, "" above the first."""
    heading, lines = "", list[str]()
    for line in text.split("\n"):
        found = _CRITERIA.fullmatch(line.strip())
        if found:
            yield heading, "\n".join(lines)
            heading, lines = one_line(found["heading"] or found["bare"]), [found["rest"] or ""]
        else:
            lines.append(line)
    yield heading, "\n".join(lines)


def _admitted(module: Record) -> list[str]:
    return [
        *labelled("Sex", words(module.text("sex"))),
        *labelled("Minimum age", module.text("minimumAge")),
        *labelled("Maximum age", module.text("maximumAge")),
        *labelled("Accepts healthy volunteers", module.text("healthyVolunteers")),
        *paragraphs("Gender", module.lines("genderDescription")),
        *paragraphs("Study population", module.lines("studyPopulation")),
        *labelled("Sampling method", words(module.text("samplingMethod"))),
    ]
