"""What a version holds: documents with their passages, in order, and a hash of all that they say.

IngestError    there is nothing to build from: no scope, no document that can be read
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import yaml

from corpus.documents import Document, Passage, Span
from corpus.embeddings import EmbedderIdentity
from corpus.lexical import ANALYZER
from corpus.manifest import SCHEMA, Scope
from ingest.chunking import CHUNKER
from ingest.reading import Entry


class IngestError(Exception):
    """No version could be built; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of an entry without reading it again."""

    id: str
    digest: str
    passages: int
    sentences: int
    title: str
    identifiers: tuple[str, ...] = ()
    """DOI and PMID, in lower case: what a retraction notice names."""
    supersedes: str | None = None
    retracts: tuple[str, ...] = ()
    vouched: bool = False
    """Whether an operator answers for what it says of others."""
    publisher: str = ""
    kind: str = ""
    year: int | None = None
    superseded_by: str | None = None
    retracted: bool = False

    @property
    def says(self) -> tuple[tuple[str, str], ...]:
        """What it does to others, by their id, DOI or PMID."""
        newer = (("supersedes", self.supersedes),) if self.supersedes else ()
        return (*newer, *(("retracts", key) for key in self.retracts))

    @classmethod
    def of(cls, entry: Entry) -> "Outline":
        document = entry.document
        sentences = sum(len(passage.sentences) for passage in entry.passages)
        named = tuple(key.lower() for key in (document.doi, document.pmid) if key)
        return cls(
            document.id,
            entry.digest,
            len(entry.passages),
            sentences,
            document.title,
            named,
            entry.supersedes,
            entry.retracts,
            entry.vouched,
            document.organization,
            document.kind,
            document.year,
            document.superseded_by,
            document.retracted,
        )


class Content:
    """The documents of one version in order. Entries are read one at a time: a library need not fit into memory."""

    def __init__(self, scope: Scope, outlines: Sequence[Outline], read: Callable[[], Iterable[Entry]]) -> None:
        self.scope = scope
        self.outlines = outlines
        self._read = read
        self._superseded = {one.supersedes: one.id for one in outlines if one.supersedes}
        self._retracted = {key for one in outlines for key in one.retracts}

    @classmethod
    def of(cls, scope: Scope, entries: Sequence[Entry]) -> "Content":
        """Content that is held in memory."""
        return cls(scope, [Outline.of(entry) for entry in entries], lambda: entries)

    @property
    def passages(self) -> int:
        return sum(one.passages for one in self.outlines)

    @property
    def sentences(self) -> int:
        return sum(one.sentences for one in self.outlines)

    def entries(self) -> Iterator[Entry]:
        """Each with what other documents say of it: a newer edition, a notice of retraction."""
        for entry, outline in zip(self._read(), self.outlines, strict=True):
            yield replace(entry, document=self._linked(entry.document, outline))

    def every_passage(self) -> Iterator[Passage]:
        return (passage for entry in self._read() for passage in entry.passages)

    def embedded(self) -> Iterator["EmbeddedText"]:
        """What is embedded, in the order of passages."""
        for entry in self._read():
            for passage in entry.passages:
                yield embedded_text(entry.document.title, passage)

    def version_id(self, embedder: EmbedderIdentity) -> str:
        """A hash of logical content: the same sources give the same id wherever they are built."""
        digest = hashlib.sha256()
        made_by = {"schema": SCHEMA, "chunker": CHUNKER, "analyzer": ANALYZER, "embedder": embedder.as_dict()}
        told = [(one.id, one.digest, self._superseded.get(one.id), self._is_retracted(one)) for one in self.outlines]
        for record in (made_by, asdict(self.scope), told):
            digest.update(json.dumps(record, sort_keys=True, ensure_ascii=False).encode() + b"\n")
        return "cv_" + digest.hexdigest()[:16]

    def _linked(self, document: Document, outline: Outline) -> Document:
        newer = self._superseded.get(document.id)
        retracted = document.retracted or self._is_retracted(outline)
        if retracted == document.retracted and (not newer or document.superseded_by):
            return document
        return replace(document, superseded_by=document.superseded_by or newer, retracted=retracted)

    def _is_retracted(self, outline: Outline) -> bool:
        return any(key in self._retracted for key in outline.identifiers) and not outline.retracts


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """What is embedded of a passage, and where its sentences stand in it."""

    text: str
    sentences: tuple[Span, ...]


def embedded_text(title: str, passage: Passage) -> EmbeddedText:
    """A passage with its title and section: where it stands tells what it is about."""
    text = ". ".join(filter(None, (title, " > ".join(passage.section), passage.text)))
    before = len(text) - len(passage.text)
    return EmbeddedText(text, tuple(Span(before + span.start, before + span.end) for span in passage.sentences))


def read_scope(file: Path) -> Scope:
    """What the library is about. Raises IngestError."""
    try:
        return Scope.from_record(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, yaml.YAMLError, TypeError, AttributeError) as error:
        raise IngestError(
            f"{file} must say what the library is about (subject, referral, language): {error}"
        ) from error
