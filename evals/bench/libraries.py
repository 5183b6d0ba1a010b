"""Corpus versions of public texts, built by the real ingest: the SciFact abstracts, the Evidence Inference articles.

They lie under `bench` in the data folder and are built once: the SciFact one takes some minutes, the other an hour.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from corpus.documents import Document, Passage, Section
from corpus.embeddings import Embedder
from corpus.manifest import Scope
from corpus.settings import CorpusSettings
from corpus.versions import CorpusVersion, VersionStore
from ingest.chunking import chunk
from ingest.content import Content
from ingest.pipeline import build_content
from ingest.progress import progress_for_stdout
from ingest.reading import Entry


@dataclass(frozen=True, slots=True)
class Text:
    """A public text: its bibliographic data and its sections, each with its offset in the text that it comes from."""

    id: str
    title: str
    sections: Sequence[tuple[tuple[str, ...], int, str]]
    organization: str = ""
    year: int | None = None
    kind: str = "rct"

    def passages(self) -> list[Passage]:
        return list(chunk(self.id, [Section(path, text) for path, _, text in self.sections]))

    def starts(self) -> list[int]:
        """Where each of the passages starts in the text that the sections come from."""
        return [
            offset + passage.start
            for path, offset, text in self.sections
            for passage in chunk(self.id, [Section(path, text)])
        ]


@contextmanager
def library(name: str, texts: Iterable[Text], embedder: Embedder) -> Iterator[CorpusVersion]:
    """The open version of these texts, built if it is not there."""
    settings = CorpusSettings()
    store = VersionStore(settings.data / "bench" / name, settings.servers)
    version = build_content(lambda: _content(name, texts), store, embedder, progress_for_stdout()).version
    with closing(store.open(version)) as corpus:
        yield corpus


def _content(name: str, texts: Iterable[Text]) -> Content:
    return Content.of(Scope(subject=name, referral="None."), [_entry(text) for text in texts])


def _entry(text: Text) -> Entry:
    sections = tuple(Section(path, own) for path, _, own in text.sections)
    return Entry(record(text), sections, tuple(text.passages()))


def record(text: Text) -> Document:
    """A text's bibliographic record."""
    return Document(
        id=text.id,
        title=text.title,
        authors=None,
        organization=text.organization,
        year=text.year,
        kind=text.kind,
        licence="see the data set",
        text_basis="full_text",
        as_of="",
    )
