"""What the routes ask for: the services once they are ready, the caller and a scope of theirs, a JSON body."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from service import access
from service.access import Caller, Scope
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


def is_open(request: Request, services: Services) -> bool:
    """Whether callers without a key are let in: on loopback, until the first key is made."""
    return bool(request.app.state.on_loopback) and not services.records.keys.exist()


def caller(request: Request, services: ServicesDep) -> Caller:
    """Who asks. Raises Unauthorized without a key or session where one is needed, Forbidden from another's page."""
    sent = request.headers.get("authorization")
    if sent is not None:
        scheme, _, key = sent.partition(" ")
        known = services.records.keys.authenticate(key.strip()) if scheme.lower() == "bearer" else None
        if known is not None:
            if known.publishable and request.headers.get("origin") not in known.origins:
                raise Forbidden("This key belongs to web pages of certain origins, and this request comes from none.")
            return Caller.of(known)
    is_open_now = is_open(request, services)
    if sent is not None and not is_open_now:  # while the service is open, what a client sends as a key means nothing
        raise Unauthorized("This access key does not hold: it is unknown, was revoked, or was replaced by a newer one.")
    if anonymous := access.visitor(request):
        return anonymous
    if is_open_now:
        return access.local()
    raise Unauthorized("Send an access key, with the header Authorization: Bearer <key>.")


CallerDep = Annotated[Caller, Depends(caller)]


@dataclass(frozen=True, slots=True)
class ScopeNeeded:
    """A dependency of routes: their caller may do this."""

    scope: Scope

    def __call__(self, caller: CallerDep) -> Caller:
        if self.scope in caller.scopes:
            return caller
        if caller.key is None:
            raise Unauthorized(f"This needs an access key with the scope {self.scope!r}.")
        raise Forbidden(f"The scope of this key is {caller.key.scope!r}; this needs {self.scope!r}.")


def scope(needed: Scope) -> ScopeNeeded:
    """For `dependencies=[Depends(scope("review"))]`, or `Annotated[Caller, Depends(scope("review"))]`."""
    return ScopeNeeded(needed)


def owner(caller: CallerDep) -> str:
    return caller.owner


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
