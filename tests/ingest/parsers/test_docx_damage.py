"""Word files that are damaged, too large, or no Word files."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parsers import ParseError
from ingest.parsers.docx.parser import parse_docx

SAMPLES = Path(__file__).parent.parent / "samples"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize("data", [b"", b"plain", OLD_WORD, b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.docx").write_bytes(data)
    with pytest.raises(ParseError):
        parse_docx(tmp_path / "x.docx")


def test_a_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.parsers.docx.parser._LARGEST", 60_000)
    with pytest.raises(ParseError, match="unpacks to more than"):
        parse_docx(SAMPLES / "edge" / "word_tables.docx")


@given(st.binary(min_size=1, max_size=8), st.integers(0, 14_000))
def test_a_damaged_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, damage: bytes, place: int) -> None:
    data = bytearray((SAMPLES / "edge" / "word_tables.docx").read_bytes())
    data[place : place + len(damage)] = damage
    file = tmp_path_factory.getbasetemp() / "damaged.docx"
    file.write_bytes(data)
    try:
        assert parse_docx(file)[0].sections
    except ParseError as error:
        assert str(error)


def test_every_part_that_is_missing_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(SAMPLES / "edge" / "docx_comments.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for missing in parts:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as written:
            for name, data in parts.items():
                if name != missing:
                    written.writestr(name, data)
        (tmp_path / "x.docx").write_bytes(packed.getvalue())
        try:
            assert "first paragraph" in parse_docx(tmp_path / "x.docx")[0].sections[0].text
        except ParseError as error:
            assert str(error)
