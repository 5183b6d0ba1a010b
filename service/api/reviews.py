"""Reviews: the queue, an item with its history, a decision, what changed sources affect, the export. Reviewers only."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response, StreamingResponse

from service.api import problems, reviewing
from service.api import review_models as models
from service.api.dependencies import JsonDep, ReviewDep, ReviewerDep, ServicesDep
from service.reviews import drafting
from service.reviews.export import lines
from service.reviews.opened import Decision
from service.reviews.queue import OPEN, Order, Wanted
from service.reviews.risk import Reason
from service.reviews.states import Kind, Status

router = APIRouter(prefix="/v1/reviews", tags=["reviews"], dependencies=[ReviewDep], responses=problems.ERRORS)
Id = Annotated[str, Path(max_length=200)]
JSONL = "application/jsonl"
_LINES: dict[int | str, dict[str, Any]] = {
    200: {"description": "JSON lines", "content": {JSONL: {"schema": {"type": "string"}}}}
}


@router.get("", response_model=models.ReviewList, summary="List what is to be reviewed")
def list_reviews(
    services: ServicesDep,
    reviewer: ReviewerDep,
    status: Annotated[list[Status] | None, Query(description="submitted and under_review where none is named")] = None,
    kind: Kind | None = None,
    reason: Reason | None = None,
    mine: bool = False,
    order: Order = "risk",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> models.ReviewList:
    """Answers and articles, riskiest first or (`age`) longest waiting first. `mine`: what the caller decided last."""
    wanted = Wanted(tuple(status or OPEN), kind, reason, reviewer.key if mine else None, order, offset, limit)
    page = services.queue.page(wanted)
    listed = [reviewing.entry(one) for one in page.entries]
    return models.ReviewList(reviews=listed, total=page.total, offset=offset, limit=limit, order=order)


@router.get("/affected", response_model=models.AffectedList, summary="List what cites a source that changed")
def list_affected(services: ServicesDep) -> models.AffectedList:
    """Every stored answer and article that cites what was retracted, replaced or withdrawn since. Shows no question."""
    return models.AffectedList(affected=reviewing.affected(services))


@router.get(
    "/export", response_class=StreamingResponse, responses=_LINES, summary="Export the history and the feedback"
)
def export(services: ServicesDep) -> StreamingResponse:
    """JSON lines: every decision with who, when and on which corpus version, then what readers said of answers."""
    return StreamingResponse(lines(services.records), media_type=JSONL, headers=_file("footnote-reviews"))


@router.get(
    "/answers/{answer_id}/case", response_class=Response, responses=_LINES, summary="Make a test case of an answer"
)
def draft_case(answer_id: Id, services: ServicesDep) -> Response:
    """A line for a file of evaluation cases, for a person to complete (`footnote eval add`)."""
    line = drafting.draft(services.records, answer_id)
    return Response(f"{line}\n", media_type=JSONL, headers=_file("footnote-case"))


@router.get("/{kind}/{item_id}", response_model=models.ReviewItem, summary="Read an item with its history")
def read_review(kind: Kind, item_id: Id, services: ServicesDep) -> models.ReviewItem:
    """An answer or an article as it stands, what readers said of it, and every step of its review."""
    return reviewing.item(services, kind, item_id)


@router.post(
    "/{kind}/{item_id}", response_model=models.ReviewItem, dependencies=[JsonDep], summary="Decide, or correct"
)
def review(
    kind: Kind, item_id: Id, body: models.ReviewDecision, services: ServicesDep, reviewer: ReviewerDep
) -> models.ReviewItem:
    """Take an item a step on or back, with a note; a correction is verified against the quotes of its statement.

    409 where somebody else decided since `version`; 422, with the reason, for a step that cannot be and for a
    correction that the quotes do not support. What identifies a person in the note is replaced.
    """
    new = body.correction
    place, text = (new.statement, new.text) if new else (None, "")
    decision = Decision(body.status, body.note, place, text, body.version)
    reviewing.decide(services, kind, item_id, reviewer, decision)
    return reviewing.item(services, kind, item_id)


def _file(name: str) -> dict[str, str]:
    """The headers of what a browser keeps as a file, and nowhere else."""
    return {"Content-Disposition": f'attachment; filename="{name}.jsonl"', "Cache-Control": "no-store"}
