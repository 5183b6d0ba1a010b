"""One error tree, one place that renders it as problem+json (RFC 9457).

FootnoteError
├── Unauthorized        401 unauthorized            no key where one is needed, or one that does not hold
├── Forbidden           403 forbidden               the key may not do that, or not from there
├── NotFound            404 not_found               unknown, or another caller's
├── Conflict            409 conflict                it does not fit what is there now
│   ├── OtherRequest    409 idempotency_key_reused  the same Idempotency-Key with another body
│   └── StillRunning    409 in_progress, retryable  the first request with this Idempotency-Key
├── Gone                410 gone                    was here, and is no longer kept
├── NoArticle           422 no_article              the question has no answer that could stand as an article
├── NotJson             415 unsupported_media_type  the body does not say that it is JSON
├── TooMany             429 too_many_requests, retryable   of a minute's requests or a day's answers
├── Refused             422 refused                 understood, and not possible as it is
├── NotReady            503 not_ready, retryable    no corpus is open yet
└── Busy                503 busy, retryable         as many answers are being made as can be
UnknownRecord of the records is a 404 in its own words; ConnectionError, of the library's servers or the keys' database,
a 503. The framework's own (400 not JSON, 404, 405, 422 with `errors` by field) are rendered alike.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from service.faults import keep_messages_out_of_logs, trace
from service.headers import API, methods, standard_headers
from service.records import UnknownRecord

logger = logging.getLogger(__name__)

PROBLEM = "application/problem+json"
RETRYABLE = frozenset({429, 503})
_TITLES: Mapping[int, tuple[str, str]] = {
    400: ("bad_request", "The request cannot be read"),
    401: ("unauthorized", "An access key is needed"),
    403: ("forbidden", "This key may not do that"),
    404: ("not_found", "Not found"),
    405: ("method_not_allowed", "This route does not take that method"),
    406: ("not_acceptable", "This representation is not offered"),
    409: ("conflict", "The request does not fit what is there now"),
    410: ("gone", "No longer kept"),
    413: ("too_large", "The request is too large"),
    415: ("unsupported_media_type", "The body must be application/json"),
    422: ("invalid_request", "A field of the request is wrong"),
    429: ("too_many_requests", "Too many requests"),
    500: ("internal_error", "Something went wrong here"),
    503: ("not_ready", "The service is not ready"),
}


class FootnoteError(Exception):
    """Something that the caller is told. `detail` is a sentence that names what to do; `more` stands beside it."""

    status = 500
    headers: Mapping[str, str] = MappingProxyType({})
    more: Mapping[str, Any] = MappingProxyType({})
    """Members of the problem that differ from those of its status."""

    def __init__(self, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.detail, self.more = detail, {**self.more, **more}


class Unauthorized(FootnoteError):
    status = 401
    headers = MappingProxyType({"WWW-Authenticate": 'Bearer realm="footnote"'})


class Forbidden(FootnoteError):
    status = 403


class NotFound(FootnoteError):
    status = 404


class Conflict(FootnoteError):
    status = 409


class OtherRequest(Conflict):
    more = MappingProxyType({"code": "idempotency_key_reused", "title": "This Idempotency-Key was used before"})


class StillRunning(Conflict):
    headers = MappingProxyType({"Retry-After": "1"})
    more = MappingProxyType({"code": "in_progress", "title": "The first request still runs", "retryable": True})


class Gone(FootnoteError):
    status = 410


class NoArticle(FootnoteError):
    """The outcome and the reason travel with it."""

    status = 422

    def __init__(self, detail: str, outcome: str, reason: str | None) -> None:
        title = "This question makes no article"
        super().__init__(detail, code="no_article", title=title, outcome=outcome, reason=reason)


class NotJson(FootnoteError):
    status = 415


class Refused(FootnoteError):
    status = 422
    more = MappingProxyType({"code": "refused", "title": "This cannot be done as it is"})


class TooMany(FootnoteError):
    """`wait`: in how many seconds one more is let in."""

    status = 429

    def __init__(self, detail: str, wait: int) -> None:
        super().__init__(detail)
        self.headers = {"Retry-After": str(wait)}


class NotReady(FootnoteError):
    status = 503


class Busy(FootnoteError):
    status = 503
    headers = MappingProxyType({"Retry-After": "1"})
    more = MappingProxyType({"code": "busy", "title": "Too many answers are being made"})


def problem(request: Request, status: int, detail: str, **more: Any) -> dict[str, Any]:
    """The problem object for a failure of this request. `more` adds members, or replaces those of the status."""
    code, title = _TITLES.get(status, ("http_error", "The request failed"))
    return {
        "type": f"/problems/{more.get('code', code)}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "code": code,
        "retryable": status in RETRYABLE,
        "request_id": request_id(request),
        **more,
    }


def request_id(request: Request) -> str:
    if not hasattr(request.state, "request_id"):
        request.state.request_id = uuid4().hex
    return str(request.state.request_id)


Page = Callable[[Request, dict[str, Any]], Response]
Shape = Callable[[dict[str, Any]], dict[str, Any]]
"""A problem as clients of another API expect a failure."""


def install(app: FastAPI, page: Page, shapes: Mapping[str, Shape]) -> None:
    """Make every failure of `app` a problem, and count it: ours, the framework's, and the unforeseen.

    `page` renders it for a person whose browser asked for a page, not for the API. `shapes`: by the beginning of the
    path, what is sent in place of a problem.
    """

    keep_messages_out_of_logs()

    def render(
        request: Request, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> Response:
        content, path = problem(request, status, detail, **more), request.url.path
        app.state.telemetry.refused(content["code"])
        if not path.startswith(API) and "text/html" in request.headers.get("accept", ""):
            return page(request, content)
        # Set here, too: an unforeseen failure is rendered outside all middleware.
        sent = {**standard_headers(path, request_id(request)), **(headers or {})}
        shape = next((shape for prefix, shape in shapes.items() if path.startswith(prefix)), None)
        if shape is not None:
            return JSONResponse(shape(content), status, headers=sent)
        return JSONResponse(content, status, media_type=PROBLEM, headers=sent)

    @app.exception_handler(FootnoteError)
    async def ours(request: Request, error: FootnoteError) -> Response:
        return render(request, error.status, error.detail, headers=error.headers, **error.more)

    @app.exception_handler(UnknownRecord)
    async def unknown(request: Request, error: UnknownRecord) -> Response:
        return render(request, 404, str(error))

    @app.exception_handler(ConnectionError)
    async def server_down(request: Request, error: ConnectionError) -> Response:
        logger.error("request %s: %s", request_id(request), error)
        return render(request, 503, "A server that this service needs does not answer now. Ask again in a minute.")

    @app.exception_handler(HTTPException)
    async def framework(request: Request, error: HTTPException) -> Response:
        detail = f"{request.method} {request.url.path}: {error.detail}"
        headers = {"Allow": methods(app, request.scope["path"])} if error.status_code == 405 else error.headers
        return render(request, error.status_code, detail, headers=headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        problems = error.errors()
        if any(item["type"] == "json_invalid" for item in problems):
            return render(request, 400, "The body is not valid JSON.")
        return render(request, 422, _sentence(problems), errors=_fields(problems))

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        logger.error("request %s failed\n%s", request_id(request), trace(error))
        return render(request, 500, "The request could not be answered. The request id names it in our log.")


def _fields(problems: Sequence[Any]) -> list[dict[str, str]]:
    """By the names of our fields: one that is unknown is the caller's own text, and is not repeated."""
    unknown = "extra_forbidden"
    places = [(*p["loc"][1:-1], "unknown field") if p["type"] == unknown else p["loc"][1:] for p in problems]
    told = [(".".join(map(str, place)), p["msg"]) for place, p in zip(places, problems, strict=True)]
    return [{"field": field, "problem": what} for field, what in dict.fromkeys(told)]  # told twice of a body read twice


def _sentence(problems: Sequence[Any]) -> str:
    return "; ".join(f"{f['field'] or 'body'}: {f['problem']}" for f in _fields(problems)) + "."
