"""The source files as a reader finds them, and the ledger of facts that they are written from."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from ingest.formats import MARKDOWN
from ingest.measure import WordMeasure
from ingest.reading import Entry, read

CORPUS = Path(__file__).parent.parent.parent / "corpus"
_LINE = re.compile(r"(?P<text>\S.*\.) <!-- (?P<fact>[\w.-]+#\d+) -->")
_PLAIN = re.compile(r"<!-- plain (?P<fact>[\w.-]+#\d+): (?P<text>\S.*\.) -->")

Fact = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A line of a body: the heading it stands under, its statement, and the fact it is written from.

    `plain`: (fact, text) of the plain wording on the line below it.
    """

    heading: str
    text: str
    fact: str
    plain: tuple[str, str] | None = None


@dataclass(frozen=True)
class Source:
    """A source file. `stray` are the lines that are neither heading nor statement with a fact."""

    parsed: Entry
    lines: tuple[Line, ...]
    stray: tuple[str, ...]


def _read(path: Path) -> Source:
    _, _, body = path.read_text(encoding="utf-8").split("---\n", 2)
    heading, lines, stray = "", [], []
    for row in filter(None, body.splitlines()):
        match, plain = _LINE.fullmatch(row), _PLAIN.fullmatch(row)
        if row.startswith("## "):
            heading = row[3:]
        elif match:
            lines.append(Line(heading, match["text"], match["fact"]))
        elif plain and lines and lines[-1].plain is None:
            lines[-1] = replace(lines[-1], plain=(plain["fact"], plain["text"]))
        else:
            stray.append(row)
    (entry,) = read(path, path.name, None, MARKDOWN, WordMeasure()).entries
    return Source(entry, tuple(lines), tuple(stray))


@pytest.fixture(scope="session")
def sources() -> dict[str, Source]:
    """Every source file by its name without the suffix."""
    return {path.stem: _read(path) for path in sorted((CORPUS / "sources").glob("*.md"))}


@pytest.fixture(scope="session")
def facts() -> dict[str, Fact]:
    """The ledger by fact id, in its order."""
    rows = map(json.loads, (CORPUS / "facts.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["fact_id"]: row for row in rows}


@pytest.fixture(scope="session")
def ledger(facts: dict[str, Fact]) -> dict[str, list[Fact]]:
    """The facts of each document, by its id."""
    documents: dict[str, list[Fact]] = {}
    for fact in facts.values():
        documents.setdefault(fact["doc_id"], []).append(fact)
    return documents
