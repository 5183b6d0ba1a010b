"""From what a file says, and what a sidecar adds, to a document's record.

A sidecar is `NAME.yaml` beside `NAME.pdf` (or `NAME.pdf.yaml`): keys as in the front matter of Markdown, all of them
optional. What it states goes before what the file says. What neither states is reported, and a title is never made up.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.documents import Checked, Document, Replacement, TextBasis
from ingest.parsers import Metadata, ParseError
from ingest.parsers.stated import ID, ReplacementNote, problems

SIDECAR = ".yaml"
REPORTED = ("authors", "organization", "year", "kind", "licence")
"""What an operator is told of where it is missing."""
_KINDS = {"registry": "registry record"}
"""What a document is called whose kind nobody states, by what its text is."""


Admitted = Literal["instructions", "standing"]
"""What a build would leave a document out for, and an operator may admit: ingest/doubts.py, ingest/claims.py."""


class Sidecar(BaseModel):
    """What an operator states about a file; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid")
    id: str | None = Field(default=None, pattern=ID)
    title: str | None = None
    authors: str | None = None
    organization: str | None = None
    year: int | None = None
    kind: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    nct: str | None = None
    study: str | None = None
    url: str | None = None
    licence: str | None = None
    keywords: tuple[str, ...] | None = None
    evidence_level: str | None = None
    as_of: str | None = None
    text_basis: TextBasis | None = None
    checked: Checked | None = None
    review_status: Literal["submitted", "under_review", "approved"] | None = None
    retracted: bool | None = None
    supersedes: str | None = None
    superseded_by: str | None = None
    replaced_in_part: tuple[ReplacementNote, ...] | None = None
    admit: Admitted | tuple[Admitted, ...] | None = None


_FOR_ONE = ("id", "title", "doi", "pmid", "pmcid", "nct", "url", "supersedes", "superseded_by")
"""What can hold for a single document only: no sidecar of a file that holds several may state it."""


def read_sidecar(path: Path | None) -> Mapping[str, Any]:
    """What a sidecar states; nothing where there is none. Raises ParseError naming the key that is wrong."""
    if path is None:
        return {}
    try:
        stated = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
        return Sidecar.model_validate(stated).model_dump(exclude_none=True)
    except ValidationError as error:
        raise ParseError(f"{path.name}: {problems(error)}") from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ParseError(f"{path.name} cannot be read: {error}") from error


def admits(stated: Mapping[str, Any], what: Admitted) -> bool:
    """Whether an operator, in a sidecar, answers for this."""
    admitted = stated.get("admit", ())
    return what in ((admitted,) if isinstance(admitted, str) else admitted)


def check_scope(stated: Mapping[str, Any], documents: int) -> None:
    """A sidecar of a file with several documents speaks of all of them."""
    wrong = [name for name in _FOR_ONE if name in stated] if documents > 1 else []
    if wrong:
        raise ParseError(f"the sidecar states {', '.join(wrong)}, but the file holds {documents} documents")


def document(found: Metadata, stated: Mapping[str, Any], name: str, parser: str) -> Document:
    """The record of one document of the file `name`. Raises ParseError where it has no title."""
    said = _said(found) | dict(stated)
    if not said.get("title"):
        sidecar = Path(name).with_suffix(SIDECAR).name
        raise ParseError(f"the file states no title: state it in {sidecar} beside it (title: …)")
    said.setdefault("id", _id(said, name))
    said.setdefault("organization", "")
    said.setdefault("licence", "not stated")
    said.setdefault("kind", _KINDS.get(said["text_basis"], "article"))
    known = {field.name: said[field.name] for field in fields(Document) if field.name in said}
    known["replaced_in_part"] = tuple(Replacement(**note) for note in said.get("replaced_in_part", ()))
    return Document(**{"authors": None, "year": None, "as_of": "", **known, "parser": parser})


def missing(found: Metadata, stated: Mapping[str, Any]) -> tuple[str, ...]:
    """What an operator would want to state."""
    if "id" in found.extra:  # front matter states every field, if only as null
        return ()
    said = _said(found) | dict(stated)
    return tuple(name for name in REPORTED if not said.get(name))


def links(found: Metadata, stated: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """The id of the document that this one supersedes, and the DOIs or PMIDs of those that it retracts."""
    said = _said(found) | dict(stated)
    retracts = str(said.get("retracts", "")).split()
    return said.get("supersedes"), tuple(key.lower() for key in retracts)


def _said(found: Metadata) -> dict[str, Any]:
    own = {field.name: getattr(found, field.name) for field in fields(Metadata) if field.name != "extra"}
    return {name: value for name, value in {**own, **found.extra}.items() if value not in (None, "", ())}


def _id(said: Mapping[str, Any], name: str) -> str:
    """A stable id of the identifiers that a document has, of the file's name where it has none."""
    for key, prefix in (("pmcid", ""), ("pmid", "pmid-"), ("doi", "doi-"), ("nct", "")):
        if said.get(key):
            return prefix + _slug(str(said[key]))
    return _slug(str(Path(name).with_suffix("")))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-._") or "document"
