"""The OpenAPI description: as FastAPI writes it, with an example of each route, and failures as they are sent."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api.problems import Problem
from service.errors import PROBLEM

EXAMPLES = Path(__file__).with_name("examples.yaml")
JSON, EVENTS = "application/json", "text/event-stream"
Described = dict[str, Any]
_PROBLEM = {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}


def describe(app: FastAPI) -> None:
    """Make `app` describe itself; the description is made once, when it is first asked for."""

    def openapi() -> Described:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            for route, operation in operations(schema):
                _say_how_it_fails(operation)
                _leave_out_what_cannot_fail(operation)
                _show(operation, _examples().get(route, {}))
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def operations(schema: Described) -> Iterator[tuple[str, Described]]:
    """Every route ("GET /v1/sources") with its description."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def _say_how_it_fails(operation: Described) -> None:
    for response in operation["responses"].values():
        if _PROBLEM in response.get("content", {}).values():
            response["content"] = {PROBLEM: _PROBLEM}


def _leave_out_what_cannot_fail(operation: Described) -> None:
    """Without a body none is unreadable, too large or of another type; where nothing is sent, nothing can be wrong."""
    sends_a_body, sends_nothing = "requestBody" in operation, not operation.get("parameters")
    impossible = [] if sends_a_body else ["400", "413", "415", *(["404", "422"] if sends_nothing else [])]
    for status in impossible:
        operation["responses"].pop(status, None)


def _show(operation: Described, example: Described) -> None:
    """Put what is sent and what comes back where the description has a place for it."""
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in example.get("parameters", {}):
            parameter["example"] = example["parameters"][parameter["name"]]
    if "request" in example:
        operation["requestBody"]["content"][JSON]["example"] = example["request"]
    named = {media: example[name] for media, name in ((JSON, "response"), (EVENTS, "stream")) if name in example}
    for media_type, shown in {**named, **example.get("texts", {})}.items():
        _success(operation)["content"][media_type]["example"] = shown


def _success(operation: Described) -> Described:
    found: Described = next(told for status, told in operation["responses"].items() if status in ("200", "201"))
    return found


@cache
def _examples() -> Described:
    examples: Described = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return examples
