"""Build a corpus version: scan, plan, read, embed, write beside the live one, audit, then switch to it.

IngestError    nothing can be built (no sources, no scope, an audit that failed); the live version stays live
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus.embeddings import Embedder
from corpus.manifest import Scope
from corpus.versions import CorpusError, VersionStore
from ingest.audit import audit
from ingest.cache import Cache
from ingest.chunking import CHUNKER
from ingest.content import Content, IngestError, read_scope
from ingest.doubts import rules
from ingest.embedding import Embedding
from ingest.engines import Engine, LocalEngine
from ingest.intake import Intake, content_of, take_in
from ingest.locking import locked
from ingest.measure import measure_of
from ingest.plan import FileRecord, Plan, plan, quarantined, read_record, write_record
from ingest.progress import Progress
from ingest.sources import SCOPE_FILE, scan
from ingest.writing import write_version

KEPT = 3
"""Versions that stay on disk, the live one among them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    version: str
    documents: int
    passages: int
    unchanged: bool = False
    read: int = 0
    """Files that were parsed."""
    embedded: int = 0
    """Passages that were embedded."""
    files: Mapping[str, FileRecord] = field(default_factory=dict)

    @property
    def quarantined(self) -> dict[str, str]:
        """Files that were left out, with the reason."""
        return quarantined(self.files)


def plan_build(sources: Path, store: VersionStore, embedder: Embedder) -> Plan:
    """What a build would do, without doing it."""
    live = store.live()
    recorded = read_record(store.path(live)) if live else {}
    measure = measure_of(embedder)
    return plan(scan(sources), recorded, f"{CHUNKER}\0{embedder.identity.revision}\0{measure.limit}\0{rules()}")


def build(
    sources: Path, store: VersionStore, embedder: Embedder, progress: Progress, engine: Engine | None = None
) -> Report:
    """Build the version that `sources` describe and make it live. Does nothing where it is live already."""
    engine = engine or LocalEngine(embedder)
    with _building(store, embedder) as cache:
        scope = read_scope(sources / SCOPE_FILE)
        planned = plan_build(sources, store, embedder)
        if planned.changes_nothing and (report := _live_report(scope, store, embedder)):
            return report
        intake = take_in(planned, cache, engine, measure_of(embedder), progress)
        content = content_of(intake, scope, cache)
        if not content.passages:
            reasons = "; ".join(f"{name}: {reason}" for name, reason in quarantined(intake.records).items())
            raise IngestError(f"No document below {sources} could be read: {reasons or 'it holds no file'}")
        return _install(content, intake, store, embedder, cache, progress)


def _live_report(scope: Scope, store: VersionStore, embedder: Embedder) -> Report | None:
    """The report on sources that have not changed, if the live version was made of them in the same way."""
    try:
        manifest = store.open_live().manifest
    except CorpusError:
        return None
    if manifest.scope != scope or manifest.embedder != embedder.identity:
        return None
    files = read_record(store.path(manifest.id))
    return Report(manifest.id, manifest.documents, manifest.passages, unchanged=True, files=files)


def build_content(read: Callable[[], Content], store: VersionStore, embedder: Embedder, progress: Progress) -> Report:
    """The same of content that is read otherwise than from a folder; read once it is this build's turn."""
    with _building(store, embedder) as cache:
        content = read()
        embedding = Embedding(cache, LocalEngine(embedder))
        if not _is_whole(store, content.version_id(embedder.identity)):
            embedding.add(content.embedded())
            embedding.flush()
        return _install(content, Intake(embedded=embedding.count), store, embedder, cache, progress)


def verify_live(store: VersionStore) -> list[str]:
    """Audit the live version where it lies: the problems found."""
    with closing(store.open_live()) as live:
        return audit(live, live.catalog.every_passage())


@contextmanager
def _building(store: VersionStore, embedder: Embedder) -> Iterator[Cache]:
    store.root.mkdir(parents=True, exist_ok=True)
    with locked(store.root):
        store.clear()
        with Cache(store.root / "cache.db", embedder.identity) as cache:
            yield cache


def _install(
    content: Content, intake: Intake, store: VersionStore, embedder: Embedder, cache: Cache, progress: Progress
) -> Report:
    """Write the version where it is not there yet, and make it live."""
    version = content.version_id(embedder.identity)
    whole = _is_whole(store, version)
    unchanged = whole and store.live() == version
    if not whole:
        _write(content, version, store, embedder, cache, progress)
    write_record(store.path(version), intake.records)
    if not unchanged:
        store.activate(version)
        store.prune(KEPT)
        cache.forget_all_but({key for key, _ in intake.places}, content.embedded(), content.passages)
    documents = len(content.outlines)
    return Report(version, documents, content.passages, unchanged, intake.read, intake.embedded, intake.records)


def _is_whole(store: VersionStore, version: str) -> bool:
    try:
        store.open(version)
    except CorpusError:
        return False
    return True


def _write(
    content: Content, version: str, store: VersionStore, embedder: Embedder, cache: Cache, progress: Progress
) -> None:
    """Build beside the live version, audit, then move into place."""
    building = store.begin(version)
    write_version(content, version, store.path(building), store.servers, cache, embedder.identity, progress)
    with closing(store.open(building)) as built:
        problems = audit(built, content.every_passage())
    if problems:
        raise IngestError("The new version failed its audit and was not made live: " + "; ".join(problems[:10]))
    store.install(version)
