"""Who is signed in at the desk. A key is typed once; from then on a cookie stands for it, at the desk only."""

from typing import Annotated

from fastapi import Depends, Form, Request
from fastapi.responses import Response

from service.api.dependencies import ServicesDep
from service.errors import Forbidden, Unauthorized
from service.reviews.sessions import LONGEST, DeskSession

COOKIE = "footnote_desk"


def own_form(request: Request) -> None:
    """Refuse what another site has a browser send."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise Forbidden("This form was sent from another site.")


def session(request: Request, services: ServicesDep) -> DeskSession | None:
    cookie = request.cookies.get(COOKIE)
    return services.records.desk_sessions.of(cookie) if cookie else None


SessionDep = Annotated[DeskSession | None, Depends(session)]


def signed_in(session: SessionDep) -> DeskSession:
    """Raises Unauthorized, which a browser is shown as the page to sign in."""
    if session is None:
        raise Unauthorized("Sign in at the review desk.")
    return session


SignedInDep = Annotated[DeskSession, Depends(signed_in)]


def check_form(session: SessionDep, token: Annotated[str, Form()] = "") -> None:
    """Refuse a form that was not made for this session; without a session there is nothing to refuse it to."""
    if session is not None and not session.sent(token):
        raise Forbidden("This form does not belong to your session. Open the page again.")


OwnForm = Depends(own_form)
SessionForm = Depends(check_form)


def keep(request: Request, response: Response, cookie: str) -> None:
    """Give the browser its session."""
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=int(LONGEST.total_seconds()),
        path="/desk",
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="strict",
    )
