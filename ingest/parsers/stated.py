"""What people state in YAML, in front matter and in sidecars: the shapes that both have, and how an error is told."""

from pydantic import BaseModel, ConfigDict, ValidationError

ID = r"^[a-z0-9][a-z0-9._-]*$"
"""The id of a document, as a file may state it."""


class ReplacementNote(BaseModel):
    """What of a document a newer one replaces."""

    model_config = ConfigDict(extra="forbid")
    by: str
    what: str


def problems(error: ValidationError) -> str:
    """Each key that is wrong, and why, on one line."""
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
