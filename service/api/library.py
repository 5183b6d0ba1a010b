"""The library: sources and passages."""

from typing import Annotated

from fastapi import APIRouter, Path

from service.api import listings, problems, wire
from service.api.dependencies import AskDep, ServicesDep
from service.errors import NotFound
from service.records import UnknownRecord

router = APIRouter(prefix="/v1", tags=["library"], dependencies=[AskDep])
Id = Annotated[str, Path(max_length=200)]


@router.get("/sources", response_model=listings.SourceList, responses=problems.ERRORS, summary="List the sources")
def list_sources(services: ServicesDep) -> listings.SourceList:
    """Every document of the live corpus version."""
    documents = sorted(services.corpus.catalog.documents.values(), key=lambda document: document.id)
    return listings.SourceList(corpus_version=services.corpus.id, sources=[wire.source(d) for d in documents])


@router.get("/sources/{source_id}", response_model=listings.SourceDetail, responses=problems.ERRORS, summary="A source")
def read_source(source_id: Id, services: ServicesDep) -> listings.SourceDetail:
    """A document with its passages in reading order."""
    document = services.corpus.catalog.documents.get(source_id)
    if document is None:
        raise NotFound(f"There is no source {source_id!r}.")
    passages = [wire.passage(passage, document) for passage in services.corpus.catalog.passages_of(source_id)]
    return listings.SourceDetail(source=wire.source(document), passages=passages)


@router.get("/passages/{passage_id}", response_model=listings.Passage, responses=problems.ERRORS, summary="A passage")
def read_passage(passage_id: Id, services: ServicesDep) -> listings.Passage:
    """A passage whole. One that a stored answer cites resolves when the corpus has moved on, too."""
    catalog = services.corpus.catalog
    passage = catalog.passages([passage_id]).get(passage_id)
    if passage is not None:
        return wire.passage(passage, catalog.documents[passage.document_id])
    try:
        return wire.passage(*services.records.cited_passage(passage_id))
    except UnknownRecord as error:
        raise NotFound(f"There is no passage {passage_id!r}.") from error
