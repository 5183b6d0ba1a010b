"""The pages: index, article, editorial policy."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates

from service import access
from service.api import articles
from service.api.dependencies import ServicesDep
from service.errors import NotFound
from service.web.words import source_words

HERE = Path(__file__).parent
STATIC = HERE / "static"
templates = Jinja2Templates(HERE / "templates")
templates.env.globals["words_of"] = source_words(STATIC / "followup-box" / "words.js")
router = APIRouter(include_in_schema=False)

SITE = {"name": "Footnote", "editorial_policy_url": "/editorial-policy"}


@router.get("/")
def index(request: Request, services: ServicesDep) -> Response:
    listed = [articles.entry(article).model_dump(mode="json") for article in services.articles.all()]
    return page(request, "index.html", articles=listed)


@router.get("/articles/{slug}")
def article(request: Request, slug: str, services: ServicesDep) -> Response:
    found = services.articles.get(slug)
    if found is None:
        raise NotFound(f"There is no article {slug!r}.")
    return page(request, "article.html", article=articles.whole(found).model_dump(mode="json"))


@router.get("/editorial-policy")
def editorial_policy(request: Request) -> Response:
    return page(request, "editorial-policy.html")


def problem_page(request: Request, problem: dict[str, Any]) -> Response:
    return page(request, "problem.html", status=problem["status"], problem=problem)


def page(request: Request, template: str, status: int = 200, **context: object) -> Response:
    """A rendered page; the browser that reads it gets a session of its own."""
    state = request.app.state
    site = {**SITE, "retention_days": state.retention_days, "outside_model": state.outside_model}
    response = templates.TemplateResponse(request, template, {"site": site, **context}, status_code=status)
    access.start_session(request, response)
    response.headers["Cache-Control"] = "no-store"  # with its answers it stays neither on disk nor behind "back"
    return response
