"""`python -m ingest` as a person runs it: what it prints, how it ends, and what it does not load."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent


def ingest(*arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=clean | {f"FOOTNOTE_{name.upper()}": str(value) for name, value in settings.items()},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def command(library, tmp_path):
    """The command on a small library, with the small embedder."""
    where = {"data": tmp_path / "data", "sources": library.sources, "embedder": "hashing"}

    def run(*arguments: str, **changed: object) -> subprocess.CompletedProcess[str]:
        return ingest("-m", "ingest", *arguments, **(where | changed))

    return run


def test_build_says_in_words_what_is_live_and_names_what_was_left_out(command, library):
    library.add("a")
    library.write("notes.xyz", b"what")
    run = command("build")
    assert run.returncode == 0
    assert f"Corpus version {library.store.live()} is live: 1 document, 1 passage; 1 file read, 1 passage" in run.stdout
    assert run.stderr.strip() == "left out: notes.xyz: no parser reads .xyz"


def test_build_reads_the_folder_that_it_is_given(command, library, tmp_path):
    library.add("a")
    assert command("build", str(library.sources), sources=tmp_path / "nowhere").returncode == 0
    assert library.store.live()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"sources": "/nowhere"}, "ingest failed: /nowhere/corpus.yaml must say what the library is about"),
        ({"embedder": "/"}, "ingest failed: / holds no model weights"),
        ({"data": "/dev/null"}, "ingest failed: "),
    ],
)
def test_a_build_that_fails_says_why_without_a_traceback(command, library, changed, told):
    library.add("a")
    run = command("build", **changed)
    assert run.returncode == 1 and run.stdout == ""
    assert run.stderr.startswith(told) and "Traceback" not in run.stderr


def test_status_shows_the_live_version(command, library):
    library.add("a")
    library.build()
    run = command("status")
    assert run.returncode == 0
    shown = json.loads(run.stdout)
    assert (shown["id"], shown["documents"], shown["scope"]["subject"]) == (library.store.live(), 1, "tea and coffee")


def test_status_of_nothing_says_what_to_run(command):
    run = command("status")
    assert run.returncode == 1 and run.stdout == ""
    assert "There is no corpus under" in run.stderr and "Run `make ingest`." in run.stderr


def test_a_second_build_of_the_real_library_says_nothing_changed_and_loads_no_model(corpus, data):
    built = corpus.manifest
    settings = {"data": data, "embedder": built.embedder.name, "embedder_dtype": built.embedder.dtype}
    run = ingest("-X", "importtime", "-m", "ingest", "build", **settings)
    assert run.returncode == 0
    assert run.stdout.startswith(f"Nothing changed: corpus version {corpus.id} ({built.documents} documents, ")
    loaded = {row.rpartition("|")[2].strip() for row in run.stderr.splitlines()}
    assert "corpus.embeddings" in loaded
    assert loaded.isdisjoint({"torch", "sentence_transformers", "transformers", "chromadb"})
