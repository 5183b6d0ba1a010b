"""Alive, and ready."""

from fastapi import APIRouter

from service.api import listings, problems
from service.api.dependencies import ServicesDep
from service.errors import NotReady

router = APIRouter(prefix="/v1", tags=["operations"])


@router.get("/health", response_model=listings.Alive, summary="Is the process alive?")
def health() -> listings.Alive:
    """Always, as long as the process answers."""
    return listings.Alive()


@router.get("/ready", response_model=listings.Ready, responses={503: problems.ERRORS[503]}, summary="Is it ready?")
def ready(services: ServicesDep) -> listings.Ready:
    """The corpus is open, the embedder is warm, the records are reachable."""
    if not services.records.reachable():
        raise NotReady("The database of answers cannot be reached.")
    manifest = services.corpus.manifest
    return listings.Ready(corpus_version=manifest.id, documents=manifest.documents, passages=manifest.passages)
