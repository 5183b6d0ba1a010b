"""Ingest on Ray: the same version as without, also when a worker dies on the way."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.embeddings import HashingEmbedder
from corpus.versions import VersionStore
from ingest.pipeline import build
from ingest.progress import Silent
from ingest.ray_engine import RayEngine

ray = pytest.importorskip("ray", reason="Ray is not installed (pip install .[scale])")
SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Two workers on this machine."""
    yield
    ray.shutdown()


@pytest.fixture
def articles(library):
    for file in (SAMPLES / "jats" / "prostate").glob("*.nxml"):
        library.write(file.name, file.read_bytes())
    for number in range(30):
        library.add(f"d{number}", f"Tea number {number} helped.")
    return library


def on_ray(library, name: str) -> str:
    engine = RayEngine(HashingEmbedder(), workers=2)
    return build(
        library.sources, VersionStore(library.store.root.parent / name), HashingEmbedder(), Silent(), engine
    ).version


@pytest.mark.enable_socket
def test_a_cluster_builds_the_version_that_one_process_builds(articles, cluster):
    assert on_ray(articles, "ray") == articles.build().version


@pytest.mark.enable_socket
def test_a_worker_that_dies_costs_time_and_no_document(articles, cluster):
    killed: list[int] = []

    def kill_one() -> None:
        while not killed:
            for stat in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    if b"ray::" in stat.read_bytes() and b"run" in stat.read_bytes():
                        os.kill(int(stat.parent.name), signal.SIGKILL)
                        killed.append(int(stat.parent.name))
                        return
                except OSError:
                    continue
            time.sleep(0.002)

    hunter = threading.Thread(target=kill_one, daemon=True)
    hunter.start()
    version = on_ray(articles, "ray-again")
    hunter.join(timeout=5)
    assert killed, "no worker was caught at work"
    assert version == articles.build().version
