"""Faults of disk and folder: a full disk ends a build with a message, and what is no file stops no other file."""

import os
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent
KB = 1024
DOCUMENTS = 40
ROOMS = (0, 20, 100, 900, 1_800)
"""KB that are free where the lock, the cache, the catalogue, the matrices and Chroma are written, in turn."""
SIZES = (40, 600)
"""KB that a file may have: less than the catalogue, less than the matrices."""


class Shelf:
    """A live version, and sources that have changed since; what the next build embeds is in the cache."""

    def __init__(self, library) -> None:
        self.library = library
        self.fill("Coffee")
        shutil.rmtree(library.store.path(library.build().version))
        self.fill("Tea")
        self.live = library.build().version
        self.fill("Coffee")

    def fill(self, what: str) -> None:
        for number in range(DOCUMENTS):
            lines = "\n".join(f"{what} {number} helped {line} of 99 men." for line in range(60))
            self.library.add(f"d{number}", f"## Results\n\n{lines}")

    def build(self, largest: int | None = None) -> subprocess.CompletedProcess[str]:
        """`largest`: how many bytes a file may have."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
        where = {"DATA": self.library.store.root.parent, "SOURCES": self.library.sources, "EMBEDDER": "hashing"}
        limit = None
        if largest is not None:
            limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (largest, largest))
        return subprocess.run(
            [sys.executable, "-m", "ingest", "build"],
            cwd=PROJECT,
            env=clean | {f"FOOTNOTE_{name}": str(value) for name, value in where.items()},
            preexec_fn=limit,
            capture_output=True,
            text=True,
            check=False,
        )

    def assert_told(self, run: subprocess.CompletedProcess[str]) -> None:
        """Exit status 1, a line that says why, and the old version live."""
        assert run.returncode == 1, run.stderr
        (line,) = run.stderr.strip().splitlines()
        assert line.startswith("ingest failed: ") and any(word in line for word in ("disk", "space", "too large")), line
        assert self.library.store.live() == self.live

    def assert_put_right(self) -> None:
        """The old version is whole, and the next build makes the new one live and clears away what was left."""
        with closing(self.library.store.open_live()) as version:
            assert version.vectors.count() == version.lexical.count() == version.manifest.passages
        run = self.build()
        assert run.returncode == 0 and self.library.store.live() != self.live, run.stderr
        assert list(self.library.store.path("").glob(".building-*")) == []


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of 32 MB, where this process may mount one."""
    folder = tmp_path / "data"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a file system takes root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_ends_the_build_and_with_room_the_next_one_works(library):
    shelf = Shelf(library)
    data = library.store.root.parent
    for room in ROOMS:
        for unfinished in library.store.path("").glob(".building-*"):
            shutil.rmtree(unfinished)  # the next build would: here, so that each finds as little room as it is given
        disk = os.statvfs(data)
        (data / "ballast").write_bytes(bytes(disk.f_bavail * disk.f_frsize - room * KB))
        shelf.assert_told(shelf.build())
        (data / "ballast").unlink()
    shelf.assert_put_right()


def test_a_file_that_may_not_grow_ends_the_build_and_the_next_one_works(library):
    shelf = Shelf(library)
    for size in SIZES:
        shelf.assert_told(shelf.build(size * KB))
    shelf.assert_put_right()


def make_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may have a hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


STRANGE = {
    "dangling link": (lambda path: path.symlink_to("nowhere"), "No such file"),
    "link to itself": (lambda path: path.symlink_to(path.name), "symbolic links"),
    "pipe": (os.mkfifo, "no file but a pipe"),
    "socket": (make_socket, "no file but a pipe, a socket"),
    "link to its own folder": (lambda path: path.symlink_to("."), "a link to a folder that it lies in"),
}


@pytest.mark.parametrize(("make", "told"), STRANGE.values(), ids=STRANGE)
def test_what_is_no_file_is_told_and_the_others_are_built(library, make, told):
    library.add("a")
    (library.sources / "deep").mkdir()
    make(library.sources / "deep" / "x.md")
    report = library.build()
    assert list(report.quarantined) == ["deep/x.md"] and told in report.quarantined["deep/x.md"]
    assert report.documents == 1 and library.build().unchanged


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("nowhere"), os.mkfifo], ids=["dangling link", "pipe"])
def test_a_sidecar_that_is_no_file_leaves_out_its_file_alone(library, make):
    library.add("a")
    library.write("b.html", "<html><title>Tea</title><p>Tea helped.</p></html>")
    make(library.sources / "b.yaml")
    report = library.build()
    assert list(report.quarantined) == ["b.html"] and "b.yaml" in report.quarantined["b.html"]
    assert report.documents == 1


def test_a_link_to_a_folder_elsewhere_is_followed(library, tmp_path):
    library.add("a").rename(tmp_path / "a.md")
    (library.sources / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a.md").rename(tmp_path / "elsewhere" / "a.md")
    assert library.build().files.keys() == {"linked/a.md"}


def test_a_name_that_is_no_utf_8_is_read_like_any_other(library):
    file = library.add("a")
    os.rename(file, os.fsencode(library.sources) + b"/\xff.md")  # noqa: PTH104  # a name as bytes
    assert library.build().files["?.md"].documents == ("a",)
