"""What becomes of a question: what is stored, for how long, and which outside model reads it."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

router = APIRouter(prefix="/v1", tags=["privacy"])

STORED = (
    "the question, without what identifies a person",
    "its answer and sources",
    "ratings and comments on it",
    "articles drafted from a question",
)


class Privacy(BaseModel):
    """`retention_days`: null where nothing is erased by itself. `outside_model`: null where none is used."""

    stored: tuple[str, ...]
    retention_days: int | None
    outside_model: str | None
    outside_models: Literal["allow", "forbid"]


@router.get("/privacy", response_model=Privacy, summary="What becomes of a question")
def privacy(request: Request) -> Privacy:
    """For whoever shows a question field: the follow-up box tells its readers this."""
    state = request.app.state
    return Privacy(
        stored=STORED,
        retention_days=state.retention_days,
        outside_model=state.outside_model,
        outside_models=state.outside_models,
    )
