"""GET /metrics, for Prometheus."""

from fastapi import APIRouter
from fastapi.responses import Response

from service.api.dependencies import TelemetryDep
from service.telemetry import CONTENT_TYPE

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def metrics(telemetry: TelemetryDep) -> Response:
    """Whatever can be told now, also while the service is not ready."""
    return Response(telemetry.exposition(), media_type=CONTENT_TYPE)
