"""The pages: index, article, editorial policy."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.api import articles
from service.api.dependencies import ServicesDep, VisitorDep
from service.web.site import SITE, address, page
from service.web.structured_data import medical_web_page

router = APIRouter(include_in_schema=False)


@router.get("/")
def index(request: Request, services: ServicesDep, visitor: VisitorDep, q: articles.Search = "") -> Response:
    """The articles, or those that match a search."""
    listed = articles.list_articles(services, visitor, q).model_dump(mode="json")["articles"]
    return page(request, "index.html", canonical="" if q.strip() else "/", articles=listed, search=q.strip())


@router.get("/articles/{slug}")
def article(request: Request, slug: str, services: ServicesDep, visitor: VisitorDep) -> Response:
    """An article in both wordings: which one is seen, the reader chooses."""
    found = articles.readable(slug, services, visitor)
    clinical, plain = (articles.whole(found, audience) for audience in ("clinician", "patient"))
    path = f"/articles/{slug}"
    described = medical_web_page(
        clinical,
        url=address(request, path),
        site=address(request, ""),
        publisher=SITE["name"],
        language=services.corpus.manifest.scope.language,
    )
    return page(
        request,
        "article.html",
        canonical=path if clinical.public else "",
        article=clinical.model_dump(mode="json"),
        plain=plain.model_dump(mode="json"),
        audience=found.file.audience,
        described=described,
    )


@router.get("/editorial-policy")
def editorial_policy(request: Request) -> Response:
    return page(request, "editorial-policy.html", canonical="/editorial-policy")
