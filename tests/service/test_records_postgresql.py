"""The database of answers on a real PostgreSQL, started from this machine's binaries for these tests alone."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from records_core import RecordsCore

from tests.needs import program


@pytest.fixture(scope="module")
def server():
    """The folder of the socket that the server listens on. It refuses to run as root, hence `nobody`."""
    tools = Path(program("initdb", folders="usr/lib/postgresql/*/bin")).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="footnote-pg-", dir="/tmp"))  # a socket's path must be short
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    cluster = ["-D", str(folder / "data")]
    subprocess.run(
        [tools / "initdb", *cluster, "-U", "footnote", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        cwd=folder,
        **user,
    )
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [tools / "postgres", *cluster, "-k", str(folder), "-c", "listen_addresses=", "-F"],
            stdout=log,
            stderr=log,
            cwd=folder,
            **user,
        )
    try:
        for _ in range(600):
            if subprocess.run([tools / "pg_isready", "-q", "-h", str(folder)], check=False).returncode == 0:
                break
            assert running.poll() is None, (folder / "log").read_text()
            time.sleep(0.05)
        yield folder
    finally:
        running.terminate()
        running.wait(30)
        shutil.rmtree(folder)


@pytest.fixture
def url(server, tmp_path):
    from psycopg import connect

    name = f"answers_{tmp_path.name.lower()}"[:60]
    with connect(host=str(server), user="footnote", dbname="postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql+psycopg://footnote@/{name}?host={server}"


class TestPostgresql(RecordsCore):
    """Everything in records_core."""
