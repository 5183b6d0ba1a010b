"""Corpus versions on disk: list them, open one, make one live.

    <data>/corpus/versions/<id>/   manifest.json, catalog.db, lexical/, vectors/, and matrices: passages.npy,
                                   sentences.npy, stragglers.npy
    <data>/corpus/live             the id of the live version, replaced atomically

A version is written beside the live one and never edited; a reader keeps the version it opened. Vectors and catalogue
may be on servers instead (corpus/servers.py); the rest of the folder is then shared or copied from where it was built.
"""

import os
import sqlite3
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.catalog import Catalog
from corpus.columns import Columns
from corpus.dense import DenseIndex
from corpus.embeddings import EmbedderIdentity
from corpus.lexical import ANALYZER, LexicalIndex
from corpus.manifest import SCHEMA, Manifest
from corpus.matrix import Matrix
from corpus.servers import Servers
from corpus.vectors import VectorStore

PASSAGES, SENTENCES, STRAGGLERS = "passages.npy", "sentences.npy", "stragglers.npy"


OLDEST_SQLITE = (3, 35, 0)


class CorpusError(Exception):
    """The corpus cannot be used as it is; the message says what to run."""


def require_sqlite() -> None:
    """Raises CorpusError where Python's SQLite is too old for Chroma, which would say so in its own words."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise CorpusError(
            f"This Python has SQLite {sqlite3.sqlite_version}, Chroma needs {wanted} or newer. Use a Python that was "
            "built with one (python.org, conda) and run `make clean install`."
        )


class CorpusVersion:
    """One open version: catalogue, BM25 index and vectors, each opened when first used."""

    def __init__(self, path: Path, servers: Servers = Servers()) -> None:
        try:
            self.manifest = Manifest.from_json((path / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise CorpusError(f"{path} is not a corpus version ({error}). Run `make ingest`.") from error
        if self.manifest.schema != SCHEMA:
            raise CorpusError(
                f"{path.name} was built for schema {self.manifest.schema}, not {SCHEMA}. Run `make ingest`."
            )
        if self.manifest.analyzer != ANALYZER:
            raise CorpusError(f"{path.name} was indexed for other search terms. Run `make ingest`.")
        missing = [part for part in (PASSAGES, SENTENCES, STRAGGLERS) if not (path / part).exists()]
        missing += servers.missing(path)
        if missing:
            raise CorpusError(f"{path} is not a whole corpus version (no {', '.join(missing)}). Run `make ingest`.")
        self.path = path
        self.servers = servers

    @property
    def id(self) -> str:
        return self.manifest.id

    @cached_property
    def catalog(self) -> Catalog:
        return self.servers.catalog(self.path)

    @cached_property
    def lexical(self) -> LexicalIndex:
        return self.servers.lexical(self.path, self.catalog)

    @cached_property
    def vectors(self) -> VectorStore:
        return self.servers.vectors(self.path)

    @cached_property
    def columns(self) -> Columns:
        return self.catalog.columns()

    @cached_property
    def passage_vectors(self) -> Matrix:
        return Matrix(self.path / PASSAGES)

    @cached_property
    def sentence_vectors(self) -> Matrix:
        return Matrix(self.path / SENTENCES)

    @cached_property
    def dense(self) -> DenseIndex:
        stragglers = np.load(self.path / STRAGGLERS, allow_pickle=False)
        return DenseIndex(self.vectors, self.passage_vectors, self.columns, stragglers)

    def require_embedder(self, identity: EmbedderIdentity) -> None:
        """Refuse to compare vectors of two models."""
        if identity != self.manifest.embedder:
            raise CorpusError(
                f"Corpus version {self.id} was embedded by {self.manifest.embedder}, the service is set to {identity}. "
                "Run `make ingest`, or set FOOTNOTE_EMBEDDER and FOOTNOTE_EMBEDDER_DTYPE back."
            )

    def close(self) -> None:
        for part in ("catalog", "vectors"):
            if part in self.__dict__:
                self.__dict__.pop(part).close()
        for part in ("lexical", "dense", "passage_vectors", "sentence_vectors"):
            self.__dict__.pop(part, None)


class VersionStore:
    """The versions under one folder and the pointer to the live one."""

    def __init__(self, root: Path, servers: Servers = Servers()) -> None:
        require_sqlite()
        self.root = root
        self.servers = servers
        self._versions = root / "versions"
        self._pointer = root / "live"

    def path(self, version_id: str) -> Path:
        return self._versions / version_id

    def list(self) -> list[str]:
        """Ids of the complete versions, oldest first."""
        found = self._versions.glob("[!.]*/manifest.json")  # a folder with a dot is still being built
        return [manifest.parent.name for manifest in sorted(found, key=lambda file: file.stat().st_mtime)]

    def live(self) -> str | None:
        try:
            return self._pointer.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None

    def open_live(self) -> CorpusVersion:
        version_id = self.live()
        if version_id is None:
            raise CorpusError(f"There is no corpus under {self.root}. Run `make ingest`.")
        return self.open(version_id)

    def open(self, version_id: str) -> CorpusVersion:
        return CorpusVersion(self.path(version_id), self.servers)

    def before_live(self) -> str:
        """The version that was built before the live one. Raises CorpusError where none is kept."""
        listed, live = self.list(), self.live()
        older = listed[: listed.index(live)] if live in listed else listed
        if not older:
            raise CorpusError(f"There is no version before {live} under {self.root}.")
        return older[-1]

    def prune(self, kept: int) -> tuple[str, ...]:
        """Drop all but the newest `kept` versions; the live one stays. Returns the ids of those dropped."""
        listed, live = self.list(), self.live()
        dropped = tuple(version for version in listed[:-kept] if version != live)
        for version in dropped:
            self._drop(version)
        return dropped

    def begin(self, version_id: str) -> str:
        """Make the folder of a version that is to be built. Returns the name that it goes by until it is installed."""
        building = f".building-{version_id}"
        self.servers.begin(self.path(building), version_id)
        return building

    def install(self, version_id: str) -> None:
        """Move a version that was built into place, which another of its id had that was damaged."""
        if self.path(version_id).exists():
            self._drop(version_id)
        self.path(f".building-{version_id}").rename(self.path(version_id))

    def clear(self) -> None:
        """Drop what was left behind by builds that were killed; for who holds the lock."""
        for left in self._versions.glob(".*"):
            self.servers.discard(left)

    def _drop(self, version_id: str) -> None:
        """Unlisted first: what is half dropped is no version, and is cleared away by the next build."""
        self.servers.discard(self.path(version_id).rename(self.path(f".dropped-{version_id}")))

    def activate(self, version_id: str) -> None:
        """Make a version live, atomically and durably."""
        if not (self.path(version_id) / "manifest.json").exists():
            raise CorpusError(f"There is no corpus version {version_id} under {self.root}.")
        fresh = self._pointer.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as pointer:
            pointer.write(version_id + "\n")
            pointer.flush()
            os.fsync(pointer.fileno())
        fresh.replace(self._pointer)
