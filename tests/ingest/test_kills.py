"""A build killed at any moment: the live version answers on, the next build finishes, nothing is left behind."""

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent
BUILD = """
import sys
from pathlib import Path
from corpus.embeddings import HashingEmbedder
from corpus.versions import VersionStore
from ingest.pipeline import build
from ingest.progress import Silent
import chromadb, tantivy
print("ready", flush=True)
build(Path(sys.argv[1]), VersionStore(Path(sys.argv[2])), HashingEmbedder(), Silent())
"""
POINTS = 20


@pytest.fixture
def shelf(library):
    for number in range(40):
        library.add(f"d{number}", f"## Results\n\nTea {number} helped {number} of 99 men. It was mild.")
    library.build()
    return library


def start(library) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", BUILD, library.sources, library.store.root]
    process = subprocess.Popen(arguments, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    with process.stdout as told:
        assert told.readline() == "ready\n"
    return process


def change(library, number: int) -> None:
    library.add("d0", f"## Results\n\nTea was changed {number} times.")


def test_killed_at_twenty_random_moments_it_serves_on_and_the_next_build_finishes(shelf):
    change(shelf, 0)
    started = time.monotonic()
    assert start(shelf).wait() == 0
    whole = time.monotonic() - started
    killed = 0
    for number in range(1, POINTS + 1):
        change(shelf, number)
        live = shelf.store.live()
        process = start(shelf)
        time.sleep(random.Random(number).uniform(0, 0.7 * whole))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        now = shelf.store.live()
        with closing(shelf.store.open_live()) as version:  # the one of before, or the new one whole
            (passage,) = version.catalog.passages_of("d0")
            times = number - 1 if now == live else number
            assert passage.text == f"Tea was changed {times} times."
            assert version.vectors.count() == version.lexical.count() == 40
        report = shelf.build()
        assert shelf.store.live() == report.version
        assert list(shelf.store.path("").glob(".building-*")) == []
        assert len(shelf.store.list()) <= 3
    assert killed >= POINTS / 4


def test_what_was_embedded_before_a_kill_is_not_embedded_again(shelf, counting):
    for number in range(40):
        shelf.add(f"d{number}", f"## Results\n\nCoffee {number} helped.")
    process = start(shelf)
    process.wait()
    assert shelf.build(counting).embedded == 0 == counting.embedded


def test_a_second_build_waits_for_the_first_and_says_for_whom(shelf, caplog):
    change(shelf, 1)
    first = start(shelf)
    holder = shelf.store.root / "lock.holder"
    deadline = time.monotonic() + 30
    while not holder.exists() and time.monotonic() < deadline:
        time.sleep(0.001)
    report = shelf.build()
    assert first.wait() == 0
    assert report.version == shelf.store.live()
    if caplog.records:  # the first may have ended before the second asked
        assert f"process {first.pid}" in caplog.text
