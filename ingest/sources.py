"""The files of a source folder: which there are, what reads each, and a key that changes when either does."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.formats import Format, format_of
from ingest.metadata import SIDECAR
from ingest.parsers import ParseError

SCOPE_FILE = "corpus.yaml"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that holds documents. `format` is None, and `problem` says why, where nothing reads it."""

    name: str
    """Its path below the source folder."""
    path: Path
    content: str
    """SHA-256 of its bytes."""
    format: Format | None
    sidecar: Path | None = None
    beside: str = ""
    """SHA-256 of the sidecar's bytes."""
    problem: str | None = None

    def key(self, chunked_by: str) -> str:
        """Changes with the file, its sidecar, its parser, or how texts are cut."""
        parser = self.format.label if self.format else self.problem
        said = "\0".join((self.name, self.content, str(parser), chunked_by, self.beside))
        return hashlib.sha256(said.encode()).hexdigest()


def scan(folder: Path) -> list[SourceFile]:
    """Every file below `folder`, by name. Raises OSError where a folder cannot be read."""
    return list(_described(folder, sorted(_walk(folder))))


def _walk(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Files, and links to a folder that they lie in."""
    above |= {folder.resolve()}
    for path in folder.iterdir():  # rglob passes over what it may not read
        if path.name.startswith("."):
            continue
        if path.is_dir() and path.resolve() not in above:
            yield from _walk(path, above)
        elif path.name != SCOPE_FILE:
            yield path


def _described(folder: Path, paths: list[Path]) -> Iterator[SourceFile]:
    sidecars = _sidecars(paths)
    beside = set(sidecars.values())
    for path in paths:
        name = path.relative_to(folder).as_posix().encode(errors="replace").decode()  # it may be no UTF-8
        if path in beside:
            continue
        if path.suffix == SIDECAR:
            yield SourceFile(name, path, "", None, problem="a sidecar without a file of its name beside it")
            continue
        sidecar = sidecars.get(path)
        try:
            content, said = _digest(path), _digest(sidecar) if sidecar else ""
            yield SourceFile(name, path, content, format_of(path), sidecar, said)
        except (ParseError, OSError) as error:
            yield SourceFile(name, path, "", None, problem=str(error))


def _digest(path: Path) -> str:
    """SHA-256 of a file. Raises OSError where it cannot be read."""
    if path.exists() and not path.is_file():  # a pipe would wait for ever
        kind = "a link to a folder that it lies in" if path.is_dir() else "a pipe, a socket or a device"
        raise OSError(f"{path.name} is no file but {kind}")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sidecars(paths: list[Path]) -> dict[Path, Path]:
    """The sidecar of each file that has one."""
    listed = set(paths)
    found = {}
    for path in paths:
        named = (path.with_name(path.name + SIDECAR), path.with_suffix(SIDECAR))
        sidecar = next((one for one in named if one in listed and one != path), None)
        if sidecar and path.suffix != SIDECAR:
            found[path] = sidecar
    return found
