"""From planned files to content: read what is new, embed what is new, and leave out what cannot be had, saying why."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from corpus.manifest import Scope
from ingest.cache import Cache
from ingest.claims import Held, by_name, settle
from ingest.content import Content, Outline, embedded_text
from ingest.embedding import Embedding
from ingest.engines import Engine, ReadJob
from ingest.formats import MARKDOWN
from ingest.measure import Measure
from ingest.plan import FileRecord, Plan, PlannedFile
from ingest.progress import Progress
from ingest.reading import Entry, Reading


@dataclass(slots=True)
class Intake:
    """What became of each file, and where the entries of the content lie."""

    records: dict[str, FileRecord] = field(default_factory=dict)
    outlines: list[Outline] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)
    """For each entry the key of its reading, and which of that file's documents it is."""
    held: list[Held] = field(default_factory=list)
    """Every document that was read, those included that are not taken in."""
    seen: dict[str, str] = field(default_factory=dict)
    """Which file has a content, by its hash."""
    embedded: int = 0
    read: int = 0


def take_in(plan: Plan, cache: Cache, engine: Engine, measure: Measure, progress: Progress) -> Intake:
    """Read and embed what the cache does not hold."""
    intake = Intake()
    with progress.task("reading and embedding", len(plan.files)) as step:
        embedding = Embedding(cache, engine)
        for planned, reading in _readings(plan, cache, engine, measure, intake):
            for entry in _noted(planned, reading, intake):
                embedding.add(embedded_text(entry.document.title, passage) for passage in entry.passages)
            step(1)
        embedding.flush()
    _settle(intake)
    intake.embedded = embedding.count
    return intake


def content_of(intake: Intake, scope: Scope, cache: Cache) -> Content:
    """The content, read from the cache when it is asked for."""

    def entries() -> Iterator[Entry]:
        held: tuple[str, Reading] | None = None
        for key, number in intake.places:
            if held is None or held[0] != key:
                held = (key, cache.reading(key))
            yield held[1].entries[number]

    return Content(scope, intake.outlines, entries)


def _readings(
    plan: Plan, cache: Cache, engine: Engine, measure: Measure, intake: Intake
) -> Iterator[tuple[PlannedFile, Reading]]:
    """Every file with what it says, in order; what no earlier build has read is read now."""
    new = [planned for planned in plan.files if planned.file.format and not cache.has_reading(planned.key)]
    keys = {planned.key for planned in new}
    jobs = [ReadJob(p.file.path, p.file.name, p.file.sidecar, p.file.format, measure) for p in new if p.file.format]
    fresh = engine.read(jobs)
    for planned in plan.files:
        if planned.file.format is None:
            yield planned, Reading(problem=planned.file.problem)
        elif planned.key in keys:
            reading = next(fresh)
            intake.read += 1
            cache.keep_reading(planned.key, reading)
            yield planned, reading
        else:
            yield planned, cache.reading(planned.key)


def _noted(planned: PlannedFile, reading: Reading, intake: Intake) -> Iterator[Entry]:
    """The documents of a file; notes what became of it."""
    file = planned.file
    twin = intake.seen.setdefault(file.content, file.name) if file.content else file.name
    if twin != file.name or reading.problem:
        duplicate = twin if twin != file.name else None
        intake.records[file.name] = FileRecord(planned.key, problem=reading.problem, duplicate_of=duplicate)
        return
    states_ids = file.sidecar is not None or file.format is MARKDOWN
    for number, entry in enumerate(reading.entries):
        intake.held.append(Held(Outline.of(entry), file.name, states_ids, planned.key, number))
        yield entry
    problems = [*reading.refused, *(f"a record without a text: {title}" for title in reading.without_text)]
    missing = dict.fromkeys(name for entry in reading.entries for name in entry.missing)
    intake.records[file.name] = FileRecord(planned.key, (), "; ".join(problems) or None, tuple(missing))


def _settle(intake: Intake) -> None:
    """Takes in what no other document has a better claim to be, and notes the reason for the rest."""
    kept, refused = settle(intake.held, datetime.now(UTC).year)
    named = by_name([one.outline for one in kept])
    for one in kept:
        record = intake.records[one.file]
        changed = tuple(f"{what} {other.id}" for what, key in one.outline.says for other in named.get(key, ()))
        standing = (*record.standing, *changed)
        intake.records[one.file] = replace(record, documents=(*record.documents, one.outline.id), standing=standing)
        intake.outlines.append(one.outline)
        intake.places.append((one.key, one.number))
    for one, why in refused:
        record = intake.records[one.file]
        intake.records[one.file] = replace(record, problem="; ".join(filter(None, (record.problem, why))))
