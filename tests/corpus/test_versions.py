"""Corpus versions: one is live, the others stay, and what is damaged or foreign is refused with what to run."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.embeddings import EmbedderIdentity
from corpus.lexical import ANALYZER
from corpus.manifest import Manifest, Scope
from corpus.versions import CorpusError, CorpusVersion, VersionStore

MINILM = EmbedderIdentity("minilm", "rev-a", "float32")
OTHER = EmbedderIdentity("minilm", "rev-b", "float32")
MANIFEST = Manifest(
    id="cv_1",
    scope=Scope("tea", "Ask a doctor.", vocabulary=(("tea", "infusion"), ("cup", "mug"))),
    embedder=MINILM,
    dimension=384,
    documents=2,
    passages=3,
    sentences=9,
    built_at="2026-11-23T12:00:00+00:00",
    analyzer=ANALYZER,
)


@pytest.fixture
def store(tmp_path) -> VersionStore:
    return VersionStore(tmp_path)


def put(store: VersionStore, version_id: str, age: int = 0) -> Path:
    """A version whose parts are there and empty, but for its manifest."""
    folder = store.path(version_id)
    for part in ("lexical", "vectors"):
        (folder / part).mkdir(parents=True)
    for part in ("catalog.db", "passages.npy", "sentences.npy", "stragglers.npy"):
        (folder / part).touch()
    manifest = folder / "manifest.json"
    manifest.write_text(replace(MANIFEST, id=version_id).to_json(), encoding="utf-8")
    os.utime(manifest, (1_700_000_000 - age, 1_700_000_000 - age))
    return folder


def test_where_nothing_was_built_opening_says_what_to_run(store):
    assert store.live() is None and store.list() == []
    with pytest.raises(CorpusError, match=r"no corpus under .*Run `make ingest`"):
        store.open_live()


def test_the_version_that_was_activated_last_is_the_one_that_is_opened(store):
    put(store, "cv_1")
    put(store, "cv_2")
    store.activate("cv_1")
    store.activate("cv_2")
    assert store.live() == "cv_2"
    assert store.open_live().id == "cv_2"


def test_versions_are_listed_oldest_first(store):
    put(store, "cv_new", age=10)
    put(store, "cv_old", age=99)
    assert store.list() == ["cv_old", "cv_new"]


def test_a_version_that_is_still_being_built_is_not_listed(store):
    put(store, ".building-cv_2")
    assert store.list() == []


def test_a_version_that_does_not_exist_cannot_go_live(store):
    put(store, "cv_1")
    store.activate("cv_1")
    with pytest.raises(CorpusError, match="no corpus version cv_9"):
        store.activate("cv_9")
    assert store.live() == "cv_1"


def test_a_live_version_that_was_deleted_is_reported_with_what_to_run(store):
    manifest = put(store, "cv_1") / "manifest.json"
    store.activate("cv_1")
    manifest.unlink()
    with pytest.raises(CorpusError, match=r"cv_1 is not a corpus version.*Run `make ingest`"):
        store.open_live()


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
def test_a_manifest_that_is_cut_off_is_refused_with_what_to_run(store, share):
    manifest = put(store, "cv_1") / "manifest.json"
    whole = manifest.read_text(encoding="utf-8")
    manifest.write_text(whole[: int(len(whole) * share)], encoding="utf-8")
    store.activate("cv_1")
    with pytest.raises(CorpusError, match=r"cv_1 is not a corpus version.*Run `make ingest`"):
        store.open_live()


@pytest.mark.parametrize("part", ["lexical", "vectors"])
def test_a_version_that_lost_a_part_is_refused_naming_it_and_what_to_run(store, part):
    (put(store, "cv_1") / part).rmdir()
    store.activate("cv_1")
    with pytest.raises(CorpusError, match=rf"no {part}\)\. Run `make ingest`"):
        store.open_live()


def test_a_manifest_of_something_else_is_refused(store):
    manifest = put(store, "cv_1") / "manifest.json"
    manifest.write_text('["not", "a", "manifest"]', encoding="utf-8")
    with pytest.raises(CorpusError, match="cv_1 is not a corpus version"):
        CorpusVersion(store.path("cv_1"))


def test_a_version_of_another_schema_is_refused_naming_both(store):
    manifest = put(store, "cv_1") / "manifest.json"
    manifest.write_text(replace(MANIFEST, schema=7).to_json(), encoding="utf-8")
    with pytest.raises(CorpusError, match="built for schema 7, not 6"):
        CorpusVersion(store.path("cv_1"))


def test_a_version_indexed_for_other_search_terms_is_refused(store):
    manifest = put(store, "cv_1") / "manifest.json"
    manifest.write_text(replace(MANIFEST, analyzer="other/0").to_json(), encoding="utf-8")
    with pytest.raises(CorpusError, match="make ingest"):
        CorpusVersion(store.path("cv_1"))


def test_another_embedder_than_the_one_that_built_the_version_is_refused_naming_both(store):
    version = CorpusVersion(put(store, "cv_1"))
    version.require_embedder(MINILM)
    with pytest.raises(CorpusError, match=r"rev-a.*rev-b.*FOOTNOTE_EMBEDDER"):
        version.require_embedder(OTHER)
    with pytest.raises(CorpusError, match="bfloat16"):
        version.require_embedder(replace(MINILM, dtype="bfloat16"))


def test_a_manifest_reads_back_as_it_was_written():
    assert Manifest.from_json(MANIFEST.to_json()) == MANIFEST


def test_a_python_with_too_old_a_sqlite_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr("sqlite3.sqlite_version", "3.34.1")
    with pytest.raises(CorpusError, match=r"SQLite 3\.34\.1, Chroma needs 3\.35\.0 or newer.*Use a Python"):
        VersionStore(tmp_path)
