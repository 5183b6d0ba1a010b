"""The folder of a run: results.jsonl, times.jsonl, summary.json, report.html. Written so that a stopped run goes on."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evals.run.asks import Case
from evals.run.making import differences
from evals.run.scoring import Record

RESULTS, TIMES, SUMMARY, REPORT = "results.jsonl", "times.jsonl", "summary.json", "report.html"


class RunError(Exception):
    """A run cannot be found, read or gone on with; the message says why."""


class RunFolder:
    """One run on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def summary(self) -> Record:
        """What is known of the run. Raises RunError."""
        try:
            found: Record = json.loads((self.path / SUMMARY).read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError) as error:
            raise RunError(f"{self.path} holds no run that can be read ({error}).") from error
        return found

    @property
    def is_finished(self) -> bool:
        return bool(self.summary.get("figures"))

    @property
    def report(self) -> Path:
        return self.path / REPORT

    def results(self) -> list[Record]:
        """The results with their timed scores among the others."""
        timed = {line["id"]: line["scores"] for line in _lines(self.path / TIMES)}
        found = _lines(self.path / RESULTS)
        return [line | {"scores": {**line["scores"], **timed.get(line["id"], {})}} for line in found]

    def begin(self, made: Record) -> None:
        """Start a run that this made."""
        self.path.mkdir(parents=True)
        self.write_summary({"made_by": made, "started": datetime.now(UTC).isoformat(timespec="seconds")})

    def go_on(self, made: Record) -> None:
        """Check that a stopped run may be gone on with, and drop what was half written. Raises RunError."""
        if self.is_finished:
            raise RunError(f"{self.name} is finished.")
        changed = differences(self.summary["made_by"], made)
        if changed:
            raise RunError(f"{self.name} was begun by something else, so it cannot be gone on with: {changed[0]}")
        for name in (RESULTS, TIMES):
            _write(self.path / name, _lines(self.path / name))

    def left(self, cases: Sequence[Case]) -> list[Case]:
        """The cases that are not whole yet."""
        done = {line["id"] for line in _lines(self.path / RESULTS)} & {line["id"] for line in _lines(self.path / TIMES)}
        return [case for case in cases if any(ask.id not in done for ask in case.asks)]

    def keep(self, results: Sequence[Record], times: Sequence[Record]) -> None:
        """Add the results of one case."""
        for name, lines in ((RESULTS, results), (TIMES, times)):
            with (self.path / name).open("a", encoding="utf-8") as file:
                file.write("".join(_dump(line) for line in lines))

    def sort(self) -> None:
        """Results by id, each once: two runs of the same are the same file."""
        for name in (RESULTS, TIMES):
            by_id = {line["id"]: line for line in _lines(self.path / name)}
            _write(self.path / name, [by_id[key] for key in sorted(by_id)])

    def write_summary(self, summary: Record) -> None:
        _replace(self.path / SUMMARY, json.dumps(summary, indent=2, ensure_ascii=False) + "\n")


def new_run(runs: Path) -> RunFolder:
    """A folder of a name of its own, not there yet."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (stamp, *(f"{stamp}-{number}" for number in range(2, 100)))
    return RunFolder(next(runs / name for name in names if not (runs / name).exists()))


def run_named(runs: Path, name: str) -> RunFolder:
    """A run by its name, by the path of its folder, or `last`. Raises RunError."""
    if name == "last":
        found = all_runs(runs)
        if not found:
            raise RunError(f"There is no run in {runs}: `footnote eval run` makes one.")
        return found[-1]
    path = Path(name) if Path(name).is_dir() else runs / name
    if not (path / SUMMARY).is_file():
        raise RunError(f"There is no run {name} in {runs}.")
    return RunFolder(path)


def all_runs(runs: Path) -> list[RunFolder]:
    """The runs of a folder, oldest first."""
    return [RunFolder(path.parent) for path in sorted(runs.glob(f"*/{SUMMARY}")) if _is_ours(path)]


def _is_ours(summary: Path) -> bool:
    try:
        return "made_by" in json.loads(summary.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return False


def _lines(path: Path) -> list[Record]:
    """The whole lines of a file; what a killed run left half written is none."""
    found: list[Record] = []
    if path.exists():
        for line in path.read_text(encoding="utf-8").split("\n"):  # a text may hold other ends of lines
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError:
                continue
    return found


def _write(path: Path, lines: Iterable[Record]) -> None:
    _replace(path, "".join(_dump(line) for line in lines))


def _dump(line: Record) -> str:
    return json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n"


def _replace(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(f"{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
