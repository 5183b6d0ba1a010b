"""Runs the application under uvicorn and tells the person at the terminal where it is."""

import asyncio
import socket

import uvicorn
from anyio import to_thread

from service.app import create_app
from service.settings import ServiceSettings


class PortTaken(Exception):
    """Something else listens on the wanted port."""


def run(settings: ServiceSettings) -> bool:
    """Serve until a signal. False where the service could not become ready. Raises PortTaken."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise PortTaken(
                f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). Try another port: "
                "make serve PORT=8123"
            ) from error
        address = f"http://{settings.host}:{listener.getsockname()[1]}"
        return asyncio.run(_serve(settings, listener, address))


async def _serve(settings: ServiceSettings, listener: socket.socket, address: str) -> bool:
    app = create_app(settings)
    proxies = list(settings.trusted_proxies)
    config = uvicorn.Config(
        app,
        log_level="warning",
        timeout_graceful_shutdown=10,
        lifespan="on",
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    print(f"Footnote is starting at {address}", flush=True)
    while app.state.services is None and not app.state.failed and not serving.done():
        await asyncio.sleep(0.05)
    if app.state.failed:
        print(app.state.why_not_ready, flush=True)
        server.should_exit = True
    elif app.state.services is not None:
        closed = await to_thread.run_sync(app.state.services.records.keys.exist)
        door = "callers need an access key" if closed else "no access keys: open to this machine only"
        print(f"Footnote is ready at {address} ({door}). Ctrl-C stops it.", flush=True)
    await serving
    return app.state.services is not None
