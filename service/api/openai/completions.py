"""An answer as a chat completion, whole and in chunks; a failure as OpenAI's clients read one."""

from typing import Any, Literal

from pydantic import BaseModel

from service.api import markdown, schemas


class Usage(BaseModel):
    """Tokens of a language model. The built-in composer uses none."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class Reply(BaseModel):
    """The answer in Markdown: text with markers, the numbered sources, the disclaimer."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    index: Literal[0] = 0
    message: Reply
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Completion(BaseModel):
    """A chat completion. `id` is the answer's, `system_fingerprint` the corpus version; `footnote` is the answer as
    `/v1` gives it. `usage`: null where a model took part, whose tokens are not counted here."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    system_fingerprint: str
    choices: list[Choice]
    usage: Usage | None
    footnote: schemas.Answer


class Model(BaseModel):
    """A name to ask by."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: Literal["footnote"] = "footnote"


class ModelList(BaseModel):
    object: Literal["list"] = "list"
    data: list[Model]


class Failure(BaseModel):
    """What went wrong. `param`: the field of the request, where it is one."""

    message: str
    type: str
    param: str | None
    code: str
    retryable: bool
    request_id: str


class FailureBody(BaseModel):
    error: Failure


def completion(answer: schemas.Answer, model: str, usage: Usage | None) -> Completion:
    return Completion(
        id=answer.id,
        created=int(answer.provenance.created_at.timestamp()),
        model=model,
        system_fingerprint=answer.provenance.corpus_version,
        choices=[Choice(message=Reply(content=markdown.whole(answer)))],
        usage=usage,
        footnote=answer,
    )


def failure(problem: dict[str, Any]) -> dict[str, Any]:
    """A problem as the body of an error of OpenAI's."""
    fields = problem.get("errors") or [{}]
    told = Failure(
        message=problem["detail"],
        type="invalid_request_error" if problem["status"] < 500 else "server_error",
        param=fields[0].get("field") or None,
        code=problem["code"],
        retryable=problem["retryable"],
        request_id=problem["request_id"],
    )
    return FailureBody(error=told).model_dump()
