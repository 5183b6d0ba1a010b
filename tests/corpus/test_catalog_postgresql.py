"""A library whose catalogue is in a real PostgreSQL, and one that is in both servers."""

import pytest
from servers_core import Library, ServersCore
from sqlalchemy import create_engine, text

from corpus.servers import Servers
from corpus.settings import CorpusSettings
from tests.running import chroma, collections, postgresql


@pytest.fixture(scope="module")
def database():
    with postgresql() as folder:
        yield f"postgresql+psycopg://footnote@/postgres?host={folder}"


@pytest.fixture(scope="module")
def chroma_url():
    with chroma() as address:
        yield address


@pytest.fixture
def schemas(database):
    engine = create_engine(database)

    def names() -> list[str]:
        with engine.connect() as connection:
            return list(connection.scalars(text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'cv%'")))

    yield names
    engine.dispose()


class TestPostgresql(ServersCore):
    @pytest.fixture
    def servers(self, database):
        return Servers(database_url=database)

    @pytest.fixture
    def listed(self, schemas):
        return schemas


class TestBoth(ServersCore):
    @pytest.fixture
    def servers(self, database, chroma_url):
        return Servers(chroma_url, None, database)

    @pytest.fixture
    def listed(self, schemas, chroma_url):
        return lambda: [*schemas(), *collections(chroma_url)]


def test_the_folder_of_a_version_holds_no_catalogue(database, tmp_path):
    library = Library(tmp_path, Servers(database_url=database))
    folder = library.store.path(library.build())
    assert not (folder / "catalog.db").exists() and (folder / "vectors").exists()


def test_a_database_that_does_not_answer_is_told_by_its_setting(tmp_path):
    library = Library(tmp_path, Servers(database_url=f"postgresql+psycopg://a:s3cret@/b?host={tmp_path}"))
    with pytest.raises(ConnectionError, match="FOOTNOTE_DATABASE_URL") as refused:
        library.build()
    assert "s3cret" not in str(refused.value) + repr(library.store.servers)


@pytest.mark.parametrize(
    ("given", "used"), [("sqlite:///answers.db", None), ("postgresql+psycopg://h/b", "postgresql+psycopg://h/b")]
)
def test_only_the_url_of_a_postgresql_moves_the_catalogue(monkeypatch, given, used):
    monkeypatch.setenv("FOOTNOTE_DATABASE_URL", given)
    assert CorpusSettings().servers.database_url == used
