"""Small libraries of a test's own, built by the real ingest, and the running service's parts."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient

from corpus.embeddings import Embedder
from corpus.settings import CorpusSettings
from corpus.versions import VersionStore
from ingest.pipeline import build
from ingest.progress import Silent
from service import bootstrap
from service.bootstrap import Services
from service.settings import ServiceSettings

Ask = Callable[..., dict[str, Any]]
Library = Callable[..., Services]
"""Documents in (each from `document`), the services over them out."""


def build_corpus(folder: Path, documents: Iterable[str], embedder: Embedder) -> CorpusSettings:
    """A corpus version under `folder`, live, of the given documents."""
    sources = folder / "sources"
    sources.mkdir(parents=True)
    scope = {"subject": "lutetium treatment of prostate cancer", "referral": "Ask your treating team."}
    (sources / "corpus.yaml").write_text(yaml.safe_dump(scope), encoding="utf-8")
    for number, text in enumerate(documents):
        (sources / f"{number}.md").write_text(text, encoding="utf-8")
    settings = CorpusSettings(data=folder)
    report = build(sources, VersionStore(settings.versions), embedder, Silent())
    assert not report.quarantined
    return settings


@pytest.fixture(scope="session")
def services(client: TestClient) -> Services:
    """The parts of the running service; the client closes them."""
    return client.app.state.services  # type: ignore[attr-defined,no-any-return]


@pytest.fixture(scope="session")
def ask(client: TestClient) -> Ask:
    """Asks a question and returns the answer."""

    def post(question: str, **more: object) -> dict[str, Any]:
        response = client.post("/v1/followups", json={"question": question, **more})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    return post


@pytest.fixture
def library(tmp_path: Path, embedder: Embedder) -> Iterator[Library]:
    """Builds the services over a library of the given documents, with a database of their own."""
    opened: list[Services] = []

    def make(*documents: str, database_url: str | None = None, articles: Path | None = None) -> Services:
        folder = tmp_path / f"library-{len(opened)}"
        corpus = build_corpus(folder, documents, embedder)
        shelf = articles or folder / "articles"
        shelf.mkdir(exist_ok=True)
        settings = ServiceSettings(corpus=corpus, database_url=database_url, articles=shelf)
        opened.append(bootstrap.build(settings, embedder))
        return opened[-1]

    yield make
    for services in opened:
        services.close()


@pytest.fixture(scope="session")
def document() -> Callable[..., str]:
    """Writes a source file: its id, its sections by heading, and whatever of its front matter matters to a test."""

    def write(identifier: str, sections: dict[str, str], **chosen: object) -> str:
        matter = {
            "id": identifier,
            "title": f"About {identifier}",
            "authors": "A. Author",
            "organization": "Journal of Tests",
            "year": 2024,
            "kind": "rct",
            **dict.fromkeys(("doi", "pmid", "nct", "url", "evidence_level")),
            "as_of": "2026-11",
            "licence": "none",
            "text_basis": "summary",
            "checked": "once",
            "review_status": "submitted",
            **chosen,
        }
        body = "\n\n".join(f"## {heading}\n\n{dedent(text)}" for heading, text in sections.items())
        return f"---\n{yaml.safe_dump(matter)}---\n\n{body}\n"

    return write
