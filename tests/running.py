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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [command, "run", "--path", str(folder / "data"), "--host", "127.0.0.1", "--port", str(port)]
    with _running(serve, folder, lambda: _listens(port), {}):
        yield f"http://127.0.0.1:{port}"


def collections(chroma_url: str) -> list[str]:
    """The names of all collections of a Chroma server."""
    address = f"{chroma_url}/api/v2/tenants/default_tenant/databases/default_database/collections"
    with urllib.request.urlopen(address) as answer:
        return [collection["name"] for collection in json.load(answer)]


@contextmanager
def _running(command: list[Any], folder: Path, is_ready: Callable[[], bool], user: dict[str, Any]) -> Iterator[None]:
    log = folder / "log"
    with log.open("wb") as told:
        server = subprocess.Popen(command, stdout=told, stderr=told, cwd=folder, **user)
    try:
        for _ in range(600):
            if is_ready():
                break
            assert server.poll() is None, log.read_text()
            time.sleep(0.05)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL would wait for its clients at a SIGTERM
        server.wait(30)
        shutil.rmtree(folder)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
