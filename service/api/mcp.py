"""POST /mcp: the tools for language models. What is said there describes itself (docs/partners.md)."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.types import Receive, Scope, Send

from service.api.dependencies import AskDep, CallerDep, JsonDep

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

router = APIRouter(include_in_schema=False)


class HandedOver(Response):
    """The response is the SDK's."""

    def __init__(self, manager: "StreamableHTTPSessionManager") -> None:
        super().__init__()
        self._manager = manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._manager.handle_request(scope, receive, send)


@router.post("/mcp", dependencies=[AskDep, JsonDep])
async def mcp(request: Request, caller: CallerDep) -> Response:
    request.state.caller = caller
    return HandedOver(await request.app.state.mcp.manager())
