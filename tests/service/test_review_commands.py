"""The history of reviews as a file: exported by one command, brought back by another."""

import json

import pytest
from processes import footnote
from reviews_core import BEGUN, TAKEN

from service.records import Records


@pytest.fixture
def database(tmp_path):
    return f"sqlite:///{tmp_path / 'reviews.db'}"


def test_an_export_is_restored_in_another_database(tmp_path, database):
    records = Records(database)
    records.migrate()
    records.reviews.add(BEGUN, TAKEN)
    exported = footnote("review", "export", data=tmp_path, FOOTNOTE_DATABASE_URL=database)
    assert [json.loads(line)["version"] for line in exported.stdout.splitlines()] == [1, 2]
    kept = tmp_path / "reviews.jsonl"
    kept.write_text(exported.stdout, encoding="utf-8")
    other = f"sqlite:///{tmp_path / 'other.db'}"
    told = footnote("review", "restore", str(kept), data=tmp_path, FOOTNOTE_DATABASE_URL=other)
    assert told.returncode == 0 and "2 steps restored" in told.stderr
    assert footnote("review", "export", data=tmp_path, FOOTNOTE_DATABASE_URL=other).stdout == exported.stdout
    kept.write_text(exported.stdout.replace("“read”", "unread"), encoding="utf-8")
    told = footnote("review", "restore", str(kept), data=tmp_path, FOOTNOTE_DATABASE_URL=other)
    assert told.returncode == 1 and "version 2: kept is another event" in told.stderr
    kept.write_text(exported.stdout + "not a line\n", encoding="utf-8")
    told = footnote("review", "restore", str(kept), data=tmp_path, FOOTNOTE_DATABASE_URL=f"{other}2")
    assert told.returncode == 1 and "Line 3" in told.stderr and "Traceback" not in told.stderr
    assert footnote("review", "export", data=tmp_path, FOOTNOTE_DATABASE_URL=f"{other}2").stdout == ""
    records.close()
