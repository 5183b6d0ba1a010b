"""Documents and passages of one corpus version, in a database of its own (SQLAlchemy). Written once, then read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ForeignKey, create_engine, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from corpus.abbreviations import abbreviations
from corpus.columns import Columns, PassageEntry
from corpus.documents import Document, Passage, Replacement, Span

Item = TypeVar("Item")
_REMEMBERED = 20_000
"""Passages, about 2 KB each."""
_BATCH = 2_000
"""Rows of one statement: SQLite takes 32,766 parameters."""


class CatalogBase(DeclarativeBase):
    """The tables of a corpus version; not migrated, since a version is never edited."""


class DocumentRow(CatalogBase):
    __tablename__ = "documents"
    id: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str]


class PassageRow(CatalogBase):
    __tablename__ = "passages"
    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(unique=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    ordinal: Mapped[int]
    superseded: Mapped[bool]
    sentences: Mapped[int]
    evidence_level: Mapped[str | None]
    record: Mapped[str]


class AbbreviationRow(CatalogBase):
    """A short form that a document defines anywhere in its text."""

    __tablename__ = "abbreviations"
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    short: Mapped[str] = mapped_column(primary_key=True)
    long: Mapped[str]


class Catalog:
    """Reads a catalogue; safe to use from several threads."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise FileNotFoundError(path)
        self._engine = create_engine(f"sqlite:///{path}")
        self._read: dict[str, Passage] = {}
        if create:
            CatalogBase.metadata.create_all(self._engine)

    def write(self, documents: Sequence[Document], passages: Sequence[Passage]) -> None:
        """All documents and passages of a version, in one transaction."""
        with self._engine.begin() as connection:
            for batch in _batches({"id": d.id, "record": _dump(asdict(d))} for d in documents):
                connection.execute(insert(DocumentRow), batch)
            for batch in _batches(_passage_records(passages)):
                connection.execute(insert(PassageRow), batch)
            for batch in _batches(_abbreviation_records(documents, passages)):
                connection.execute(insert(AbbreviationRow), batch)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every document by id. Bibliographic records are small; passages are read on demand."""
        with Session(self._engine) as session:
            return {
                row.id: document_from_record(json.loads(row.record)) for row in session.scalars(select(DocumentRow))
            }

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids, by id; an unknown id is left out. What was read lately is remembered."""
        found = {key: passage for key in ids if (passage := self._read.get(key)) is not None}
        missing = [key for key in ids if key not in found]
        if not missing:
            return found
        if len(self._read) > _REMEMBERED:
            self._read = {}
        with self._engine.connect() as connection:
            for batch in _batches(missing):
                query = select(PassageRow.id, PassageRow.record).where(PassageRow.id.in_(batch))
                read = {key: passage_from_record(json.loads(record)) for key, record in connection.execute(query)}
                self._read.update(read)
                found |= read
        return found

    def abbreviations(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """(short form, long form) pairs by document, of those that define any."""
        wanted = (AbbreviationRow.document_id, AbbreviationRow.short, AbbreviationRow.long)
        pairs: dict[str, list[tuple[str, str]]] = {}
        with self._engine.connect() as connection:
            for document, short, long in connection.execute(select(*wanted).order_by(*wanted[:2])):
                pairs.setdefault(document, []).append((short, long))
        return {document: tuple(listed) for document, listed in pairs.items()}

    def columns(self) -> Columns:
        """Every passage without its text, in order of rows."""
        wanted = [getattr(PassageRow, field.name) for field in fields(PassageEntry)]
        with self._engine.connect() as connection:
            rows = connection.execute(select(*wanted).order_by(PassageRow.row))
            return Columns([PassageEntry(*row) for row in rows], self.documents)

    def passages_of(self, document_id: str) -> list[Passage]:
        with Session(self._engine) as session:
            rows = session.scalars(
                select(PassageRow).where(PassageRow.document_id == document_id).order_by(PassageRow.ordinal)
            )
            return [passage_from_record(json.loads(row.record)) for row in rows]

    def count_passages(self) -> int:
        with Session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(PassageRow)) or 0

    def close(self) -> None:
        self._engine.dispose()


def document_from_record(record: dict[str, Any]) -> Document:
    """The document that `asdict` and JSON made of it."""
    replaced = tuple(Replacement(**r) for r in record.pop("replaced_in_part", ()))
    return Document(**record, replaced_in_part=replaced)


def passage_from_record(record: dict[str, Any]) -> Passage:
    """The passage that `asdict` and JSON made of it."""
    sentences = tuple(Span(**span) for span in record.pop("sentences"))
    section = tuple(record.pop("section"))
    return Passage(**record, section=section, sentences=sentences)


def _passage_records(passages: Iterable[Passage]) -> Iterator[dict[str, Any]]:
    for row, passage in enumerate(passages):
        yield {
            "row": row,
            "id": passage.id,
            "document_id": passage.document_id,
            "ordinal": passage.ordinal,
            "superseded": passage.superseded_by is not None,
            "sentences": len(passage.sentences),
            "evidence_level": passage.evidence_level,
            "record": _dump(asdict(passage)),
        }


def _abbreviation_records(documents: Sequence[Document], passages: Sequence[Passage]) -> Iterator[dict[str, Any]]:
    texts = {document.id: [document.title] for document in documents}
    for passage in passages:
        texts[passage.document_id].append(passage.text)
    for document, parts in texts.items():
        for short, long in abbreviations(" ".join(parts)).items():
            yield {"document_id": document, "short": short, "long": long}


def _batches(rows: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True)
