"""A schema of a PostgreSQL database: where the catalogue of one corpus version lives when it is not a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateSchema, DropSchema


@dataclass(frozen=True, slots=True)
class Schema:
    """By its name. Raises ConnectionError where the database does not answer."""

    url: str = field(repr=False)
    name: str

    def open(self, *, create: bool) -> Engine:
        """An engine whose tables are those of the schema. Raises FileNotFoundError where it is not there."""
        with self._connected() as engine:
            if create:
                with engine.begin() as connection:
                    connection.execute(CreateSchema(self.name))
            elif not inspect(engine).has_schema(self.name):
                raise FileNotFoundError(f"no schema {self.name} in PostgreSQL")
        return engine  # what the block disposed of is connected again when it is used

    def drop(self) -> None:
        """Drop it with all that is in it, if it is there."""
        with self._connected() as engine, engine.begin() as connection:
            connection.execute(DropSchema(self.name, cascade=True, if_exists=True))

    @contextmanager
    def _connected(self) -> Iterator[Engine]:
        mapped = {"schema_translate_map": {None: self.name}}
        engine = create_engine(self.url, execution_options=mapped, pool_pre_ping=True, hide_parameters=True)
        try:
            yield engine
        except SQLAlchemyError as error:
            raise ConnectionError(f"PostgreSQL (FOOTNOTE_DATABASE_URL) does not do as asked: {error}") from error
        finally:
            engine.dispose()
