"""Where corpus versions keep vectors and catalogue: in their own folders, or in a Chroma server and PostgreSQL.

On a server a version goes by the name that its folder holds (`server-name`): its id and what no other build has. It is
written under that name from the start and becomes a version when its folder is moved into place, so what a build that
died left on a server is known by its folder and dropped with it; several data folders can share a server.
What is neither vectors nor catalogue stays in the folder: manifest.json, sources.json, the matrices, the lexical index
(made anew from a catalogue in PostgreSQL where it is missing). Replicas share the data folder or hold copies of it.
"""

import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from corpus.catalog import Catalog
from corpus.lexical import LexicalEntry, LexicalIndex
from corpus.schema import Schema
from corpus.vectors import Collection, VectorStore

NAME = "server-name"


@dataclass(frozen=True, slots=True)
class Servers:
    """The servers of all versions of a store; without them each version lives in its folder.

    What opens or drops raises OSError where a server does not answer or does not hold what it should.
    """

    chroma_url: str | None = None
    chroma_token: str | None = field(default=None, repr=False)
    database_url: str | None = field(default=None, repr=False)
    """SQLAlchemy URL of a PostgreSQL database in which schemas may be made."""

    def begin(self, folder: Path, version_id: str) -> None:
        """Make the folder of a version that is to be written."""
        folder.mkdir(parents=True)
        if self.chroma_url or self.database_url:
            (folder / NAME).write_text(f"{version_id}_{secrets.token_hex(4)}", encoding="utf-8")

    def catalog(self, folder: Path, *, create: bool = False) -> Catalog:
        return Catalog(self._catalog(folder), create=create)

    def vectors(self, folder: Path, *, create: bool = False) -> VectorStore:
        return VectorStore(self._vectors(folder), create=create)

    def lexical(self, folder: Path, catalog: Catalog) -> LexicalIndex:
        """The lexical index of a version, made from its catalogue in PostgreSQL where the folder has none."""
        path = folder / "lexical"
        if not path.exists():
            with FileLock(folder / "lexical.lock"):
                if not path.exists():
                    _derive(catalog, path)
        return LexicalIndex(path)

    def missing(self, folder: Path) -> list[str]:
        """What a version lacks of its vectors, catalogue and lexical index, in words."""
        own = {"catalog.db": not self.database_url, "lexical": not self.database_url, "vectors": not self.chroma_url}
        missing = [part for part, here in own.items() if here and not (folder / part).exists()]
        try:
            if self.database_url:
                self.catalog(folder).close()
            if self.chroma_url:
                self.vectors(folder).close()
        except OSError as error:
            missing.append(str(error))
        return missing

    def discard(self, folder: Path) -> None:
        """Drop a version or what was left of one. The folder goes last: it alone knows what is on the servers."""
        if (folder / NAME).exists():
            if isinstance(schema := self._catalog(folder), Schema):
                schema.drop()
            if isinstance(collection := self._vectors(folder), Collection):
                collection.drop()
        shutil.rmtree(folder, ignore_errors=True)  # on a network what is open elsewhere stays until the next build

    def _catalog(self, folder: Path) -> Path | Schema:
        return Schema(self.database_url, _name(folder)) if self.database_url else folder / "catalog.db"

    def _vectors(self, folder: Path) -> Path | Collection:
        if not self.chroma_url:
            return folder / "vectors"
        return Collection(self.chroma_url, self.chroma_token, _name(folder))


def _name(folder: Path) -> str:
    return (folder / NAME).read_text(encoding="utf-8")


def _derive(catalog: Catalog, path: Path) -> None:
    """Written beside its place, so that an index that is there is whole."""
    fresh = path.with_name(".lexical")
    shutil.rmtree(fresh, ignore_errors=True)
    documents = catalog.documents
    entries = (LexicalEntry(passage, documents[passage.document_id]) for passage in catalog.every_passage())
    LexicalIndex(fresh).build(entries)
    fresh.rename(path)
