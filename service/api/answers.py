"""Read an answer again, replay it, rate it; erase a conversation."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Request

from service.api import problems, schemas, wire
from service.api.admission import AnswerDep
from service.api.dependencies import AskDep, JsonDep, OwnerDep, ServicesDep
from service.api.recalls import as_of_now
from service.api.reviewing import reviewed
from service.replay import replay
from service.reviews.standing import standing

router = APIRouter(prefix="/v1", tags=["answers"], dependencies=[AskDep])
Id = Annotated[str, Path(max_length=100)]


@router.get("/answers/{answer_id}", response_model=schemas.Answer, responses=problems.ERRORS, summary="Read an answer")
def read_answer(answer_id: Id, services: ServicesDep, owner: OwnerDep) -> schemas.Answer:
    """An answer as it was given, with a notice for each source that was retracted or replaced since, and its review."""
    stored = schemas.Answer.model_validate_json(services.records.answer(answer_id, owner))
    events = services.records.reviews.of("answers", answer_id)
    return reviewed(as_of_now(stored, services), standing(stored.review_status, events))


@router.post(
    "/answers/{answer_id}/replay",
    response_model=schemas.Replay,
    responses=problems.ERRORS | problems.GONE,
    dependencies=[AnswerDep],
    summary="Ask again",
)
async def replay_answer(answer_id: Id, request: Request, services: ServicesDep, owner: OwnerDep) -> schemas.Replay:
    """The same question, asked again of the corpus version that the answer was made from. Nothing is stored."""
    record = await to_thread.run_sync(services.records.answer, answer_id, owner)
    async with request.app.state.replaying:  # each opens a corpus version: one at a time
        again = await replay(services.shared, record)
    stored = schemas.Answer.model_validate_json(record)
    ids = {"answer_id": stored.id, "conversation_id": stored.conversation_id}
    answer = wire.answer(again.answer, **ids, request=wire.request(stored))
    return schemas.Replay(same=again.same, answer=await to_thread.run_sync(as_of_now, answer, services))


@router.post(
    "/answers/{answer_id}/feedback",
    status_code=204,
    responses=problems.ERRORS,
    dependencies=[JsonDep],
    summary="Rate an answer",
)
def rate_answer(answer_id: Id, feedback: schemas.Feedback, services: ServicesDep, owner: OwnerDep) -> None:
    """Thumbs up or down, with reasons; what identifies a person in them is replaced first.

    Thumbs down, or words of any kind, submit the answer for review.
    """
    redact = services.identifiers.redact
    reasons = [redact(reason).text for reason in feedback.reasons]
    comment = redact(feedback.comment).text if feedback.comment else feedback.comment
    services.records.add_feedback(answer_id, owner, feedback.rating, reasons, comment)
    services.reviews.notice(answer_id)


@router.delete(
    "/conversations/{conversation_id}", status_code=204, responses=problems.ERRORS, summary="Erase a conversation"
)
def erase_conversation(conversation_id: Id, services: ServicesDep, owner: OwnerDep) -> None:
    """Erase a conversation with its answers and their feedback."""
    services.records.erase_conversation(conversation_id, owner)
