"""What must hold of a library whose vectors or catalogue are on servers, whichever they are."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from corpus.embeddings import HashingEmbedder
from corpus.servers import NAME, Servers
from corpus.versions import CorpusError, CorpusVersion, VersionStore
from ingest.content import IngestError
from ingest.pipeline import build, verify_live
from ingest.progress import Silent
from service.answering.retrieval import Retriever
from tests.service.small_library import SCOPE, document

PROJECT = Path(__file__).parent.parent.parent
BUILD_AND_DIE = """
import importlib, os, signal, sys
from pathlib import Path
from corpus.embeddings import HashingEmbedder
from corpus.servers import Servers
from corpus.versions import VersionStore
from ingest.pipeline import build
from ingest.progress import Silent
module, _, name = sys.argv[3].rpartition(":")
owner = importlib.import_module(module)
*classes, name = name.split(".")
for one in classes:
    owner = getattr(owner, one)
setattr(owner, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
servers = Servers(os.environ.get("CHROMA"), None, os.environ.get("DATABASE"))
build(Path(sys.argv[1]), VersionStore(Path(sys.argv[2]), servers), HashingEmbedder(), Silent())
"""
QUESTIONS = ("Did tea 7 help men?", "What of sleep and coffee?", "Is tea mild?", "Which dose of 12 mg?")


class Library:
    """A small library: its sources and the store that it is built into."""

    def __init__(self, root: Path, servers: Servers) -> None:
        self.sources, self.store = root / "sources", VersionStore(root / "data", servers)
        self.sources.mkdir(parents=True)
        (self.sources / "corpus.yaml").write_text(yaml.safe_dump(SCOPE), encoding="utf-8")
        for number in range(12):
            self.write(number, f"Tea {number} helped {number} of 99 men at {number} mg. It was mild.")

    def write(self, number: int, text: str) -> None:
        texts = {"Results": text, "Harms": f"Coffee number {number} (CN) kept {number} men from sleep."}
        (self.sources / f"{number}.md").write_text(document(f"d{number}", texts), encoding="utf-8")

    def build(self) -> str:
        report = build(self.sources, self.store, HashingEmbedder(), Silent())
        assert not report.quarantined and self.store.live() == report.version
        return report.version

    def names(self) -> set[str]:
        """What its versions go by on the servers."""
        return {(self.store.path(version) / NAME).read_text() for version in self.store.list()}

    def first_text(self) -> str:
        with closing(self.store.open_live()) as version:
            return version.catalog.passages_of("d0")[0].text


def found(version: CorpusVersion) -> list[object]:
    """All that retrieval finds, by every way."""
    embedder = HashingEmbedder()
    retriever = Retriever(version, embedder)
    answers: list[object] = [version.catalog.abbreviations(), version.catalog.documents]
    for question in QUESTIONS:
        rows, similarity = version.dense.nearest(embedder.embed([question])[0], 100)  # all: many are alike
        answers.append(dict(zip(rows.tolist(), similarity.round(5).tolist(), strict=True)))
        answers.append(version.lexical.search(question, 20))
        hits = retriever.retrieve(question).passages
        answers.append([(hit.passage, round(hit.score, 5)) for hit in hits])
        answers.append([version.catalog.section_text(hit.passage) for hit in hits])
    return answers


class ServersCore:
    """A file of tests gives `servers` and `held`: the names that are on the servers now."""

    @pytest.fixture
    def library(self, tmp_path: Path, servers: Servers) -> Library:
        return Library(tmp_path, servers)

    @pytest.fixture
    def held(self, listed: Callable[[], list[str]]) -> Callable[[], set[str]]:
        """The names that came onto the servers since the test began."""
        before = set(listed())
        return lambda: set(listed()) - before

    def test_the_same_is_found_as_in_the_folder(self, library, tmp_path):
        embedded = Library(tmp_path / "embedded", Servers())
        assert library.build() == embedded.build()
        with closing(library.store.open_live()) as there, closing(embedded.store.open_live()) as here:
            assert found(there) == found(here)
        assert verify_live(library.store) == []

    def test_sources_that_have_not_changed_are_not_built_again(self, library):
        library.build()
        assert build(library.sources, library.store, HashingEmbedder(), Silent()).unchanged

    def test_versions_change_roll_back_and_are_pruned(self, library, held):
        versions = []
        for number in range(5):
            library.write(0, f"Tea was changed {number} times.")
            versions.append(library.build())
            assert library.first_text() == f"Tea was changed {number} times."
            assert held() == library.names()
        assert library.store.list() == versions[2:]
        library.store.activate(library.store.before_live())
        assert library.first_text() == "Tea was changed 3 times."

    @pytest.mark.parametrize(
        "at",
        [
            "corpus.catalog:Catalog.write",
            "corpus.vectors:VectorStore.add",
            "ingest.pipeline:audit",
            "corpus.versions:VersionStore.install",
            "corpus.servers:Servers.discard",
        ],
    )
    def test_a_build_that_is_killed_is_no_version_and_leaves_nothing(self, library, held, servers, at):
        pruning = at.endswith("discard")  # comes last: the new version is live by then
        for number in range(3 if pruning else 1):
            library.write(0, f"Tea was changed {number} times.")
            library.build()
        before = library.first_text()
        library.write(0, "Tea was changed often.")
        environment = {"CHROMA": servers.chroma_url, "DATABASE": servers.database_url}
        run = subprocess.run(
            [sys.executable, "-c", BUILD_AND_DIE, library.sources, library.store.root, at],
            cwd=PROJECT,
            env=os.environ | {key: value for key, value in environment.items() if value},
            check=False,
        )
        assert run.returncode == -signal.SIGKILL
        assert library.first_text() == ("Tea was changed often." if pruning else before)
        assert held() > library.names() or not at.endswith(("audit", "install"))
        library.write(1, "Tea was changed meanwhile.")
        library.build()
        assert held() == library.names() and len(held()) == (3 if pruning else 2)
        assert list(library.store.path("").glob(".*")) == []

    def test_a_build_that_fails_its_audit_is_no_version_and_leaves_nothing(self, library, held, monkeypatch):
        library.write(0, "Tea helped.")
        library.build()
        library.write(0, "Tea did not help.")
        with monkeypatch.context() as patched:
            patched.setattr("ingest.pipeline.audit", lambda *_: ["it is skewed"])
            with pytest.raises(IngestError, match="skewed"):
                library.build()
        assert library.first_text() == "Tea helped."
        library.build()
        assert library.first_text() == "Tea did not help."
        assert held() == library.names()

    def test_a_version_that_was_lost_on_the_server_is_refused_and_built_again(self, library, held, servers):
        version = library.build()
        folder = library.store.path(version)
        kept = (folder / NAME).read_text()
        shutil.copytree(folder, folder.with_name("copy"))
        servers.discard(folder.with_name("copy"))
        with pytest.raises(CorpusError, match=rf"no (schema|collection) {kept} in .*Run `make ingest`"):
            library.store.open_live()
        assert library.build() == version
        assert library.first_text().startswith("Tea 0 helped")
        assert held() == library.names() != {kept}

    def test_two_libraries_of_the_same_texts_on_the_same_servers_do_not_share(self, library, tmp_path, servers):
        other = Library(tmp_path / "other", servers)
        assert library.build() == other.build()
        servers.discard(other.store.path(other.store.live()))
        assert library.first_text().startswith("Tea 0 helped")
        assert verify_live(library.store) == []

    def test_a_replica_with_a_copy_of_the_folder_answers_alike(self, library, tmp_path, servers):
        library.build()
        copy = VersionStore(tmp_path / "copy", servers)
        shutil.copytree(library.store.root, copy.root)
        if servers.database_url:
            shutil.rmtree(copy.path(copy.live()) / "lexical")
        with closing(library.store.open_live()) as version:
            expected = found(version)
        with ThreadPoolExecutor(2) as pool:
            assert [answers == expected for answers in pool.map(lambda _: _found_live(copy), range(2))] == [True, True]

    def test_a_version_in_its_folder_is_refused_and_built_again_on_the_servers(self, library, held):
        library.store.servers, servers = Servers(), library.store.servers
        library.build()
        library.store.servers = servers
        with pytest.raises(CorpusError, match="Run `make ingest`"):
            library.store.open_live()
        library.build()
        assert held() == library.names() and verify_live(library.store) == []


def _found_live(store: VersionStore) -> list[object]:
    with closing(store.open_live()) as version:
        return found(version)
