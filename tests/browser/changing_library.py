"""A library that changes while a service serves it, with one article about it."""

import time
from pathlib import Path

import yaml
from fastapi import FastAPI

from corpus.embeddings import Embedder
from corpus.versions import VersionStore
from ingest.pipeline import build
from ingest.progress import Silent
from service.settings import ServiceSettings
from tests.service.small_library import SCOPE, document

QUESTION = "How common was dry mouth?"
SAID = "Dry mouth occurred in 38% of the patients."
LATER = document("b-trial", {"Harms": "Dry mouth occurred in 51% of the patients after five years."}, title="Later on")
ARTICLE = {
    "slug": "dry-mouth",
    "title": "Dry mouth",
    "question": QUESTION,
    "status": "submitted",
    "last_updated": "2026-11-01",
    "audience": "clinician",
    "summary": [{"source": "a-trial", "quote": SAID}],
    "sections": [],
}


def trial(**matter: object) -> str:
    return document("a-trial", {"Side effects": SAID}, title="Dry mouth in a trial", **matter)


class Library:
    """Its article is ARTICLE with these changes."""

    def __init__(self, folder: Path, embedder: Embedder, **article: object) -> None:
        self._sources, self._embedder = folder / "sources", embedder
        self._sources.mkdir()
        (self._sources / "corpus.yaml").write_text(yaml.safe_dump(SCOPE))
        (folder / "dry-mouth.yaml").write_text(yaml.safe_dump(ARTICLE | article))
        self.settings = ServiceSettings(corpus={"data": folder}, articles=folder, nli_model="off")
        self.app: FastAPI | None = None

    def hold(self, *documents: str) -> None:
        """From now on these documents; waits until they are served."""
        for number in range(2):
            (self._sources / f"{number}.md").unlink(missing_ok=True)
        for number, text in enumerate(documents):
            (self._sources / f"{number}.md").write_text(text)
        version = build(self._sources, VersionStore(self.settings.corpus.versions), self._embedder, Silent()).version
        deadline = time.monotonic() + 20
        while self.app is not None and self.app.state.services.corpus.id != version:
            assert time.monotonic() < deadline
            time.sleep(0.05)
