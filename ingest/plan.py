"""What a build would do: which files are new, changed, gone or as they were in the live version."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from ingest.sources import SourceFile

RECORD = "sources.json"
Change = Literal["added", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a version keeps of a file that it was built from."""

    key: str
    documents: tuple[str, ...] = ()
    problem: str | None = None
    missing: tuple[str, ...] = ()
    duplicate_of: str | None = None
    standing: tuple[str, ...] = ()
    """What it changes of other documents."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file, its key, and what has become of it since the live version."""

    file: SourceFile
    key: str
    change: Change


@dataclass(frozen=True, slots=True)
class Plan:
    """All files in order of their names, and the names of those that are gone."""

    files: tuple[PlannedFile, ...]
    removed: tuple[str, ...] = field(default=())

    @property
    def changes_nothing(self) -> bool:
        return not self.removed and all(planned.change == "unchanged" for planned in self.files)

    def names(self, change: Change) -> list[str]:
        return [planned.file.name for planned in self.files if planned.change == change]


def plan(files: Sequence[SourceFile], recorded: Mapping[str, FileRecord], chunked_by: str) -> Plan:
    """Compare what is there with what a version was built from."""
    planned = []
    for file in files:
        key, known = file.key(chunked_by), recorded.get(file.name)
        change: Change = "added" if known is None else "unchanged" if known.key == key else "changed"
        planned.append(PlannedFile(file, key, change))
    there = {file.name for file in files}
    return Plan(tuple(planned), tuple(sorted(recorded.keys() - there)))


def quarantined(files: Mapping[str, FileRecord]) -> dict[str, str]:
    """Files that were left out wholly or in part, with the reason."""
    return {name: record.problem for name, record in files.items() if record.problem}


def write_record(folder: Path, files: Mapping[str, FileRecord]) -> None:
    text = json.dumps({name: asdict(record) for name, record in files.items()}, ensure_ascii=False, indent=1)
    (folder / RECORD).write_text(text, encoding="utf-8")


def read_record(folder: Path) -> dict[str, FileRecord]:
    """What a version was built from; nothing where it does not say."""
    try:
        listed = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    tuples = ("documents", "missing", "standing")
    return {
        name: FileRecord(**{**record, **{key: tuple(record.get(key, ())) for key in tuples}})
        for name, record in listed.items()
    }
