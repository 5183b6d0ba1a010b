"""GET /metrics, for Prometheus."""

from contextlib import suppress

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from service.api.dependencies import Sent, TelemetryDep, allow, caller, is_open
from service.keys import KeysUnreachable
from service.telemetry import CONTENT_TYPE

router = APIRouter(include_in_schema=False)


async def operator(request: Request, sent: Sent) -> None:
    """Once there are keys, an admin's is needed.

    Not while they cannot be read, and whoever watches should see that; nor before the service is ready, when figures
    of its process are all that it has.
    """
    services = request.app.state.services
    with suppress(KeysUnreachable):
        if services is not None and not await to_thread.run_sync(is_open, request, services):
            allow(await to_thread.run_sync(caller, request, services, False, sent), "admin")


@router.get("/metrics", dependencies=[Depends(operator)])
def metrics(telemetry: TelemetryDep) -> Response:
    """Whatever can be told now, also while the service is not ready."""
    return Response(telemetry.exposition(), media_type=CONTENT_TYPE)
