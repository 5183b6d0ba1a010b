"""What an operator reads of a build, a plan and a version, line by line."""

import json
from collections.abc import Iterator, Mapping, Sequence

from corpus.manifest import Manifest
from ingest.pipeline import Report
from ingest.plan import FileRecord, Plan, quarantined


def outcome(report: Report, seconds: float) -> str:
    """What a build did, in a sentence or two."""
    what = f"{_count(report.documents, 'document')}, {_count(report.passages, 'passage')}"
    if report.unchanged:
        return f"Nothing changed: corpus version {report.version} ({what}) is live. {seconds:.1f} s"
    did = f"{_count(report.read, 'file')} read, {_count(report.embedded, 'passage')} embedded"
    return f"Corpus version {report.version} is live: {what}; {did}. {seconds:.1f} s"


def left_out(files: Mapping[str, FileRecord]) -> Iterator[str]:
    """A line for each file that was left out, or says something of another, and one for what metadata nobody stated."""
    for name, record in files.items():
        if record.problem:
            yield f"left out: {name}: {record.problem}"
        elif record.duplicate_of:
            yield f"same as another: {name}: {record.duplicate_of}"
        for what in record.standing:
            yield f"by its own word: {name} {what}"
    incomplete = [name for name, record in files.items() if record.missing]
    if incomplete:
        yield f"metadata missing in {_count(len(incomplete), 'file')} (footnote ingest report)"


def planned(plan: Plan) -> Iterator[str]:
    """What a build would do."""
    for name in plan.names("added"):
        yield f"added    {name}"
    for name in plan.names("changed"):
        yield f"changed  {name}"
    for name in plan.removed:
        yield f"removed  {name}"
    yield f"{_count(len(plan.names('unchanged')), 'file')} unchanged"


def status(manifest: Manifest, files: Mapping[str, FileRecord], versions: Sequence[str]) -> str:
    """As JSON: what is live, which files were left out or lack metadata, and which versions are kept."""
    told = json.loads(manifest.to_json()) | {
        "left_out": quarantined(files),
        "duplicates": {name: record.duplicate_of for name, record in files.items() if record.duplicate_of},
        "missing_metadata": {name: record.missing for name, record in files.items() if record.missing},
        "versions": list(versions),
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def print_report(files: Mapping[str, FileRecord]) -> None:
    """A table of all files on the terminal."""
    from rich.console import Console
    from rich.table import Table

    table = Table("file", "documents", "missing", "left out because")
    for name, record in files.items():
        documents = record.documents if len(record.documents) < 4 else (_count(len(record.documents), "document"),)
        why = record.problem or (f"the same as {record.duplicate_of}" if record.duplicate_of else "")
        table.add_row(name, ", ".join(documents), ", ".join(record.missing), why)
    Console().print(table)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
