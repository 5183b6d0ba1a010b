"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from service.api.dependencies import ServicesDep
from service.web.desk.access import COOKIE, OwnForm, SessionDep, SessionForm, SignedInDep, keep
from service.web.desk.rendering import desk_page

router = APIRouter(prefix="/desk", include_in_schema=False)
NOT_A_REVIEWER = "This key does not open the desk: it is not known, was revoked, or is not a reviewer’s."


@router.get("/login")
def login_page(request: Request, session: SessionDep) -> Response:
    return RedirectResponse("/desk", 303) if session else signing_page(request)


@router.post("/login", dependencies=[OwnForm])
def login(
    request: Request, services: ServicesDep, key: Annotated[str, Form()] = "", then: Annotated[str, Form()] = ""
) -> Response:
    """A key that may review opens the desk for a few hours."""
    cookie = services.records.desk_sessions.begin(key.strip())
    if cookie is None:
        return signing_page(request, 403, then=then, told=NOT_A_REVIEWER)
    response = RedirectResponse(_within_desk(then), 303)
    keep(request, response, cookie)
    return response


@router.post("/logout", dependencies=[OwnForm, SessionForm])
def logout(request: Request, services: ServicesDep, session: SignedInDep) -> Response:
    services.records.desk_sessions.end(request.cookies[COOKIE])
    response = signing_page(request, told="You are signed out.")
    response.delete_cookie(COOKIE, path="/desk")
    return response


def signing_page(
    request: Request, status: int = 200, *, then: str = "/desk", told: str = "", kept: object = None, to: str = ""
) -> Response:
    """The page to sign in. `then`: where it leads; `kept`: what was typed when a session ended, and goes on to `to`."""
    return desk_page(request, "login.html", status, then=_within_desk(then), told=told, kept=kept, to=to)


def _within_desk(path: str) -> str:
    """A page of the desk: whoever sends a link here does not choose another place."""
    inside = path.startswith(("/desk/", "/desk?")) and "\\" not in path and not path.startswith("/desk/log")
    return path if inside else "/desk"
