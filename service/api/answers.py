"""Read an answer again, rate it; erase a conversation."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from service.api import problems, schemas
from service.api.dependencies import JsonDep, OwnerDep, ServicesDep

router = APIRouter(prefix="/v1", tags=["answers"])
Id = Annotated[str, Path(max_length=100)]


@router.get("/answers/{answer_id}", response_model=schemas.Answer, responses=problems.ERRORS, summary="Read an answer")
def read_answer(answer_id: Id, services: ServicesDep, owner: OwnerDep) -> Response:
    """An answer exactly as it was given."""
    return Response(services.records.answer(answer_id, owner), media_type="application/json")


@router.post(
    "/answers/{answer_id}/feedback",
    status_code=204,
    responses=problems.ERRORS,
    dependencies=[JsonDep],
    summary="Rate an answer",
)
def rate_answer(answer_id: Id, feedback: schemas.Feedback, services: ServicesDep, owner: OwnerDep) -> None:
    """Thumbs up or down, with reasons."""
    services.records.add_feedback(answer_id, owner, feedback.rating, feedback.reasons, feedback.comment)


@router.delete(
    "/conversations/{conversation_id}", status_code=204, responses=problems.ERRORS, summary="Erase a conversation"
)
def erase_conversation(conversation_id: Id, services: ServicesDep, owner: OwnerDep) -> None:
    """Erase a conversation with its answers and their feedback."""
    services.records.erase_conversation(conversation_id, owner)
