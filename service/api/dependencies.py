"""What the routes ask for: the services once they are ready, the caller, a JSON body."""

from typing import Annotated

from fastapi import Depends, Request

from service import access
from service.bootstrap import Services
from service.errors import NotJson, NotReady
from service.telemetry import Telemetry


def services(request: Request) -> Services:
    """The open services. Raises NotReady while they are starting, or if they could not start."""
    state = request.app.state
    if state.services is None:
        raise NotReady(state.why_not_ready)
    found: Services = state.services
    return found


def owner(request: Request) -> str:
    return access.owner(request)


def telemetry(request: Request) -> Telemetry:
    """The metrics of this application, ready or not."""
    found: Telemetry = request.app.state.telemetry
    return found


def json_body(request: Request) -> None:
    """Refuse a body that does not say that it is JSON."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise NotJson("Send the request as JSON, with the header Content-Type: application/json.")


ServicesDep = Annotated[Services, Depends(services)]
OwnerDep = Annotated[str, Depends(owner)]
TelemetryDep = Annotated[Telemetry, Depends(telemetry)]
JsonDep = Depends(json_body)
