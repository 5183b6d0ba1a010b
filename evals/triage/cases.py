"""Messages, and whether each needs help now. `evals/cases/triage/`."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from evals.cases import HERE, load

FOLDER = HERE / "triage"


class Message(BaseModel):
    """What a reader types after `earlier` messages. `rules`: those whose instructions would do; none: no emergency."""

    model_config = ConfigDict(extra="forbid")
    id: str
    text: str
    earlier: list[str] = []
    rules: list[str]
    kind: str | None = None
    written_by: str | None = None
    reviewed_by: str | None = None

    @property
    def urgent(self) -> bool:
        return bool(self.rules)


def messages(name: str) -> Sequence[Message]:
    """The messages of evals/cases/triage/<name>.jsonl, in order."""
    return load(Message, FOLDER / f"{name}.jsonl")
