"""POST /v1/answers/{id}/fresh and its stream: the question of a stored answer, asked of the library of today."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from service.api import problems, schemas, wire
from service.api.admission import admission
from service.api.asking import Asked, admitted, answered, events
from service.api.dependencies import AskDep, OwnerDep, ServicesDep

router = APIRouter(prefix="/v1", tags=["answers"], dependencies=[AskDep])


def admit_again(answer_id: Annotated[str, Path(max_length=100)], services: ServicesDep, owner: OwnerDep) -> Asked:
    """The question in its conversation, after what came before it then."""
    stored = schemas.Answer.model_validate_json(services.records.answer(answer_id, owner))
    earlier = services.records.turns(stored.conversation_id, owner, before=answer_id)
    return admitted(wire.request(stored), services, owner, earlier, supersedes=answer_id)


AskedAgainDep = Annotated[Asked, admission(admit_again)]


@router.post(
    "/answers/{answer_id}/fresh",
    response_model=schemas.Answer,
    responses=problems.ASKING,
    summary="Ask the library of today",
)
async def ask_afresh(asked: AskedAgainDep, request: Request) -> schemas.Answer | Response:
    """Answer the question of a stored answer anew, in its conversation. That answer stays; this one `supersedes` it."""
    return await answered(asked, request)


@router.post(
    "/answers/{answer_id}/fresh/stream",
    response_class=EventSourceResponse,
    responses=problems.ASKING,
    summary="Ask the library of today, and read the answer as it is verified",
)
async def ask_afresh_stream(asked: AskedAgainDep, request: Request) -> AsyncIterator[ServerSentEvent]:
    """The events of /v1/followups/stream."""
    async with aclosing(events(asked, request)) as told:
        async for event in told:
            yield event
