"""A draft case of a stored answer (service.reviews.drafting) goes into a file of cases, if it fits there."""

import json
from collections.abc import Sequence
from pathlib import Path

from evals.cases import Answerable, CaseError, Unanswerable, load


def append(path: Path, line: str) -> None:
    """Add the line to a file of cases, if it fits there and its id is new. Raises CaseError."""
    made = json.loads(line)
    model: type[Answerable] | type[Unanswerable] = Answerable if "key_facts" in made else Unanswerable
    model.model_validate(made)
    found: Sequence[Answerable | Unanswerable] = load(model, path) if path.exists() else []
    if made["id"] in {case.id for case in found}:
        raise CaseError(f"{path.name} has the case {made['id']} already.")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "" if not before or before.endswith("\n") else "\n"
    path.write_text(f"{before}{gap}{line}\n", encoding="utf-8")
