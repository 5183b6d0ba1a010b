"""The catalogue gives back what was written, whatever a publisher puts into a field."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.catalog import Catalog
from corpus.documents import Document, Passage, Replacement, Span

IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True)
WORDS = st.text(st.characters(codec="utf-8"), max_size=30)
MAYBE = st.none() | WORDS
SPANS = st.builds(Span, st.integers(0, 9), st.integers(10, 99))
DOCUMENTS = st.builds(
    Document,
    id=IDS,
    title=WORDS,
    authors=MAYBE,
    organization=WORDS,
    year=st.none() | st.integers(1900, 2100),
    kind=WORDS,
    licence=WORDS,
    text_basis=st.sampled_from(["summary", "abstract", "label"]),
    as_of=WORDS,
    checked=st.sampled_from(["once", "twice"]),
    doi=MAYBE,
    evidence_level=MAYBE,
    retracted=st.booleans(),
    superseded_by=MAYBE,
    replaced_in_part=st.lists(st.builds(Replacement, IDS, WORDS), max_size=2).map(tuple),
)
PASSAGES = st.builds(
    Passage,
    id=IDS,
    document_id=st.just("replaced below"),
    ordinal=st.integers(0, 500),
    section=st.lists(WORDS, max_size=3).map(tuple),
    text=WORDS,
    start=st.integers(0, 9),
    end=st.integers(10, 99),
    sentences=st.lists(SPANS, max_size=3).map(tuple),
    page=st.none() | st.integers(1, 999),
    evidence_level=MAYBE,
    superseded_by=MAYBE,
)
A_DOCUMENT = Document("a", "A", None, "O", 2020, "rct", "CC0", "summary", "2026-11")


def passage(key: str, ordinal: int) -> Passage:
    return Passage(key, "a", ordinal, ("Results",), "Text.", 0, 5, (Span(0, 5),))


@settings(max_examples=40)
@given(DOCUMENTS, st.lists(PASSAGES, max_size=3, unique_by=lambda p: p.id))
def test_documents_and_passages_read_back_as_they_were_written(document, passages):
    owned = [Passage(**{**_fields(p), "document_id": document.id}) for p in passages]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.db"
        with closing(Catalog(path, create=True)) as written:
            written.write([(document, [], owned)])
        with closing(Catalog(path)) as read:
            assert read.documents == {document.id: document}
            assert read.passages([p.id for p in owned]) == {p.id: p for p in owned}


def test_passages_of_a_document_come_in_reading_order(tmp_path):
    with closing(Catalog(tmp_path / "catalog.db", create=True)) as catalog:
        catalog.write([(A_DOCUMENT, [], [passage("p2", 1), passage("p1", 0), passage("p3", 2)])])
        assert [p.id for p in catalog.passages_of("a")] == ["p1", "p2", "p3"]
        assert catalog.passages_of("b") == []
        assert catalog.count_passages() == 3


def test_an_unknown_passage_is_left_out(tmp_path):
    with closing(Catalog(tmp_path / "catalog.db", create=True)) as catalog:
        catalog.write([(A_DOCUMENT, [], [passage("p1", 0)])])
        assert list(catalog.passages(["p1", "p9"])) == ["p1"]


def test_a_catalogue_that_is_not_there_is_not_made_up(tmp_path):
    with pytest.raises(FileNotFoundError):
        Catalog(tmp_path / "catalog.db")
    assert not (tmp_path / "catalog.db").exists()


def _fields(value: Passage) -> dict[str, object]:
    return {name: getattr(value, name) for name in Passage.__slots__}
