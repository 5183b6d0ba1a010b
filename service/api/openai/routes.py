"""POST /openai/v1/chat/completions and GET /openai/v1/models."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from service.answering.types import Turn
from service.api import problems
from service.api.admission import admission
from service.api.asking import Asked, admitted, answered
from service.api.dependencies import AskDep, JsonDep, OwnerDep, ServicesDep
from service.api.event_stream import EventStream
from service.api.openai.chunks import Chunks
from service.api.openai.completions import Completion, FailureBody, Model, ModelList, Usage, completion
from service.api.openai.requests import AUDIENCES, ChatRequest
from service.bootstrap import Services
from service.errors import NotFound

router = APIRouter(prefix="/openai/v1", tags=["OpenAI clients"], dependencies=[AskDep])
PREFIX = "/openai/"


def _as_openai(errors: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    """These failures as they are sent here."""
    larger = {413: {"description": "The body is larger than 1 MB"}}
    return {status: {**told, **larger.get(int(status), {}), "model": FailureBody} for status, told in errors.items()}


ERRORS, ASKING = _as_openai(problems.ERRORS), _as_openai(problems.ASKING)
EARLIER = 20
"""How many of the user's messages before the question are read, the latest of them."""
LONGEST = 2_000
"""How many characters of each, the last of them."""


def admit(chat: ChatRequest, services: ServicesDep, owner: OwnerDep) -> Asked:
    """The last message of the user with those before it, as a stored conversation would hold them."""
    _known(chat.model)
    *before, question = chat.asked
    kept = [services.identifiers.redact(text[-LONGEST:]).text for text in before[-EARLIER:]]
    return admitted(chat.followup(question), services, owner, tuple(Turn(text, text) for text in kept))


AskedDep = Annotated[Asked, admission(admit)]


@router.post(
    "/chat/completions",
    response_model=Completion,
    responses={**ASKING, 200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    dependencies=[JsonDep],
    summary="Ask as an OpenAI client does",
)
async def complete(chat: ChatRequest, asked: AskedDep, request: Request) -> Completion | Response:
    """Answer the last message of the user; with `stream`, as chunks that end with `[DONE]`.

    The answer is stored, and belongs to its caller, as one of `/v1/followups`.
    """
    usage = Usage() if asked.services.shared.writers is None else None
    if chat.stream:
        wanted = chat.stream_options is not None and bool(chat.stream_options.include_usage)
        return EventStream(Chunks(asked, chat.model, usage, wanted).events(request))
    answer = await answered(asked, request)
    return answer if isinstance(answer, Response) else completion(answer, chat.model, usage)


@router.get("/models", response_model=ModelList, responses=ERRORS, summary="List the models")
def list_models(services: ServicesDep) -> ModelList:
    """One for each audience."""
    return ModelList(data=[_model(name, services) for name in AUDIENCES])


@router.get("/models/{model}", response_model=Model, responses=ERRORS, summary="A model")
def read_model(model: Annotated[str, Path(max_length=100)], services: ServicesDep) -> Model:
    """Whether there is a model of this name."""
    return _model(_known(model), services)


def _known(model: str) -> str:
    if model not in AUDIENCES:
        raise NotFound(f"There is no model of that name. Ask one of: {', '.join(AUDIENCES)}.")
    return model


def _model(name: str, services: Services) -> Model:
    return Model(id=name, created=int(datetime.fromisoformat(services.corpus.manifest.built_at).timestamp()))
