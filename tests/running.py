"""Real servers for tests, started from this machine's binaries on loopback or a socket, for these tests alone."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.needs import program


@contextmanager
def postgresql() -> Iterator[Path]:
    """The folder of the socket that PostgreSQL listens on. It refuses to run as root, hence `nobody`."""
    tools = Path(program("initdb", folders="usr/lib/postgresql/*/bin")).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="footnote-pg-", dir="/tmp"))  # a socket's path must be short
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    cluster = ["-D", str(folder / "data")]
    initdb = [tools / "initdb", *cluster, "-U", "footnote", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **user)
    serve = [tools / "postgres", *cluster, "-k", str(folder), "-c", "listen_addresses=", "-F"]
    ready = [tools / "pg_isready", "-q", "-h", str(folder)]
    with _running(serve, folder, lambda: subprocess.run(ready, check=False).returncode == 0, user):
        yield folder


@contextmanager
def chroma() -> Iterator[str]:
    """The address of a Chroma server."""
    command = str(Path(sys.executable).parent / "chroma")
    folder = Path(tempfile.mkdtemp(prefix="footnote-chroma-"))
    port = _free_port()
    serve = [command, "run", "--path", str(folder / "data"), "--host", "127.0.0.1", "--port", str(port)]
    with _running(serve, folder, lambda: _listens(port), {}):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def redis(port: int | None = None) -> Iterator[tuple[str, Callable[[], None]]]:
    """The URL of a Redis that keeps nothing on disk, and what kills it as the kernel would."""
    folder = Path(tempfile.mkdtemp(prefix="footnote-redis-"))
    port = port or _free_port()
    serve = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with _running(serve, folder, lambda: _listens(port), {}) as server:
        yield f"redis://127.0.0.1:{port}/0", lambda: _kill(server)


def collections(chroma_url: str) -> list[str]:
    """The names of all collections of a Chroma server."""
    address = f"{chroma_url}/api/v2/tenants/default_tenant/databases/default_database/collections"
    with urllib.request.urlopen(address) as answer:
        return [collection["name"] for collection in json.load(answer)]


@contextmanager
def _running(
    command: list[Any], folder: Path, is_ready: Callable[[], bool], user: dict[str, Any]
) -> Iterator[subprocess.Popen[bytes]]:
    log = folder / "log"
    with log.open("wb") as told:
        server = subprocess.Popen(command, stdout=told, stderr=told, cwd=folder, **user)
    try:
        for _ in range(600):
            if is_ready():
                break
            assert server.poll() is None, log.read_text()
            time.sleep(0.05)
        yield server
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL would wait for its clients at a SIGTERM
        server.wait(30)
        shutil.rmtree(folder)


def _kill(server: subprocess.Popen[bytes]) -> None:
    server.kill()
    server.wait(30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
