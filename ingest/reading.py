"""A file to documents with their passages. Pure and picklable: runs here, in a worker process or on a cluster."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.documents import Document, Passage, Section
from ingest import metadata
from ingest.chunking import chunk, split_tables
from ingest.doubts import doubt, hidden_doubt, seen
from ingest.formats import Format
from ingest.measure import Measure
from ingest.parsers import Parsed, ParseError


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the library: its record, its sections, its passages, and what it says of other documents."""

    document: Document
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    supersedes: str | None = None
    retracts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Metadata that nobody stated."""
    vouched: bool = False
    """Whether what it says of other documents is an operator's word."""

    @property
    def digest(self) -> str:
        """A hash of what the entry says."""
        said = json.dumps([asdict(self.document), *map(asdict, self.passages)], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file, or why it could not be, wholly or (`without_text`) in part."""

    entries: tuple[Entry, ...] = ()
    problem: str | None = None
    without_text: tuple[str, ...] = ()
    """Titles of records that have none."""
    refused: tuple[str, ...] = ()
    """Of each document that is not taken in, why."""


_READINGS = TypeAdapter(Reading)


def read(path: Path, name: str, sidecar: Path | None, parser: Format, measure: Measure) -> Reading:
    """Parse, complete and chunk one file. Never raises: a file that cannot be read says why."""
    try:
        stated = metadata.read_sidecar(sidecar)
        parsed = [seen(one) for one in parser.parse(path)]
        metadata.check_scope(stated, len(parsed))
        doubts = [] if metadata.admits(stated, "instructions") else list(_doubts(path, parsed))
        taken = [one for one in parsed if one.sections and not any(one is other for other, _ in doubts)]
        entries = tuple(_entries(taken, stated, name, parser.label, measure))
        empty = tuple(one.metadata.title or "a record without a title" for one in parsed if not one.sections)
        alone = len(parsed) == 1
        refused = tuple(why if alone else f"{one.metadata.title}: {why}" for one, why in doubts)
        return Reading(entries, without_text=empty, refused=refused)
    except (ParseError, OSError) as error:
        return Reading(problem=str(error))
    except Exception as error:  # a parser that fails on one file must not stop the others
        return Reading(problem=f"the parser {parser.label} failed: {type(error).__name__}: {error}")


def _doubts(path: Path, parsed: Sequence[Parsed]) -> Iterator[tuple[Parsed, str]]:
    """Documents that are not taken in. What a file of several documents hides is nobody's."""
    for one in parsed:
        why = doubt(one) or (hidden_doubt(path) if len(parsed) == 1 else None)
        if why:
            yield one, why


def to_bytes(reading: Reading) -> bytes:
    return _READINGS.dump_json(reading)


def from_bytes(data: bytes) -> Reading:
    return _READINGS.validate_json(data)


def _entries(
    parsed: Sequence[Parsed], stated: Mapping[str, Any], name: str, parser: str, measure: Measure
) -> Iterator[Entry]:
    for one in parsed:
        document = metadata.document(one.metadata, stated, name, parser)
        sections = split_tables(one.sections, document.title, measure)
        passages = tuple(chunk(document.id, sections, document.title, measure))
        if not passages:
            raise ParseError(f"{document.title!r} has no text")
        supersedes, retracts = metadata.links(one.metadata, stated)
        missing = metadata.missing(one.metadata, stated)
        vouched = "supersedes" in stated or metadata.admits(stated, "standing")
        yield Entry(document, sections, passages, supersedes, retracts, missing, vouched)
