"""What a client of OpenAI's chat completions may send, and what is refused by its name.

Of the messages only the user's are read: the last is the question, those before it the conversation. What stands in a
system or an assistant message changes no rule and is no evidence.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from service.answering.types import Audience
from service.api.openai.refusing import Refused
from service.api.schemas import FollowupRequest

AUDIENCES: Mapping[str, Audience] = {
    "footnote": "clinician",
    **{f"footnote-{audience}": audience for audience in get_args(Audience) if audience != "clinician"},
}
"""Whom an answer is for, by the name of the model: what every client can set."""
MOST_MESSAGES = 1_000


class TextPart(BaseModel):
    """A piece of a message."""

    type: Literal["text"]
    text: str


def _text_alone(content: object) -> object:
    parts = content if isinstance(content, list) else []
    if any(isinstance(part, dict) and part.get("type") != "text" for part in parts):
        raise PydanticCustomError("unsupported_content", "only text is read: leave images, audio and files out")
    return content


class UserMessage(BaseModel):
    """What the user asks, or asked before."""

    role: Literal["user"]
    content: Annotated[str | list[TextPart], BeforeValidator(_text_alone)]

    @property
    def text(self) -> str:
        return self.content if isinstance(self.content, str) else "\n".join(part.text for part in self.content)


class OtherMessage(BaseModel):
    """Taken, and not read."""

    role: Literal["system", "developer", "assistant"]


ROLES = ("user", "assistant", "system", "developer")


def _known_role(message: object) -> object:
    if isinstance(message, dict) and message.get("role") not in ROLES:
        raise PydanticCustomError("role", "the role is one of {roles}", {"roles": ", ".join(ROLES)})
    return message


Message = Annotated[UserMessage | OtherMessage, Field(discriminator="role"), BeforeValidator(_known_role)]


class StreamOptions(BaseModel):
    """`include_usage`: a last chunk tells how many tokens were used."""

    include_usage: StrictBool | None = None


class TextFormat(BaseModel):
    """Running text."""

    type: Literal["text"]


Ignored = Annotated[Any, Field(description="Taken and without effect: the same question gets the same answer.")]
_NO_TOOLS = Refused("Footnote calls no tools")
_NO_CHANCES = Refused("no probabilities of tokens are known")
_TEXT_ALONE = Refused("answers are text")


class ChatRequest(BaseModel):
    """A conversation that ends with the user's question. Parameters that would change an answer are refused by name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "model": "footnote",
                "messages": [{"role": "user", "content": "What is the labelled dose and schedule?"}],
            }
        },
    )
    model: Annotated[str, Field(description=f"One of {', '.join(AUDIENCES)}: whom the answer is for.")]
    messages: list[Message] = Field(min_length=1, max_length=MOST_MESSAGES)
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None

    audio: Annotated[None, _TEXT_ALONE] = None
    function_call: Annotated[None, _NO_TOOLS] = None
    functions: Annotated[None, _NO_TOOLS] = None
    logit_bias: Annotated[None, _NO_CHANCES] = None
    logprobs: Annotated[Literal[False] | None, _NO_CHANCES] = None
    modalities: Annotated[list[Literal["text"]] | None, _TEXT_ALONE] = None
    moderation: Annotated[None, Refused("triage and screening are always the same")] = None
    n: Annotated[Literal[1] | None, Refused("there is one answer to a question")] = None
    parallel_tool_calls: Annotated[None, _NO_TOOLS] = None
    prediction: Annotated[None, Refused("no text but the library's is put into an answer")] = None
    response_format: Annotated[TextFormat | None, Refused("the structured answer is in the field footnote")] = None
    stop: Annotated[None, Refused("an answer is not cut before its sources and its disclaimer")] = None
    tool_choice: Annotated[Literal["none"] | None, _NO_TOOLS] = None
    tools: Annotated[None, _NO_TOOLS] = None
    top_logprobs: Annotated[None, _NO_CHANCES] = None
    web_search_options: Annotated[None, Refused("only the library is searched")] = None

    frequency_penalty: Ignored = None
    max_completion_tokens: Ignored = None
    max_tokens: Ignored = None
    metadata: Ignored = None
    presence_penalty: Ignored = None
    prompt_cache_key: Ignored = None
    prompt_cache_options: Ignored = None
    prompt_cache_retention: Ignored = None
    reasoning_effort: Ignored = None
    safety_identifier: Ignored = None
    seed: Ignored = None
    service_tier: Ignored = None
    store: Ignored = None
    temperature: Ignored = None
    top_p: Ignored = None
    user: Ignored = None
    verbosity: Ignored = None

    @model_validator(mode="after")
    def _ends_with_a_question(self) -> Self:
        last = self.messages[-1]
        if not isinstance(last, UserMessage):
            raise PydanticCustomError("no_question", "the last of the messages must be the user's question")
        try:
            self.followup(last.text)
        except ValidationError as error:
            told = {"why": error.errors()[0]["msg"]}
            raise PydanticCustomError("question", "the last of the messages: {why}", told) from None
        return self

    @property
    def asked(self) -> list[str]:
        """What the user said, in order; the last is the question."""
        said = [message.text for message in self.messages if isinstance(message, UserMessage)]
        return [text for text in said if text.strip()]

    def followup(self, question: str) -> FollowupRequest:
        """The question as `/v1/followups` takes it, for the audience of the model's name."""
        return FollowupRequest(question=question, audience=AUDIENCES.get(self.model, "clinician"))
