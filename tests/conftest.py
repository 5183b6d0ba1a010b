"""The real thing, once a session: the real sources, embedder, Chroma, tantivy and SQLite, in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import settings

from corpus.embeddings import Embedder, make_embedder
from corpus.settings import CorpusSettings
from corpus.versions import CorpusVersion, VersionStore
from ingest.pipeline import build
from ingest.progress import Silent
from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault
settings.load_profile("unhurried")

SOURCES = Path(__file__).parent.parent / "corpus" / "sources"


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The shipped model."""
    return make_embedder(CorpusSettings().embedder)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A data folder whose live corpus version is built from corpus/sources."""
    folder = tmp_path_factory.mktemp("data")
    build(SOURCES, VersionStore(folder / "corpus"), embedder, Silent())
    return folder


@pytest.fixture(scope="session")
def corpus(data: Path) -> Iterator[CorpusVersion]:
    version = VersionStore(data / "corpus").open_live()
    yield version
    version.close()


@pytest.fixture(scope="session")
def settings(data: Path) -> ServiceSettings:
    return ServiceSettings(corpus=CorpusSettings(data=data))


@pytest.fixture(scope="session")
def client(settings: ServiceSettings, embedder: Embedder) -> Iterator[TestClient]:
    """The service, ready, as a caller without a session sees it."""
    app = create_app(settings, build=lambda chosen: bootstrap.build(chosen, embedder))
    with TestClient(app, raise_server_exceptions=False) as caller:
        wait_until_ready(caller)
        yield caller


def wait_until_ready(caller: TestClient) -> None:
    import time

    for _ in range(600):
        if caller.get("/v1/ready").status_code == 200:
            return
        time.sleep(0.05)
    raise AssertionError(caller.get("/v1/ready").text)
