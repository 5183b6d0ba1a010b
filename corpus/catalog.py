"""Documents and passages of one corpus version, in a SQLite file or a PostgreSQL schema of its own. Written once."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import ForeignKey, create_engine, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from corpus.abbreviations import abbreviations
from corpus.batches import batches
from corpus.columns import Columns, PassageEntry
from corpus.documents import Document, Passage, PlainWording, Replacement, Section, Span
from corpus.schema import Schema

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


class SectionRow(CatalogBase):
    """The text of a section as it was read: what the offsets of its passages count in."""

    __tablename__ = "sections"
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]


class AbbreviationRow(CatalogBase):
    """A short form that a document defines anywhere in its text."""

    __tablename__ = "abbreviations"
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    short: Mapped[str] = mapped_column(primary_key=True)
    long: Mapped[str]


class Catalog:
    """Reads a catalogue; safe to use from several threads.

    Raises FileNotFoundError where there is none, ConnectionError where its server does not answer.
    """

    def __init__(self, place: Path | Schema, *, create: bool = False) -> None:
        self._read: dict[str, Passage] = {}
        if isinstance(place, Schema):
            self._engine = place.open(create=create)
        else:
            if not create and not place.exists():
                raise FileNotFoundError(place)
            self._engine = create_engine(f"sqlite:///{place}")
        if create:
            CatalogBase.metadata.create_all(self._engine)

    def write(self, entries: Iterable[tuple[Document, Sequence[Section], Sequence[Passage]]]) -> None:
        """All documents of a version with their sections and passages, in the order of rows; in one transaction."""
        row = 0
        with self._engine.begin() as connection:
            for document, sections, passages in entries:
                connection.execute(insert(DocumentRow), {"id": document.id, "record": _dump(asdict(document))})
                for rows in batches(_section_records(document.id, sections), _BATCH):
                    connection.execute(insert(SectionRow), rows)
                for rows in batches(_passage_records(passages, row), _BATCH):
                    connection.execute(insert(PassageRow), rows)
                for rows in batches(_abbreviation_records(document, passages), _BATCH):
                    connection.execute(insert(AbbreviationRow), rows)
                row += len(passages)

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
            for batch in batches(missing, _BATCH):
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
            for document, short, long in sorted(connection.execute(select(*wanted))):  # databases differ in order
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

    def every_passage(self) -> Iterator[Passage]:
        """All passages in the order of rows, a batch in memory at a time."""
        with self._engine.connect() as connection:
            query = select(PassageRow.record).order_by(PassageRow.row)
            for record in connection.execution_options(yield_per=_BATCH).scalars(query):
                yield passage_from_record(json.loads(record))

    def section_text(self, passage: Passage) -> str:
        """The text of the section that a passage is of. Raises KeyError where the version does not hold it."""
        wanted = select(SectionRow.text).where(
            SectionRow.document_id == passage.document_id, SectionRow.part == passage.part
        )
        with self._engine.connect() as connection:
            text = connection.scalar(wanted)
        if text is None:
            raise KeyError(passage.id)
        return text

    def count_passages(self) -> int:
        with Session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(PassageRow)) or 0

    def close(self) -> None:
        self._engine.dispose()


def document_from_record(record: dict[str, Any]) -> Document:
    """The document that `asdict` and JSON made of it."""
    replaced = tuple(Replacement(**r) for r in record.pop("replaced_in_part", ()))
    keywords = tuple(record.pop("keywords", ()))
    plain = tuple(PlainWording(**wording) for wording in record.pop("plain", ()))
    return Document(**record, replaced_in_part=replaced, keywords=keywords, plain=plain)


def passage_from_record(record: dict[str, Any]) -> Passage:
    """The passage that `asdict` and JSON made of it."""
    sentences = tuple(Span(**span) for span in record.pop("sentences"))
    section = tuple(record.pop("section"))
    return Passage(**record, section=section, sentences=sentences)


def _section_records(document_id: str, sections: Sequence[Section]) -> Iterator[dict[str, Any]]:
    for part, section in enumerate(sections):
        yield {"document_id": document_id, "part": part, "text": section.text}


def _passage_records(passages: Iterable[Passage], first: int) -> Iterator[dict[str, Any]]:
    for row, passage in enumerate(passages, first):
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


def _abbreviation_records(document: Document, passages: Sequence[Passage]) -> Iterator[dict[str, Any]]:
    text = " ".join([document.title, *(passage.text for passage in passages)])
    for short, long in abbreviations(text).items():
        yield {"document_id": document.id, "short": short, "long": long}


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True)
