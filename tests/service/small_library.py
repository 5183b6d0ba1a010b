"""Small libraries of a test's own: source files written here, read by the real ingest."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from corpus.embeddings import Embedder
from corpus.settings import CorpusSettings
from corpus.versions import VersionStore
from ingest.pipeline import build
from ingest.progress import Silent

SCOPE = {"subject": "lutetium treatment of prostate cancer", "referral": "Ask your treating team."}
MATTER = """
authors: A. Author
organization: Journal of Tests
year: 2024
kind: rct
licence: none
text_basis: summary
checked: once
review_status: submitted
as_of: "2026-11"
doi: null
pmid: null
nct: null
url: null
evidence_level: null
"""


def document(identifier: str, texts: dict[str, str], /, **chosen: object) -> str:
    """A source file: its id, its sections by heading, and what of its front matter matters to a test."""
    matter = {"id": identifier, "title": f"About {identifier}", **yaml.safe_load(MATTER), **chosen}
    body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in texts.items())
    return f"---\n{yaml.safe_dump(matter)}---\n\n{body}\n"


def build_corpus(folder: Path, documents: Iterable[str], embedder: Embedder) -> CorpusSettings:
    """A live corpus version of the documents, below `folder`."""
    sources = folder / "sources"
    sources.mkdir(parents=True)
    (sources / "corpus.yaml").write_text(yaml.safe_dump(SCOPE), encoding="utf-8")
    for number, text in enumerate(documents):
        (sources / f"{number}.md").write_text(text, encoding="utf-8")
    settings = CorpusSettings(data=folder)
    report = build(sources, VersionStore(settings.versions), embedder, Silent())
    assert not report.quarantined
    return settings
