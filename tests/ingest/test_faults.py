"""Builds that go wrong: the live version stays live, and the next build puts things right."""

import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.versions import CorpusError
from ingest.content import IngestError

PROJECT = Path(__file__).parent.parent.parent
BUILD_AND_DIE = """
import os, signal, sys
from pathlib import Path
from corpus.embeddings import HashingEmbedder
from corpus.versions import VersionStore
from ingest.pipeline import build
from ingest.progress import Silent

class Dying(HashingEmbedder):
    def embed_with_parts(self, texts, parts):
        os.kill(os.getpid(), signal.SIGKILL)

build(Path(sys.argv[1]), VersionStore(Path(sys.argv[2])), Dying(), Silent())
"""


class Broken:
    """The small embedder, whose rows pass through a fault."""

    def __init__(self, counting, fault) -> None:
        self.identity, self.reads, self._inner, self._fault = counting.identity, counting.reads, counting, fault

    def embed_with_parts(self, texts, parts):
        return tuple(self._fault(rows) for rows in self._inner.embed_with_parts(texts, parts))


@pytest.fixture
def live(library) -> str:
    """The id of a live version; the sources have changed since."""
    library.add("a")
    version = library.build().version
    library.add("a", "Tea helped 8 of 9 men.")
    return version


def unfinished(library) -> list[Path]:
    return list(library.store.path("").glob(".building-*"))


def test_a_build_killed_while_embedding_leaves_the_live_version_and_the_next_one_finishes(library, live):
    arguments = [sys.executable, "-c", BUILD_AND_DIE, library.sources, library.store.root]
    run = subprocess.run(arguments, cwd=PROJECT, check=False)
    assert run.returncode == -signal.SIGKILL
    assert library.store.open_live().id == live and library.store.list() == [live]
    report = library.build()
    assert library.store.live() == report.version != live
    assert unfinished(library) == []


def test_what_an_older_killed_build_left_behind_is_cleared_away(library, live):
    (library.store.path(".building-cv_0") / "vectors").mkdir(parents=True)
    library.build()
    assert unfinished(library) == []


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (lambda rows: np.full_like(rows, np.nan), "not finite"),
        (lambda rows: np.where(rows > 0, np.inf, rows), "not finite"),
        (lambda rows: rows * 3, "not of unit length"),
    ],
)
def test_an_embedder_that_returns_nonsense_leaves_the_live_version(library, counting, live, fault, told):
    with pytest.raises(IngestError, match=told):
        library.build(Broken(counting, fault))
    assert library.store.open_live().id == live and library.store.list() == [live]
    assert library.build().version != live


def test_an_embedder_that_fails_halfway_leaves_the_live_version(library, counting, live):
    def fail(rows):
        raise MemoryError

    with pytest.raises(MemoryError):
        library.build(Broken(counting, fail))
    assert library.store.open_live().id == live
    library.build()
    assert unfinished(library) == []


@pytest.mark.parametrize("part", ["manifest.json", "catalog.db", "lexical", "vectors"])
def test_a_live_version_that_lost_a_part_is_built_again(library, part):
    library.add("a")
    version = library.build().version
    lost = library.store.path(version) / part
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    with pytest.raises(CorpusError, match="Run `make ingest`"):
        library.store.open_live()
    report = library.build()
    assert (report.version, report.unchanged) == (version, False)
    with closing(library.store.open_live()) as mended:
        assert mended.catalog.count_passages() == mended.lexical.count() == mended.vectors.count() == 1


def test_a_live_version_whose_manifest_was_cut_off_is_built_again(library):
    library.add("a")
    version = library.build().version
    manifest = library.store.path(version) / "manifest.json"
    manifest.write_text(manifest.read_text()[:80])
    assert not library.build().unchanged
    assert library.store.open_live().id == version
