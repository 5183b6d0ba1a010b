"""POST /v1/followups and its stream: a question in, a cited answer out."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from service.api import problems, schemas
from service.api.admission import admission
from service.api.asking import Asked, admitted, answered, events
from service.api.dependencies import AskDep, JsonDep, OwnerDep, ServicesDep
from service.errors import NotFound

router = APIRouter(prefix="/v1", tags=["follow-ups"], dependencies=[AskDep])


def admit(body: schemas.FollowupRequest, services: ServicesDep, owner: OwnerDep) -> Asked:
    """Refuse what cannot be answered: an unknown article, an unknown or another's conversation."""
    if body.article and services.articles.get(body.article) is None:
        raise NotFound(f"There is no article {body.article!r}.")
    earlier = services.records.turns(body.conversation_id, owner) if body.conversation_id else ()
    return admitted(body, services, owner, earlier)


AskedDep = Annotated[Asked, admission(admit)]


@router.post(
    "/followups", response_model=schemas.Answer, responses=problems.ASKING, dependencies=[JsonDep], summary="Ask"
)
async def ask(asked: AskedDep, request: Request) -> schemas.Answer | Response:
    """Answer a follow-up question; every statement carries the quotes that support it."""
    return await answered(asked, request)


@router.post(
    "/followups/stream",
    response_class=EventSourceResponse,
    responses=problems.ASKING,
    dependencies=[JsonDep],
    summary="Ask, and read the answer as it is verified",
)
async def ask_stream(asked: AskedDep, request: Request) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: `accepted`, `sources`, `statement` …, then `done` or `error`."""
    async with aclosing(events(asked, request)) as told:
        async for event in told:
            yield event
