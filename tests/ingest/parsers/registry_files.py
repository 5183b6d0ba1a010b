"""Records of ClinicalTrials.gov, real and made, for the tests of their parser."""

import json
from pathlib import Path

from ingest.parsers import Parsed
from ingest.parsers.registry.parser import parse_registry

SAMPLES = Path(__file__).parents[1] / "samples" / "clinicaltrials-gov-v2"


def one(name: str) -> Parsed:
    (parsed,) = parse_registry(SAMPLES / f"{name}.json")
    return parsed


def write(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content))
    return path


def study(**results: object) -> dict[str, object]:
    """A study of which only the results matter."""
    identification = {"nctId": "NCT00000001", "briefTitle": "A study"}
    return {"protocolSection": {"identificationModule": identification}, "resultsSection": results}
