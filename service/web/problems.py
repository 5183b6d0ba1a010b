"""A failure as a person's browser shows it."""

from typing import Any

from fastapi import Request
from fastapi.responses import Response

from service.web.desk.signing import signing_page
from service.web.site import page


def problem_page(request: Request, problem: dict[str, Any]) -> Response:
    """At the desk, who is not signed in is asked to."""
    if problem["status"] == 401 and request.url.path.startswith("/desk"):
        query = f"?{request.url.query}" if request.url.query else ""
        return signing_page(request, 401, then=f"{request.url.path}{query}")
    return page(request, "problem.html", status=problem["status"], problem=problem)
