"""Writes the folder of a version from its content and the cache: a few hundred passages in memory at a time."""

from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.batches import batches
from corpus.catalog import Catalog
from corpus.dense import stragglers
from corpus.embeddings import EmbedderIdentity
from corpus.lexical import ANALYZER, LexicalEntry, LexicalIndex
from corpus.manifest import Manifest
from corpus.matrix import Matrix, written
from corpus.servers import Servers
from corpus.versions import PASSAGES, SENTENCES, STRAGGLERS
from ingest.cache import Cache
from ingest.content import Content
from ingest.progress import Progress

_BATCH = 512


def write_version(
    content: Content,
    version: str,
    folder: Path,
    servers: Servers,
    cache: Cache,
    embedder: EmbedderIdentity,
    progress: Progress,
) -> None:
    """All parts of a version but the record of its files."""
    with progress.task("writing", 4) as step:
        _write_catalog(content, servers.catalog(folder, create=True))
        step(1)
        _write_lexical(content, folder / "lexical")
        step(1)
        dimension = _write_matrices(content, folder, cache)
        step(1)
        _write_vectors(content, folder, servers)
        step(1)
    manifest = Manifest(
        id=version,
        scope=content.scope,
        embedder=embedder,
        dimension=dimension,
        documents=len(content.outlines),
        passages=content.passages,
        sentences=content.sentences,
        analyzer=ANALYZER,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    (folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")


def _write_catalog(content: Content, catalog: Catalog) -> None:
    with closing(catalog):
        catalog.write((entry.document, entry.sections, entry.passages) for entry in content.entries())


def _write_lexical(content: Content, folder: Path) -> None:
    LexicalIndex(folder).build(
        LexicalEntry(passage, entry.document) for entry in content.entries() for passage in entry.passages
    )


def _write_matrices(content: Content, folder: Path, cache: Cache) -> int:
    """Passages and sentences in their rows. Returns the dimension, which the first vector tells."""
    dimension = int(cache.vectors(list(islice(content.embedded(), 1)))[0].shape[1])
    row = sentence = 0
    with (
        written(folder / PASSAGES, content.passages, dimension) as passages,
        written(folder / SENTENCES, content.sentences, dimension) as sentences,
    ):
        for batch in batches(content.embedded(), _BATCH):
            for vectors in cache.vectors(batch):
                passages[row] = vectors[0]
                sentences[sentence : sentence + len(vectors) - 1] = vectors[1:]
                row, sentence = row + 1, sentence + len(vectors) - 1
    return dimension


def _write_vectors(content: Content, folder: Path, servers: Servers) -> None:
    matrix = Matrix(folder / PASSAGES)
    listed: list[str] = []
    with closing(servers.vectors(folder, create=True)) as store:
        for ids in batches((passage.id for passage in content.every_passage()), _BATCH):
            store.add(ids, matrix.take(np.arange(len(listed), len(listed) + len(ids))))
            listed.extend(ids)
    with closing(servers.vectors(folder)) as reopened:
        np.save(folder / STRAGGLERS, stragglers(reopened, matrix, listed))
