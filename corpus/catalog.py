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

from corpus.columns import Columns, PassageEntry
from corpus.documents import Document, Passage, Replacement, Span

Item = TypeVar("Item")
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


class Catalog:
    """Reads a catalogue; safe to use from several threads."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise FileNotFoundError(path)
        self._engine = create_engine(f"sqlite:///{path}")
        if create:
            CatalogBase.metadata.create_all(self._engine)

    def write(self, documents: Iterable[Document], passages: Iterable[Passage]) -> None:
        """All documents and passages of a version, in one transaction."""
        with self._engine.begin() as connection:
            for batch in _batches({"id": d.id, "record": _dump(asdict(d))} for d in documents):
                connection.execute(insert(DocumentRow), batch)
            for batch in _batches(_passage_records(passages)):
                connection.execute(insert(PassageRow), batch)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every document by id. Bibliographic records are small; passages are read on demand."""
        with Session(self._engine) as session:
            return {
                row.id: document_from_record(json.loads(row.record)) for row in session.scalars(select(DocumentRow))
            }

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids, by id; an unknown id is left out."""
        found: dict[str, Passage] = {}
        with self._engine.connect() as connection:
            for batch in _batches(ids):
                query = select(PassageRow.id, PassageRow.record).where(PassageRow.id.in_(batch))
                found |= {key: passage_from_record(json.loads(record)) for key, record in connection.execute(query)}
        return found

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


def _batches(rows: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True)
