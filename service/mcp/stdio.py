"""The tools over standard input and output, for a program on this machine that starts `footnote mcp` itself."""

import asyncio

from service import bootstrap
from service.access import local
from service.app import create_app
from service.mcp.tools import make_server
from service.settings import ServiceSettings


def run(settings: ServiceSettings) -> None:
    """Serve until the input ends. Raises CorpusError where there is no library."""
    subject = bootstrap.store_of(settings).open_live().manifest.scope.subject
    asyncio.run(_serve(settings, subject))


async def _serve(settings: ServiceSettings, subject: str) -> None:
    """The application without its HTTP: it opens beside the first messages, follows the library, forgets the old."""
    app, caller = create_app(settings), local()
    async with app.router.lifespan_context(app):
        await make_server(app.state, lambda _: caller, subject).run_stdio_async()
