"""Build a corpus version: scan, parse, chunk, embed, write, audit, then switch to it.

IngestError    nothing can be built (no sources, no scope, an audit that failed); the live version stays live
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from corpus.catalog import Catalog
from corpus.embeddings import Embedder
from corpus.lexical import ANALYZER, LexicalEntry, LexicalIndex
from corpus.versions import CorpusError, CorpusVersion, Manifest, VersionStore
from ingest.audit import audit
from ingest.content import Content, IngestError, Quarantined, read_sources
from ingest.embedding import embed
from ingest.progress import Progress


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    version: str
    documents: int
    passages: int
    embedded: int
    unchanged: bool
    quarantined: tuple[Quarantined, ...] = ()


def build(sources: Path, store: VersionStore, embedder: Embedder, progress: Progress) -> Report:
    """Build the version that `sources` describe and make it live. Does nothing where it is live already."""
    return build_content(lambda: read_sources(sources), store, embedder, progress)


def build_content(read: Callable[[], Content], store: VersionStore, embedder: Embedder, progress: Progress) -> Report:
    """The same of content that is read otherwise than from a folder; read once it is this build's turn."""
    store.root.mkdir(parents=True, exist_ok=True)
    with FileLock(store.root / "lock"):
        content = read()
        version = content.version_id(embedder.identity)
        whole = _is_whole(store, version)
        unchanged = whole and store.live() == version
        embedded = 0
        if not unchanged:
            if not whole:
                embedded = _write(content, version, store, embedder, progress)
            store.activate(version)
    return Report(
        version, len(content.documents), len(content.passages), embedded, unchanged, tuple(content.quarantined)
    )


def _is_whole(store: VersionStore, version: str) -> bool:
    try:
        CorpusVersion(store.path(version))
    except CorpusError:
        return False
    return True


def _write(content: Content, version: str, store: VersionStore, embedder: Embedder, progress: Progress) -> int:
    """Build beside the live version, audit, then move into place. Returns how many passages were embedded."""
    for orphan in store.path("").glob(".building-*"):  # of a build that was killed: we hold the lock
        shutil.rmtree(orphan)
    folder = store.path(f".building-{version}")
    folder.mkdir(parents=True)
    dimension = embed(content, folder, embedder, progress)
    catalog = Catalog(folder / "catalog.db", create=True)
    catalog.write(content.documents, content.passages)
    catalog.close()
    documents = {document.id: document for document in content.documents}
    LexicalIndex(folder / "lexical").build(LexicalEntry(p, documents[p.document_id]) for p in content.passages)
    manifest = Manifest(
        id=version,
        scope=content.scope,
        embedder=embedder.identity,
        dimension=dimension,
        documents=len(content.documents),
        passages=len(content.passages),
        sentences=sum(len(p.sentences) for p in content.passages),
        analyzer=ANALYZER,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    (folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
    problems = audit(folder, content.passages)
    if problems:
        raise IngestError("The new version failed its audit and was not made live: " + "; ".join(problems))
    if store.path(version).exists():  # damaged, or we would not be here
        shutil.rmtree(store.path(version))
    folder.rename(store.path(version))
    return manifest.passages
