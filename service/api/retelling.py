"""A stored answer as the stream that it was: what an Idempotency-Key brings back where a stream was asked for."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from fastapi.sse import ServerSentEvent

from service.answering.types import ANSWERED
from service.api.schemas import Answer, Statement
from service.api.sources import Citation


def retold(answer: Answer) -> Iterator[ServerSentEvent]:
    """`accepted`, `sources`, `statement` …, `done`: the statements of then, under the numbers of then."""
    ids = {"id": answer.id, "conversation_id": answer.conversation_id}
    yield ServerSentEvent(event="accepted", data={**ids, "standalone_question": answer.standalone_question})
    if answer.outcome in ANSWERED:  # the others go out whole
        cited = [citation.source.model_dump(mode="json") for citation in answer.citations]
        opening = next((notice.text for notice in answer.notices if notice.code == "personal_decision"), "")
        yield ServerSentEvent(event="sources", data={"sources": cited, "opening": opening, "gaps": answer.gaps})
        for data in _statements(answer):
            yield ServerSentEvent(event="statement", data=data)
    yield ServerSentEvent(event="done", data=answer.model_dump(mode="json"))


def _statements(answer: Answer) -> Iterator[dict[str, Any]]:
    citations = {citation.number: citation for citation in answer.citations}
    quotes = {
        quote.id: {**quote.model_dump(mode="json"), "citation": number}
        for number, citation in citations.items()
        for quote in citation.quotes
    }
    placed: Iterator[tuple[str | None, Statement]] = chain(
        ((None, statement) for statement in answer.summary.statements),
        ((section.heading, statement) for section in answer.sections for statement in section.statements),
    )
    for heading, statement in placed:
        yield {
            "section": heading,
            **statement.model_dump(mode="json"),
            "quotes": [quotes[quote] for quote in statement.quotes],
            "introduces": [
                _introduced(citations.pop(number), statement) for number in statement.citations if number in citations
            ],
        }


def _introduced(citation: Citation, statement: Statement) -> dict[str, Any]:
    """A citation as it was when its first statement was told: with the quotes of that."""
    quotes = [quote for quote in citation.quotes if quote.id in statement.quotes]
    return citation.model_copy(update={"quotes": quotes}).model_dump(mode="json")
