"""A small library in a temporary folder: sources that a test writes, versions that it builds from them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.documents import Span
from corpus.embeddings import Embedder, HashingEmbedder, Vectors
from corpus.versions import VersionStore
from ingest.pipeline import Report, build
from ingest.progress import Silent

SCOPE = "subject: tea and coffee\nreferral: Ask a doctor.\nvocabulary:\n  - [tea, infusion]\n"
SCOPE += "equivalents:\n  - [tea, camellia]\nopposites:\n  - - [hot, boiling]\n    - [cold]\n"
FIELDS = {
    "title": "A trial",
    "authors": "null",
    "organization": "A journal",
    "year": "2020",
    "kind": "rct",
    "doi": "null",
    "pmid": "null",
    "nct": "null",
    "url": "null",
    "evidence_level": "null",
    "as_of": '"2026-11"',
    "licence": "CC0-1.0",
    "text_basis": "summary",
    "checked": "once",
    "review_status": "submitted",
}


def source_text(key: str, body: str, **fields: str) -> str:
    """A source file: front matter, in which `fields` replace or add values, and a body."""
    front = {"id": key} | FIELDS | fields
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in front.items()) + f"---\n\n{body}\n"


class CountingEmbedder:
    """The small embedder, counting the passages that it was given."""

    def __init__(self, dimension: int = 256) -> None:
        self._inner = HashingEmbedder(dimension)
        self.identity, self.reads = self._inner.identity, self._inner.reads
        self.embedded = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._inner.embed(texts)

    def embed_with_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, Vectors]:
        self.embedded += len(texts)
        return self._inner.embed_with_parts(texts, parts)


class Library:
    def __init__(self, root: Path) -> None:
        self.sources = root / "sources"
        self.store = VersionStore(root / "data" / "corpus")
        self.sources.mkdir()
        self.write("corpus.yaml", SCOPE)

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.sources / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def add(self, key: str, body: str = "## Results\n\nTea helped 7 of 9 men.", **fields: str) -> Path:
        return self.write(f"{key}.md", source_text(key, body, **fields))

    def build(self, embedder: Embedder | None = None) -> Report:
        return build(self.sources, self.store, embedder or HashingEmbedder(), Silent())


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture
def counting() -> CountingEmbedder:
    return CountingEmbedder()
