"""What the routes ask for: the services once they are ready, the caller and a scope of theirs, a JSON body."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service import access
from service.access import Caller, Scope
from service.api import limiting
from service.bootstrap import Services
from service.errors import Forbidden, NotJson, NotReady, Unauthorized
from service.telemetry import Telemetry


def services(request: Request) -> Services:
    """The open services. Raises NotReady while they are starting, or if they could not start."""
    state = request.app.state
    if state.services is None:
        raise NotReady(state.why_not_ready)
    found: Services = state.services
    return found


ServicesDep = Annotated[Services, Depends(services)]


def is_open(request: Request, services: ServicesDep) -> bool:
    """Whether callers without a key are let in: on loopback, until the first key is made."""
    return bool(request.app.state.on_loopback) and not services.records.keys.exist()


OpenDep = Annotated[bool, Depends(is_open)]
bearer = HTTPBearer(auto_error=False, description="An access key. A service without any is open to its own machine.")
Sent = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


def caller(request: Request, services: ServicesDep, is_open: OpenDep, sent: Sent) -> Caller:
    """Who asks. Raises Unauthorized without a key or session where one is needed, Forbidden from another's page."""
    key = services.records.keys.authenticate(sent.credentials) if sent else None
    if key is not None:
        if key.publishable and request.headers.get("origin") not in key.origins:
            raise Forbidden("This key may be used from the web pages that it was made for, and from nowhere else.")
        return Caller.of(key, request)
    if sent and not is_open:  # while the service is open, what a client sends as a key means nothing
        raise Unauthorized("This access key does not hold: it is unknown, was revoked, or was replaced by a newer one.")
    if visitor := access.visitor(request):
        return visitor
    if is_open:
        return access.local(request)
    raise Unauthorized("Send an access key, with the header Authorization: Bearer <key>.")


CallerDep = Annotated[Caller, Depends(caller)]


def owner(caller: CallerDep) -> str:
    return caller.owner


def allow(caller: Caller, needed: Scope) -> None:
    """Raises Unauthorized or Forbidden where a caller may not do this."""
    if needed not in caller.scopes:
        if caller.key is None:
            raise Unauthorized(f"This needs an access key with the scope {needed!r}.")
        raise Forbidden(f"The scope of this key is {caller.key.scope!r}; this needs {needed!r}.")


async def counted(request: Request, caller: CallerDep, is_open: OpenDep) -> Caller:
    """The caller, if they have not come too often within a minute."""
    await limiting.count_request(request, caller, is_open)
    return caller


@dataclass(frozen=True, slots=True)
class ScopeNeeded:
    """A dependency of routes: the caller may do this, and does not come too often."""

    scope: Scope

    def __call__(self, caller: Annotated[Caller, Depends(counted)]) -> Caller:
        allow(caller, self.scope)
        return caller


def scope(needed: Scope) -> ScopeNeeded:
    """For `dependencies=[Depends(scope("review"))]`, or `Annotated[Caller, Depends(scope("review"))]`."""
    return ScopeNeeded(needed)


def telemetry(request: Request) -> Telemetry:
    """The metrics of this application, ready or not."""
    found: Telemetry = request.app.state.telemetry
    return found


def json_body(request: Request) -> None:
    """Refuse a body that does not say that it is JSON."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise NotJson("Send the request as JSON, with the header Content-Type: application/json.")


OwnerDep = Annotated[str, Depends(owner)]
TelemetryDep = Annotated[Telemetry, Depends(telemetry)]
AskDep = Depends(scope("ask"))
ReviewDep = Depends(scope("review"))
JsonDep = Depends(json_body)
