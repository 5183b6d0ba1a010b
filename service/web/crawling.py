"""What search engines are told: which pages there are, and which are nothing for them."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from service.api.dependencies import ServicesDep
from service.web.site import address, templates

router = APIRouter(include_in_schema=False)

_NOT_FOR_THEM = ("/v1/", "/openai/", "/desk")


@router.get("/sitemap.xml")
def sitemap(request: Request, services: ServicesDep) -> Response:
    """The pages that everybody may read. Drafts are in it once they are approved."""
    articles = [(address(request, f"/articles/{a.file.slug}"), a.updated) for a in services.articles.public()]
    newest = max((updated for _, updated in articles), default=None)
    pages = [(address(request, "/"), newest), *articles, (address(request, "/editorial-policy"), None)]
    return templates.TemplateResponse(request, "sitemap.xml", {"pages": pages}, media_type="application/xml")


@router.get("/robots.txt")
def robots(request: Request) -> Response:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_THEM)]
    return PlainTextResponse("\n".join([*lines, f"Sitemap: {address(request, '/sitemap.xml')}", ""]))
