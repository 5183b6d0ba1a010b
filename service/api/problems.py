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


_RETRY = {"Retry-After": {"description": "In how many seconds to ask again", "schema": {"type": "integer"}}}
_RATES = {
    "RateLimit-Policy": {"description": "What is let in: `q` in `w` seconds", "schema": {"type": "string"}},
    "RateLimit": {"description": "What is left of it: `r`, for `t` seconds more", "schema": {"type": "string"}},
}


def _described(text: str, **headers: Any) -> dict[str, Any]:
    return {"model": Problem, "description": text, **({"headers": headers} if headers else {})}


ERRORS: dict[int | str, dict[str, Any]] = {
    400: _described("The body is not JSON"),
    401: _described("No key where one is needed, or one that does not hold"),
    403: _described("The key may not do this, or not from this origin"),
    404: _described("Unknown, or another caller's"),
    413: _described("The body is larger than 64 KB"),
    415: _described("The body is not application/json"),
    422: _described("A field is wrong"),
    429: _described("Too many requests of this minute, or answers of this day", **_RETRY, **_RATES),
    503: _described("Not ready yet, or too many answers are being made", **_RETRY),
}
GONE: dict[int | str, dict[str, Any]] = {410: _described("The corpus version of then is no longer kept")}
ASKING = ERRORS | {409: _described("This Idempotency-Key came with another body, or is being answered", **_RETRY)}
"""Of routes that make an answer."""
