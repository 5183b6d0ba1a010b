"""The OpenAPI description: as FastAPI writes it, with failures as what they are, problem+json."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api.problems import Problem
from service.errors import PROBLEM

_PROBLEM = {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}


def describe(app: FastAPI) -> None:
    """Make `app` describe itself; the description is made once, when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            for operation in (operation for path in schema["paths"].values() for operation in path.values()):
                for response in operation["responses"].values():
                    if _PROBLEM in response.get("content", {}).values():
                        response["content"] = {PROBLEM: _PROBLEM}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
