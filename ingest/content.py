"""What a folder of sources says: its documents and passages, and what had to be left out.

IngestError    there is nothing to build from: no scope, no document that can be read
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import yaml

from corpus.documents import Document, Passage
from corpus.embeddings import EmbedderIdentity
from corpus.lexical import ANALYZER
from corpus.versions import SCHEMA, Scope
from ingest.chunking import CHUNKER, chunk
from ingest.parsers import ParsedDocument, ParseError, parser_for

SCOPE_FILE = "corpus.yaml"


class IngestError(Exception):
    """No version could be built; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file that was left out, and why."""

    file: str
    reason: str


@dataclass(slots=True)
class Content:
    """The logical content of a version: what its id is a hash of."""

    scope: Scope
    documents: list[Document] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)

    @property
    def titles(self) -> dict[str, str]:
        """The title of each document by id."""
        return {document.id: document.title for document in self.documents}

    def version_id(self, embedder: EmbedderIdentity) -> str:
        digest = hashlib.sha256()
        made_by = {"schema": SCHEMA, "chunker": CHUNKER, "analyzer": ANALYZER, "embedder": embedder.as_dict()}
        for record in (
            made_by,
            asdict(self.scope),
            *(asdict(document) for document in self.documents),
            *(asdict(passage) for passage in self.passages),
        ):
            digest.update(json.dumps(record, sort_keys=True, ensure_ascii=False).encode() + b"\n")
        return "cv_" + digest.hexdigest()[:16]


def read_sources(folder: Path) -> Content:
    """Parse and chunk every file below `folder`; what cannot be read is quarantined and stops nothing else."""
    content = Content(_scope(folder / SCOPE_FILE))
    seen: dict[str, str] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SCOPE_FILE):
        name = str(file.relative_to(folder))
        try:
            parsed = _parse(file)
            if parsed.document.id in seen:
                raise ParseError(f"id {parsed.document.id!r} is already used by {seen[parsed.document.id]}")
        except ParseError as error:
            content.quarantined.append(Quarantined(name, str(error)))
            continue
        seen[parsed.document.id] = name
        content.documents.append(parsed.document)
        content.passages.extend(chunk(parsed.document.id, parsed.sections))
    if not content.passages:
        raise IngestError(f"No document below {folder} could be read: {content.quarantined or 'it holds no file'}")
    return content


def _scope(file: Path) -> Scope:
    try:
        return Scope.from_record(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, yaml.YAMLError, TypeError, AttributeError) as error:
        raise IngestError(
            f"{file} must say what the library is about (subject, referral, language): {error}"
        ) from error


def _parse(file: Path) -> ParsedDocument:
    parser = parser_for(file)
    if parser is None:
        raise ParseError(f"no parser reads {file.suffix or 'files without a suffix'}")
    return parser(file)
