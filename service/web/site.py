"""What every page has in common: templates, the site's name and address, the session of the browser that reads it."""

from pathlib import Path

from fastapi import Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates

from service import access
from service.web.words import source_words

HERE = Path(__file__).parent
STATIC = HERE / "static"
templates = Jinja2Templates(HERE / "templates")
templates.env.globals["words_of"] = source_words(STATIC / "followup-box" / "words.js")

SITE = {"name": "Footnote", "editorial_policy_url": "/editorial-policy"}


def address(request: Request, path: str) -> str:
    """The public address of a path: on the site that the settings name, else where this request went to."""
    site: str | None = request.app.state.site_url
    return (site or str(request.base_url).rstrip("/")) + path


def page(request: Request, template: str, status: int = 200, canonical: str = "", **context: object) -> Response:
    """A rendered page; the browser that reads it gets a session of its own. `canonical`: the path that it is known by;
    a page without one is for no search engine."""
    state = request.app.state
    site = {**SITE, "retention_days": state.retention_days, "outside_model": state.outside_model}
    known_by = address(request, canonical) if canonical else None
    response = templates.TemplateResponse(
        request, template, {"site": site, "canonical": known_by, **context}, status_code=status
    )
    access.start_session(request, response)
    response.headers["Cache-Control"] = "no-store"  # with its answers it stays neither on disk nor behind "back"
    return response
