"""The tools over streamable HTTP, each request by itself: no sessions, any number of processes."""

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.requests import Request

from service.access import Caller
from service.errors import NotReady
from service.faults import trace

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from service.mcp.tools import State

logger = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Endpoint:
    """Opened by the first that asks for it. `hosts`: the names under which it may be reached beside loopback.

    A page of another site can make a browser call a name that leads to this machine: other names are refused.
    """

    def __init__(self, state: "State", hosts: Sequence[str]) -> None:
        self._state, self._hosts = state, (*LOOPBACK, *hosts)
        self._wanted, self._opened = asyncio.Event(), asyncio.Event()
        self._manager: StreamableHTTPSessionManager | None = None

    async def run(self) -> None:
        """Until cancelled."""
        await self._wanted.wait()
        try:
            manager = await to_thread.run_sync(self._make)
            async with manager.run():
                self._manager = manager
                self._opened.set()
                await asyncio.Event().wait()
        except Exception as error:
            logger.error("the tools for language models could not be opened\n%s", trace(error))
        finally:
            self._opened.set()

    async def manager(self) -> "StreamableHTTPSessionManager":
        """What handles requests, once it is open. Raises NotReady where it could not be."""
        self._wanted.set()
        await self._opened.wait()
        if self._manager is None:
            raise NotReady("The tools for language models could not be opened: see the log of the service.")
        return self._manager

    def _make(self) -> "StreamableHTTPSessionManager":
        from mcp.server.transport_security import TransportSecuritySettings

        from service.mcp.tools import make_server

        assert self._state.services is not None
        server = make_server(self._state, caller_of, self._state.services.corpus.manifest.scope.subject)
        names = [allowed for host in self._hosts for allowed in (host, f"{host}:*")]
        security = TransportSecuritySettings(
            allowed_hosts=names,
            allowed_origins=[f"{scheme}://{name}" for name in names for scheme in ("http", "https")],
        )
        server.streamable_http_app(stateless_http=True, transport_security=security)
        return server.session_manager


def caller_of(request: Request | None) -> Caller:
    """Whom the route has let in."""
    assert request is not None
    caller: Caller = request.state.caller
    return caller
