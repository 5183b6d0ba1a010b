"""The cases of `make bench-grounding`: statements about sentences of the corpus, true to them or wrong in one thing."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from evals.cases import HERE, load

Kind = Literal[
    "paraphrase", "number", "unit", "arm", "comparator", "direction", "negation",
    "significance", "hedge", "drug", "trial", "population",
]  # fmt: skip
CaseSet = Literal["development", "held_out"]


class GroundingCase(BaseModel):
    """A statement about sentences of one document, with what was done to it; `change` says what is wrong."""

    model_config = ConfigDict(extra="forbid")
    id: str
    document: str
    quotes: list[str] = Field(min_length=1)
    statement: str
    kind: Kind
    how: str | None = None
    change: str | None = None


def cases(name: CaseSet) -> Sequence[GroundingCase]:
    """The development cases were read while the verifier was written, and train its model; the held-out ones not."""
    return load(GroundingCase, HERE / "grounding" / f"{name}.jsonl")
