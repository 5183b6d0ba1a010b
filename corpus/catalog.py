"""Documents and passages of one corpus version, in a database of its own (SQLAlchemy). Written once, then read."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import ForeignKey, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from corpus.documents import Document, Passage, Replacement, Span


class CatalogBase(DeclarativeBase):
    """The tables of a corpus version; not migrated, since a version is never edited."""


class DocumentRow(CatalogBase):
    __tablename__ = "documents"
    id: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str]


class PassageRow(CatalogBase):
    __tablename__ = "passages"
    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    ordinal: Mapped[int]
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
        with Session(self._engine) as session, session.begin():
            session.add_all(DocumentRow(id=d.id, record=_dump(asdict(d))) for d in documents)
            session.flush()
            session.add_all(
                PassageRow(id=p.id, document_id=p.document_id, ordinal=p.ordinal, record=_dump(asdict(p)))
                for p in passages
            )

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every document by id. Bibliographic records are small; passages are read on demand."""
        with Session(self._engine) as session:
            return {
                row.id: document_from_record(json.loads(row.record)) for row in session.scalars(select(DocumentRow))
            }

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids, by id; an unknown id is left out."""
        with Session(self._engine) as session:
            rows = session.scalars(select(PassageRow).where(PassageRow.id.in_(ids)))
            return {row.id: passage_from_record(json.loads(row.record)) for row in rows}

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


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True)
