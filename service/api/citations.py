"""GET /v1/answers/{id}/citations: the sources of an answer for a reference manager."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from service.api import problems, schemas
from service.api.dependencies import AskDep, OwnerDep, ServicesDep
from service.api.recalls import as_of_now
from service.bibliography import WRITERS, Format, Reference

router = APIRouter(prefix="/v1", tags=["answers"], dependencies=[AskDep])

_FILES: dict[Format, tuple[str, str]] = {
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
}


@router.get(
    "/answers/{answer_id}/citations",
    response_class=Response,
    responses={
        **problems.ERRORS,
        200: {
            "description": "The sources in the order of their numbers",
            "content": {media: {"schema": {"type": "string"}} for media, _ in _FILES.values()},
        },
    },
    summary="The sources of an answer as BibTeX or RIS",
)
def read_citations(
    answer_id: Annotated[str, Path(max_length=100)],
    services: ServicesDep,
    owner: OwnerDep,
    format: Annotated[Format, Query(description="which of the two")],  # noqa: A002  # the parameter's name
) -> Response:
    """Written from the metadata of the documents alone; a source that was retracted or replaced since says so."""
    stored = schemas.Answer.model_validate_json(services.records.answer(answer_id, owner))
    cited = as_of_now(stored, services).citations
    text = WRITERS[format]([Reference(one.number, one.source, one.standing_now) for one in cited])
    media, ending = _FILES[format]
    named = {"Content-Disposition": f'attachment; filename="{stored.id}.{ending}"'}
    return Response(text, media_type=f"{media}; charset=utf-8", headers=named)
