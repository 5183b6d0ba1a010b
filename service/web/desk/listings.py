"""The queue, what changed sources affect, an answer by its id, and the export."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar, get_args
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from service.api import reviewing
from service.api import reviews as api
from service.api.dependencies import ServicesDep
from service.reviews.queue import OPEN, Order, Wanted
from service.reviews.risk import WORDS
from service.reviews.states import STATUSES, Kind
from service.web.desk.access import SignedInDep
from service.web.desk.rendering import desk_page

router = APIRouter(prefix="/desk", include_in_schema=False)
PAGE = 20
T = TypeVar("T")


@router.get("")
def queue(
    request: Request,
    services: ServicesDep,
    session: SignedInDep,
    status: Annotated[list[str] | None, Query()] = None,
    kind: str = "",
    reason: str = "",
    mine: bool = False,
    order: str = "risk",
    page: Annotated[int, Query(ge=1, le=50_000)] = 1,
    done: str = "",
) -> Response:
    """What is wanted of the queue. What a filter does not know is no filter: an old address still shows something."""
    wanted = Wanted(
        statuses=tuple(one for one in STATUSES if one in (status or ())) or OPEN,
        kind=_known(kind, get_args(Kind)),
        reason=_known(reason, tuple(WORDS)),
        by=session.reviewer.key if mine else None,
        order=_known(order, get_args(Order)) or "risk",
        offset=(page - 1) * PAGE,
        limit=PAGE,
    )
    found = services.queue.page(wanted)
    context: dict[str, Any] = {
        "wanted": wanted,
        "entries": [reviewing.entry(one) for one in found.entries],
        "total": found.total,
        "page": page,
        "pages": max(1, -(-found.total // PAGE)),
        "statuses": STATUSES,
        "reasons": WORDS,
        "done": done if done in STATUSES else "",
        "turned": _turned(request),
    }
    return desk_page(request, "queue.html", session=session, **context)


@router.get("/affected")
def affected(request: Request, services: ServicesDep, session: SignedInDep) -> Response:
    return desk_page(request, "affected.html", session=session, affected=reviewing.affected(services))


@router.get("/find")
def find(session: SignedInDep, answer: str = "") -> Response:
    """To an answer that a reader named."""
    return RedirectResponse(f"/desk/answers/{quote(answer.strip(), safe='')}", 303)


@router.get("/export")
def export(services: ServicesDep, session: SignedInDep) -> Response:
    return api.export(services)


def _known(value: str, among: Sequence[T]) -> T | None:
    return next((one for one in among if one == value), None)


def _turned(request: Request) -> str:
    """The address of this listing but for its page."""
    named = request.query_params.multi_items()
    return urlencode([(name, value) for name, value in named if name not in ("page", "done")])
