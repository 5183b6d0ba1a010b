"""The database of answers on a real PostgreSQL, started from this machine's binaries for these tests alone."""

import pytest
from keys_core import KeysCore
from places_core import PlacesCore
from records_core import RecordsCore

from tests.running import postgresql


@pytest.fixture(scope="module")
def server():
    with postgresql() as folder:
        yield folder


@pytest.fixture
def url(server, tmp_path):
    from psycopg import connect

    name = f"answers_{tmp_path.name.lower()}"[:60]
    with connect(host=str(server), user="footnote", dbname="postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql+psycopg://footnote@/{name}?host={server}"


class TestPostgresql(RecordsCore, PlacesCore, KeysCore):
    """Everything in records_core, places_core and keys_core."""
