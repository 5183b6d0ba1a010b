"""The OpenAPI description: as FastAPI writes it, with failures as what they are, problem+json."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api.problems import Problem
from service.errors import PROBLEM

_FIRST_FAILURE = 400


def describe(app: FastAPI) -> None:
    """Make `app` describe itself; the description is made once, when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            for path, operation in ((path, o) for path, of in schema["paths"].items() for o in of.values()):
                sent_as = _OPENAI if path.startswith(PREFIX) else _OURS
                for status, response in operation["responses"].items():
                    if status.isdigit() and int(status) >= _FIRST_FAILURE:
                        response["content"] = sent_as
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
