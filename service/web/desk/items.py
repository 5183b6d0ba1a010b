"""An item beside its quotes and verdicts, and what a reviewer decides of it."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from service.api import reviewing
from service.api import reviews as api
from service.api.dependencies import ServicesDep
from service.api.review_models import NOTE, SENTENCE
from service.bootstrap import Services
from service.errors import Conflict, Refused
from service.reviews.claims import claims
from service.reviews.opened import Decision
from service.reviews.queue import Wanted
from service.reviews.sessions import DeskSession
from service.reviews.states import Kind, Status
from service.web.desk.access import OwnForm, SessionDep, SessionForm, SignedInDep, keep
from service.web.desk.rendering import desk_page
from service.web.desk.signing import NOT_A_REVIEWER, signing_page

router = APIRouter(prefix="/desk", include_in_schema=False)
Id = Annotated[str, Path(max_length=200)]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a reviewer typed, kept in the form until it is stored."""

    note: str = ""
    statement: int | None = None
    text: str = ""


def typed(
    note: Annotated[str, Form(max_length=NOTE)] = "",
    statement: Annotated[int | None, Form()] = None,
    text: Annotated[str, Form(max_length=SENTENCE)] = "",
) -> Typed:
    return Typed(note.strip(), statement, text.strip())


NOTHING = Typed()
TypedDep = Annotated[Typed, Depends(typed)]
DONE = ("under_review", "approved", "submitted", "unreviewed", "corrected", "noted", "signed in")


@router.get("/answers/{answer_id}/case")
def test_case(answer_id: Id, services: ServicesDep, session: SignedInDep) -> Response:
    return api.draft_case(answer_id, services)


@router.get("/{kind}/{item_id}")
def item(
    request: Request, kind: Kind, item_id: Id, services: ServicesDep, session: SignedInDep, done: str = ""
) -> Response:
    return _page(request, services, session, kind, item_id, done=done)


@router.post("/{kind}/{item_id}", dependencies=[OwnForm, SessionForm])
def decide(
    request: Request,
    kind: Kind,
    item_id: Id,
    services: ServicesDep,
    session: SessionDep,
    kept: TypedDep,
    status: Annotated[Status, Form()],
    version: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Decide, and go on: to the next item once this one is done. What was typed is never lost on the way."""
    if session is None:
        told = "Your session has ended. What you typed is kept: it comes back when you sign in. Nothing is decided yet."
        return signing_page(request, 401, told=told, kept=kept, to=f"/desk/{kind}/{item_id}/login")
    decision = Decision(status, kept.note, kept.statement, kept.text, version)
    try:
        reviewing.decide(services, kind, item_id, session.reviewer, decision)
    except (Conflict, Refused) as error:
        return _page(request, services, session, kind, item_id, error.status, kept=kept, refusal=error.detail)
    if status == "under_review":
        done = "corrected" if kept.text else "noted" if kept.note else status
        return RedirectResponse(f"/desk/{kind}/{item_id}?done={done}", 303)
    return RedirectResponse(f"{_next(services, session, item_id)}?done={status}", 303)


@router.post("/{kind}/{item_id}/login", dependencies=[OwnForm])
def login_again(
    request: Request,
    kind: Kind,
    item_id: Id,
    services: ServicesDep,
    kept: TypedDep,
    key: Annotated[str, Form()] = "",
) -> Response:
    """Back to where a session ended, with what was typed there."""
    sessions = services.records.desk_sessions
    cookie = sessions.begin(key.strip())
    session = sessions.of(cookie) if cookie else None
    if cookie is None or session is None:
        return signing_page(request, 403, told=NOT_A_REVIEWER, kept=kept, to=request.url.path)
    response = _page(request, services, session, kind, item_id, kept=kept, done="signed in")
    keep(request, response, cookie)
    return response


def _page(
    request: Request,
    services: ServicesDep,
    session: DeskSession,
    kind: Kind,
    item_id: str,
    status: int = 200,
    *,
    kept: Typed = NOTHING,
    refusal: str = "",
    done: str = "",
) -> Response:
    item, opened = reviewing.opened_item(services, kind, item_id)
    read = claims(opened, services.grounding) if opened else []
    left = services.queue.page(Wanted(limit=1)).total
    context = {"item": item, "claims": read, "kept": kept, "refusal": refusal}
    return desk_page(request, "item.html", status, session, done=done if done in DONE else "", left=left, **context)


def _next(services: Services, session: DeskSession, item_id: str) -> str:
    """What this reviewer reads next: the riskiest that nobody else is reading."""
    for entry in services.queue.page(Wanted(limit=100)).entries:
        free = entry.status == "submitted" or (entry.last and entry.last.by.key == session.reviewer.key)
        if free and entry.id != item_id:
            return f"/desk/{entry.kind}/{quote(entry.id)}"
    return "/desk"
