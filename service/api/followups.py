"""POST /v1/followups and its stream: a question in, a cited answer out.

Refusals are made before the first byte; after it, everything, failures too, is an event.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from corpus.documents import EvidenceFilter
from service.answering import types
from service.api import problems, schemas, wire
from service.api.dependencies import JsonDep, OwnerDep, ServicesDep
from service.bootstrap import Services
from service.errors import FootnoteError, NotFound, problem
from service.records import UnknownRecord, new_id

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/v1", tags=["follow-ups"])


@dataclass(frozen=True, slots=True)
class Asked:
    """An admitted request: its question in context, and the ids that its answer will have."""

    request: schemas.FollowupRequest
    question: types.Question
    owner: str
    answer_id: str
    conversation_id: str
    services: Services


def admit(body: schemas.FollowupRequest, services: ServicesDep, owner: OwnerDep) -> Asked:
    """Refuse what cannot be answered: an unknown article, an unknown or another's conversation."""
    article = services.articles.get(body.article) if body.article else None
    if body.article and article is None:
        raise NotFound(f"There is no article {body.article!r}.")
    earlier: tuple[types.Turn, ...] = ()
    if body.conversation_id:
        earlier = services.records.turns(body.conversation_id, owner)
    chosen = body.filters or schemas.Filters()
    filters = EvidenceFilter(tuple(chosen.kinds), chosen.year_from, tuple(chosen.organizations))
    question = types.Question(
        text=body.question,
        audience=body.audience,
        article_title=article.file.title if article else None,
        earlier=earlier,
        filters=filters,
    )
    return Asked(body, question, owner, new_id("ans"), body.conversation_id or new_id("cnv"), services)


AskedDep = Annotated[Asked, Depends(admit)]


@router.post(
    "/followups", response_model=schemas.Answer, responses=problems.ERRORS, dependencies=[JsonDep], summary="Ask"
)
async def ask(asked: AskedDep, request: Request) -> schemas.Answer | Response:
    """Answer a follow-up question; every statement carries the quotes that support it."""
    work = asyncio.ensure_future(_answer(asked))
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        return await work if work.done() else Response(status_code=499)  # nobody is there to read it
    finally:
        gone.cancel()
        work.cancel()


@router.post(
    "/followups/stream",
    response_class=EventSourceResponse,
    responses=problems.ERRORS,
    dependencies=[JsonDep],
    summary="Ask, and read the answer as it is verified",
)
async def ask_stream(asked: AskedDep, request: Request) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: `accepted`, `sources`, `statement` …, then `done` or `error`."""
    try:
        async with aclosing(asked.services.answerer.stream(asked.question)) as events:  # who leaves stops the work
            async for event in events:
                if isinstance(event, types.Finished):
                    answer = await _keep(asked, event.answer)
                    yield ServerSentEvent(event="done", data=answer.model_dump(mode="json"))
                else:
                    name, data = _progress(asked, event)
                    yield ServerSentEvent(event=name, data=data)
    except FootnoteError as error:
        yield ServerSentEvent(event="error", data=problem(request, error.status, error.detail))
    except Exception:
        logger.exception("a stream failed")
        detail = "The answer could not be finished."
        yield ServerSentEvent(event="error", data=problem(request, 500, detail))


async def _answer(asked: Asked) -> schemas.Answer:
    return await _keep(asked, await asked.services.answerer.answer(asked.question))


async def _keep(asked: Asked, made: types.Answer) -> schemas.Answer:
    """The answer as it travels, stored with what it cites."""
    answer = wire.answer(made, answer_id=asked.answer_id, conversation_id=asked.conversation_id, request=asked.request)
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
    )
    try:
        await to_thread.run_sync(save)
    except UnknownRecord as error:
        raise NotFound("The conversation was erased while the answer was made.") from error
    return answer


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _progress(asked: Asked, event: types.Accepted | types.SourcesRead | types.StatementReady) -> tuple[str, Any]:
    match event:
        case types.Accepted(standalone):
            return "accepted", {
                "id": asked.answer_id,
                "conversation_id": asked.conversation_id,
                "standalone_question": standalone,
            }
        case types.SourcesRead(documents):
            return "sources", {"sources": [wire.source(document).model_dump(mode="json") for document in documents]}
        case types.StatementReady():
            return "statement", {
                "section": event.heading,
                **wire.statement(event.statement).model_dump(mode="json"),
                "quotes": [
                    {**wire.quote(quote).model_dump(mode="json"), "citation": number} for number, quote in event.quotes
                ],
                "introduces": [wire.citation(citation).model_dump(mode="json") for citation in event.introduces],
            }
