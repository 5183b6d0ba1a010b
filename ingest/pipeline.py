"""Build a corpus version: scan, parse, chunk, embed, write, audit, then switch to it.

IngestError    nothing can be built (no sources, no scope, an audit that failed); the live version stays live
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from filelock import FileLock

from corpus.catalog import Catalog
from corpus.embeddings import Embedder, Vectors
from corpus.lexical import ANALYZER, LexicalIndex
from corpus.vectors import Unit, VectorStore
from corpus.versions import CorpusError, CorpusVersion, Manifest, VersionStore
from ingest.audit import audit
from ingest.content import Content, IngestError, Quarantined, read_sources
from ingest.progress import Progress

_BATCH = 64


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
    store.root.mkdir(parents=True, exist_ok=True)
    with FileLock(store.root / "lock"):
        content = read_sources(sources)
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
    """Build beside the live version, audit, then move into place. Returns how many texts were embedded."""
    for orphan in store.path("").glob(".building-*"):  # of a build that was killed: we hold the lock
        shutil.rmtree(orphan)
    folder = store.path(f".building-{version}")
    folder.mkdir(parents=True)
    texts = _texts(content)
    vectors = VectorStore(folder / "vectors", create=True)
    try:
        dimension = _embed(texts, vectors, embedder, progress)
    finally:
        vectors.close()
    catalog = Catalog(folder / "catalog.db", create=True)
    catalog.write(content.documents, content.passages)
    titles = {document.id: document.title for document in content.documents}
    rows = ((p.id, p.text, " ".join(p.section), titles[p.document_id]) for p in content.passages)
    LexicalIndex(folder / "lexical").build(rows)
    catalog.close()
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
    return sum(len(rows) for rows in texts.values())


def _texts(content: Content) -> dict[Unit, list[tuple[str, str]]]:
    """What is embedded: a passage with its title and section, a sentence on its own (it is quoted on its own)."""
    titles = {document.id: document.title for document in content.documents}
    return {
        "passages": [(p.id, f"{titles[p.document_id]}. {' > '.join(p.section)}. {p.text}") for p in content.passages],
        "sentences": [(f"{p.id}:{i}", p.sentence(i)) for p in content.passages for i in range(len(p.sentences))],
    }


def _embed(texts: dict[Unit, list[tuple[str, str]]], store: VectorStore, embedder: Embedder, progress: Progress) -> int:
    dimension = 0
    with progress.task("embedding", sum(map(len, texts.values()))) as step:
        for unit, rows in texts.items():
            for batch in _batches(rows):
                vectors: Vectors = embedder.embed([text for _, text in batch])
                if not np.isfinite(vectors).all():
                    raise IngestError("the embedder returned a vector that is not finite")
                store.add(unit, [key for key, _ in batch], vectors)
                dimension = vectors.shape[1]
                step(len(batch))
    return dimension


def _batches(rows: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    ordered = sorted(rows, key=lambda row: len(row[1]))  # texts of one length pad less
    for first in range(0, len(ordered), _BATCH):
        yield ordered[first : first + _BATCH]
