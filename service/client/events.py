"""What a stream tells, in order: Accepted, SourcesRead, StatementReady …, and at its end the whole Answer."""

from collections.abc import Iterator

from httpx2 import ServerSentEvent
from pydantic import BaseModel, Field

from service.answering.types import Verdict
from service.api.problems import Problem
from service.api.schemas import Answer
from service.api.sources import Citation, Quote, Source
from service.client.errors import ServiceError, Unreachable


class Accepted(BaseModel):
    """The question as it was understood, and the ids that the answer will have."""

    id: str
    conversation_id: str
    standalone_question: str


class SourcesRead(BaseModel):
    """What the answer is drawn from, best first, and what is to be read before it.

    `opening`: that a person's own decision is not made here; `gaps`: the parts of the question without an answer.
    """

    sources: list[Source]
    opening: str = ""
    gaps: list[str] = Field(default_factory=list)


class StreamedQuote(Quote):
    """A quote whole, with the number of its source."""

    citation: int


class StatementReady(BaseModel):
    """A verified statement, final. `section`: its heading, None in the summary. `introduces`: new sources."""

    section: str | None
    text: str
    citations: list[int]
    quotes: list[StreamedQuote]
    introduces: list[Citation]
    verdict: Verdict
    start: int
    end: int


Event = Accepted | SourcesRead | StatementReady | Answer

_EVENTS: dict[str, type[Event]] = {
    "accepted": Accepted,
    "sources": SourcesRead,
    "statement": StatementReady,
    "done": Answer,
}


class Reading:
    """Reads the events of one stream, and knows whether its end was among them."""

    def __init__(self) -> None:
        self._done = False

    def read(self, sent: ServerSentEvent) -> Iterator[Event]:
        """The event, if it is one that this client knows. Raises ServiceError where the service says that it failed."""
        if sent.event == "error":
            raise ServiceError(Problem.model_validate_json(sent.data))
        if (known := _EVENTS.get(sent.event)) is not None:
            self._done = self._done or known is Answer
            yield known.model_validate_json(sent.data)

    def ended(self) -> None:
        """Raise Unreachable where the stream ended before the answer did."""
        if not self._done:
            raise Unreachable("The stream ended before the answer did.")
