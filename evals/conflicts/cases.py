"""Questions with sources that disagree, or only seem to. `evals/cases/conflicts/`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.documents import Document, Passage
from corpus.sentences import sentence_spans
from evals.cases import HERE
from service.answering.remarks import Disagreement
from service.answering.types import Evidence

FOLDER = HERE / "conflicts"


class PlantedDocument(BaseModel):
    """A document of a case."""

    model_config = ConfigDict(extra="forbid")
    id: str
    title: str
    organization: str
    year: int
    kind: str
    text: str

    def evidence(self) -> list[Evidence]:
        """Its sentences, of one passage."""
        spans = sentence_spans(self.text)
        document = Document(
            self.id, self.title, None, self.organization, self.year, self.kind, "", text_basis="full_text", as_of=""
        )
        passage = Passage(f"{self.id}-0", self.id, 0, (), self.text, 0, len(self.text), spans)
        return [Evidence(passage, document, span) for span in spans]


class PlantedConflict(BaseModel):
    """A question with documents of which two disagree (`pair`), or that only seem to. `kind`: what they speak of."""

    model_config = ConfigDict(extra="forbid")
    id: str
    question: str
    documents: list[PlantedDocument] = Field(min_length=2)
    conflict: bool
    kind: Disagreement
    pair: tuple[str, str] | None
    why: str
    written_by: str | None = None
    reviewed_by: str | None = None


class Judged(BaseModel):
    """A conflict told for a development question, and whether it is one."""

    model_config = ConfigDict(extra="forbid")
    question: str
    kind: Disagreement
    sources: tuple[str, str]
    judgement: Literal["real", "explained", "false"]
    """`explained`: the sources differ because they speak of different things, and the note says of which."""
    why: str
    written_by: str | None = None
    reviewed_by: str | None = None


class Side(BaseModel):
    """A sentence of a document, and one `beside` it on the same subject that takes no side."""

    model_config = ConfigDict(extra="forbid")
    title: str
    kind: str
    text: str
    beside: str


class WrittenPair(BaseModel):
    """A question with two sentences that disagree in what `label` says, or do not. `near`: in what they seem to."""

    model_config = ConfigDict(extra="forbid")
    id: str
    question: str
    topic: str
    one: Side
    other: Side
    label: Disagreement | Literal["none"]
    near: Disagreement | None = None
    why: str
    written_by: str | None = None
    reviewed_by: str | None = None
