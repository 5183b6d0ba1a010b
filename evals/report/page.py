"""Writes the report."""

from pathlib import Path

from evals.run.folder import RunFolder


def write_report(run: RunFolder, runs: Path) -> None:
    run.report.write_text("")
