"""What is sent and how it is read, whichever way it travels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypedDict, TypeVar
from urllib.parse import quote
from uuid import uuid4

import httpx2
from pydantic import BaseModel, ValidationError

from service.answering.types import Audience
from service.api.listings import Passage, SourceDetail
from service.api.problems import Problem
from service.api.schemas import Answer, Filters
from service.client.errors import ServiceError, Unreachable

Read = TypeVar("Read", bound=BaseModel)


class About(TypedDict, total=False):
    """What a question may come with; what each means is in docs/api.md."""

    article: str | None
    conversation_id: str | None
    audience: Audience
    filters: Filters | None


@dataclass(frozen=True, slots=True)
class Call(Generic[Read]):
    """One request, the same at every attempt, and what its response is."""

    method: str
    path: str
    returns: type[Read]
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def request(self) -> dict[str, Any]:
        """As an HTTP client takes it."""
        return {"method": self.method, "url": self.path, "json": self.body, "headers": self.headers}

    def read(self, response: httpx2.Response) -> Read:
        """What a response, read to its end, holds. Raises what it says went wrong."""
        check(response)
        try:
            return self.returns.model_validate_json(response.content or "{}")
        except ValidationError as error:
            raise _stranger(response) from error


class Nothing(BaseModel):
    """What a response without a body holds."""


def ask(question: str, about: About, path: str = "/v1/followups") -> Call[Answer]:
    """A question. Under its Idempotency-Key a further attempt gets the answer that the first one made."""
    chosen: dict[str, Any] = {name: value for name, value in about.items() if value is not None}
    if isinstance(filters := chosen.get("filters"), Filters):
        chosen["filters"] = filters.model_dump(mode="json")
    return Call("POST", path, Answer, {"question": question, **chosen}, {"Idempotency-Key": uuid4().hex})


def stream(question: str, about: About) -> Call[Answer]:
    return ask(question, about, "/v1/followups/stream")


def answer(answer_id: str) -> Call[Answer]:
    return Call("GET", f"/v1/answers/{quote(answer_id, safe='')}", Answer)


def source(source_id: str) -> Call[SourceDetail]:
    return Call("GET", f"/v1/sources/{quote(source_id, safe='')}", SourceDetail)


def passage(passage_id: str) -> Call[Passage]:
    return Call("GET", f"/v1/passages/{quote(passage_id, safe='')}", Passage)


def erase(conversation_id: str) -> Call[Nothing]:
    return Call("DELETE", f"/v1/conversations/{quote(conversation_id, safe='')}", Nothing)


def connection(base_url: str, key: str | None, timeout: float) -> dict[str, Any]:
    """How every call of a client is made."""
    authorization = {"Authorization": f"Bearer {key}"} if key else {}
    return {"base_url": base_url, "timeout": timeout, "headers": {"User-Agent": "footnote-python", **authorization}}


def check(response: httpx2.Response) -> None:
    """Raise what a response, read to its end, says went wrong."""
    if response.is_success:
        return
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        raise _stranger(response) from None
    after = response.headers.get("Retry-After", "")
    raise ServiceError(problem, float(after) if after.isdecimal() else None)


def _stranger(response: httpx2.Response) -> Unreachable:
    """Of a proxy that has no service behind it now, or of something else altogether."""
    error = Unreachable(f"What answered is not Footnote, or is between you and it (status {response.status_code}).")
    error.retryable = response.is_server_error
    return error
