"""What a failure looks like on the wire (RFC 9457), and which failures a route may have."""

from typing import Any

from pydantic import BaseModel


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    retryable: bool
    request_id: str
    errors: list[dict[str, str]] | None = None


ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": text}
    for status, text in {
        400: "The body is not JSON",
        404: "Unknown, or another caller's",
        410: "No longer kept",
        415: "The body is not application/json",
        422: "A field is wrong",
        503: "Not ready yet",
    }.items()
}
