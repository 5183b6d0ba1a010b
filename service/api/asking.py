"""An admitted question, answered at once or as a stream, and stored.

Refusals are made before the first byte; after it, everything, failures too, is an event.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from anyio import to_thread
from fastapi import Request
from fastapi.responses import Response
from fastapi.sse import ServerSentEvent

from corpus.documents import EvidenceFilter
from service.answering import types
from service.api import schemas, wire
from service.api.dependencies import telemetry
from service.api.retelling import retold
from service.bootstrap import Services
from service.errors import FootnoteError, NotFound, problem
from service.faults import trace
from service.idempotency import Claim
from service.records import UnknownRecord, new_id
from service.telemetry import Telemetry

logger = logging.getLogger(__name__)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Asked:
    """An admitted request: its question in context, and the ids that its answer will have."""

    request: schemas.FollowupRequest
    question: types.Question
    owner: str
    answer_id: str
    conversation_id: str
    services: Services
    supersedes: str | None = None
    """The stored answer whose question this is."""
    claim: Claim | None = None
    """The right to answer it, where it came with an Idempotency-Key."""
    remembered: schemas.Answer | None = None
    """What it was answered when it came before."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The end of an answer that could not be finished: its problem object."""

    problem: dict[str, Any]


Told = types.Accepted | types.SourcesRead | types.StatementReady | schemas.Answer | Failed
"""What is told of an answer while it is made."""


def admitted(
    body: schemas.FollowupRequest,
    services: Services,
    owner: str,
    earlier: tuple[types.Turn, ...],
    supersedes: str | None = None,
) -> Asked:
    """A question of the caller's with what it follows: the earlier turns of its conversation, and its article."""
    article = services.articles.get(body.article, owner) if body.article else None
    chosen = body.filters or schemas.Filters()
    question = types.Question(
        text=body.question,
        audience=body.audience,
        article_title=article.file.title if article else None,
        earlier=earlier,
        filters=EvidenceFilter(tuple(chosen.kinds), chosen.year_from, tuple(chosen.organizations)),
    )
    conversation_id = body.conversation_id or new_id("cnv")
    return Asked(body, question, owner, new_id("ans"), conversation_id, services, supersedes)


async def answered(asked: Asked, request: Request) -> schemas.Answer | Response:
    """The whole answer; the work ends when its caller leaves."""
    if asked.remembered is not None:
        return asked.remembered
    return await while_awaited(answer_of(asked, telemetry(request)), request)


async def while_awaited(made: Coroutine[Any, Any, Made], request: Request) -> Made | Response:
    """What is being made for a caller; the work ends when they leave."""
    work = asyncio.ensure_future(made)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        return await work if work.done() else Response(status_code=499)  # nobody is there to read it
    finally:
        gone.cancel()
        work.cancel()


async def told(asked: Asked, request: Request) -> AsyncGenerator[Told, None]:
    """What happens, in order, then the stored answer; whatever goes wrong is the last that is told, and not raised."""
    counts = telemetry(request)
    if asked.remembered is not None:
        yield asked.remembered
        return
    try:
        async with aclosing(asked.services.answerer.stream(asked.question)) as events:  # who leaves stops the work
            async for event in events:
                yield await _keep(asked, counts, event.answer) if isinstance(event, types.Finished) else event
    except FootnoteError as error:
        yield Failed(problem(request, error.status, error.detail, **error.more))
    except Exception as error:
        logger.error("a stream failed\n%s", trace(error))
        yield Failed(problem(request, 500, "The answer could not be finished."))


async def events(asked: Asked, request: Request) -> AsyncGenerator[ServerSentEvent, None]:
    """`accepted`, `sources`, `statement` …, then `done` or `error`."""
    if asked.remembered is not None:
        for told_again in retold(asked.remembered):
            yield told_again
        return
    async with aclosing(told(asked, request)) as happening:
        async for event in happening:
            name, data = _event(asked, event)
            yield ServerSentEvent(event=name, data=data)


async def answer_of(asked: Asked, counts: Telemetry) -> schemas.Answer:
    """The whole answer, stored and counted."""
    return await _keep(asked, counts, await asked.services.answerer.answer(asked.question))


async def _keep(asked: Asked, counts: Telemetry, made: types.Answer) -> schemas.Answer:
    """The answer as it travels, stored with what it cites, and counted."""
    answer = wire.answer(made, answer_id=asked.answer_id, conversation_id=asked.conversation_id, request=asked.request)
    answer.supersedes = asked.supersedes
    documents = asked.services.corpus.catalog.documents
    cited = [(passage, documents[passage.document_id]) for passage in made.reply.passages]
    save = partial(
        asked.services.records.save_answer,
        answer_id=answer.id,
        conversation_id=answer.conversation_id,
        owner=asked.owner,
        starts=not asked.request.conversation_id,
        turn=types.Turn(answer.question, answer.standalone_question),
        record=answer.model_dump_json(),
        cited=cited,
        claim=asked.claim,
    )
    try:
        await to_thread.run_sync(save)
        await to_thread.run_sync(asked.services.reviews.answered, answer.model_dump(mode="json"))
    except UnknownRecord as error:
        raise NotFound("The conversation was erased while the answer was made.") from error
    counts.answered(answer.outcome)
    return answer


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _event(asked: Asked, event: Told) -> tuple[str, Any]:
    match event:
        case types.Accepted(standalone):
            return "accepted", {
                "id": asked.answer_id,
                "conversation_id": asked.conversation_id,
                "standalone_question": standalone,
            }
        case types.SourcesRead(documents, opening, gaps):
            sources = [wire.source(document).model_dump(mode="json") for document in documents]
            return "sources", {"sources": sources, "opening": opening, "gaps": list(gaps)}
        case types.StatementReady():
            return "statement", {
                "section": event.heading,
                **wire.statement(event.statement).model_dump(mode="json"),
                "quotes": [
                    {**wire.quote(quote).model_dump(mode="json"), "citation": number} for number, quote in event.quotes
                ],
                "introduces": [wire.citation(citation).model_dump(mode="json") for citation in event.introduces],
            }
        case schemas.Answer():
            return "done", event.model_dump(mode="json")
        case Failed():
            return "error", event.problem
