"""The recorded answers: what a model might have written, half of it true and half altered in one thing."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from evals.cases import HERE, load

PATH = HERE / "written.jsonl"


class RecordedStatement(BaseModel):
    """One sentence of an answer, the sentence of a source that it cites, and the grounding case that both are from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: str
    quote: str
    altered: bool
    case: str
    also: tuple[str, ...] = ()
    """Further sentences that it cites, of the same document."""

    @property
    def quotes(self) -> tuple[str, ...]:
        return (self.quote, *self.also)


class RecordedAnswer(BaseModel):
    """An answer, and a question that brings the passages which it cites before the model."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    question: str
    statements: tuple[RecordedStatement, ...] = Field(min_length=2, max_length=6)


def recorded() -> Sequence[RecordedAnswer]:
    """All recorded answers, in order."""
    return load(RecordedAnswer, PATH)
