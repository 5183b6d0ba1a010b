"""Pages of the desk: kept nowhere, shown in no frame."""

from fastapi import Request
from fastapi.responses import Response

from service.reviews import risk
from service.reviews.sessions import DeskSession
from service.web.site import templates


def desk_page(
    request: Request, template: str, status: int = 200, session: DeskSession | None = None, **context: object
) -> Response:
    """A rendered page for whoever is signed in."""
    known = {"session": session, "risk_level": risk.level, "risk_words": risk.WORDS}
    response = templates.TemplateResponse(request, f"desk/{template}", {**known, **context}, status_code=status)
    response.headers["Cache-Control"] = "no-store"
    return response
