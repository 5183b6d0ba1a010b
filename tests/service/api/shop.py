"""A small library that a test rewrites while a service serves it."""

from pathlib import Path

from fastapi.testclient import TestClient
from small_library import SCOPE, document

from corpus.embeddings import Embedder
from corpus.versions import VersionStore
from ingest.pipeline import build
from ingest.progress import Silent
from service.settings import ServiceSettings

QUESTION = "How common was dry mouth?"


class Shop:
    """A small library that a test rewrites, and the settings of a service over it."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.sources, self._embedder = folder / "sources", embedder
        self.sources.mkdir()
        (self.sources / "corpus.yaml").write_text(str(SCOPE))
        self.settings = ServiceSettings(
            corpus={"data": folder}, database_url=f"sqlite:///{folder / 'answers.db'}", articles=folder, nli_model="off"
        )
        self.store = VersionStore(self.settings.corpus.versions)

    def say(self, share: int) -> str:
        """Build and switch to a version in which the share is this; returns its id."""
        return self.hold(trial(share))

    def hold(self, *documents: str) -> str:
        """Build and switch to a version of these documents and no others; returns its id."""
        for file in self.sources.glob("*.md"):
            file.unlink()
        for number, text in enumerate(documents):
            (self.sources / f"{number}.md").write_text(text)
        report = build(self.sources, self.store, self._embedder, Silent())
        assert not report.quarantined
        return report.version


def trial(share: int, more: str = "", **matter: object) -> str:
    """The document that answers QUESTION, with a further sentence and with what its front matter says of it."""
    text = f"Dry mouth occurred in {share}% of the patients. It was mostly mild.{more}"
    return document("a-trial", {"Side effects": text}, title="Dry mouth in a trial", **matter)


def served(caller: TestClient) -> str:
    """The id of the version that the service says it serves."""
    version: str = caller.get("/v1/ready").json()["corpus_version"]
    return version
