"""Alive, and ready."""

from fastapi import APIRouter

from service.api import schemas
from service.api.dependencies import ServicesDep

router = APIRouter(prefix="/v1", tags=["operations"])


@router.get("/health", response_model=schemas.Alive, summary="Is the process alive?")
def health() -> schemas.Alive:
    """Always, as long as the process answers."""
    return schemas.Alive()


@router.get("/ready", response_model=schemas.Ready, responses={503: schemas.ERRORS[503]}, summary="Is it ready?")
def ready(services: ServicesDep) -> schemas.Ready:
    """The corpus is open, the embedder is warm, the records are reachable."""
    services.records.ping()
    manifest = services.corpus.manifest
    return schemas.Ready(corpus_version=manifest.id, documents=manifest.documents, passages=manifest.passages)
