"""Response headers: those that every answer carries (what a page may load, how long it keeps, the request id), and
those that the way of a request adds."""

from uuid import uuid4

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)

API = ("/v1/", "/openai/", "/mcp")
"""Where the paths begin that programs call; the rest is pages and what they load."""


# What pages of other sites load.
_COMPONENT = "/followup-box.js"


def standard_headers(path: str, request_id: str) -> dict[str, str]:
    shared = {"Access-Control-Allow-Origin": "*"} if path == _COMPONENT else {}
    return {
        **shared,
        "Cross-Origin-Resource-Policy": "cross-origin" if shared else "same-origin",
        "X-Request-Id": request_id,
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        # Answers are private; pages and scripts carry no version in their address, so they are asked for anew.
        "Cache-Control": "no-store" if path.startswith(API) else "no-cache",
    }


def methods(app: FastAPI, path: str) -> str:
    """What `Allow` says of a path: all that it takes. The framework tells the methods of its first route alone."""
    routes = [route for route in iter_route_contexts(app.routes) if hasattr(route, "path_regex")]
    found = {method for route in routes if route.path_regex.match(path) for method in route.methods or ()}
    return ", ".join(sorted(found))


def add_header(request: Request, name: str, value: str) -> None:
    """Send this with whatever answers the request, a refusal too; a second value of one name makes a list."""
    added: dict[str, str] = request.state.headers
    added[name] = f"{added[name]}, {value}" if name in added else value


class ResponseHeaders:
    """Pure ASGI, so that streams pass through untouched. A route's own headers stay."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        request_id = state["request_id"] = uuid4().hex
        added: dict[str, str] = state.setdefault("headers", {})

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**standard_headers(scope["path"], request_id), **added}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
