"""A chat model over LangChain, streamed. Alone knows langchain's models and openai; loaded when first used (1.6 s).

ModelError    the model gave no (more) text: refused, busy, broken, too late; its message names no text
"""

import logging
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

logger = logging.getLogger(__name__)

Message = tuple[str, str]
"""(role, text); roles are `system` and `user`."""
_NOT_UNDERSTOOD = frozenset({400, 404, 422, 501})
"""What servers answer that do not know structured output."""


class ModelError(Exception):
    """The model did not do its part."""


class ChatModel(Protocol):
    """What writes."""

    @property
    def name(self) -> str: ...

    def stream(self, messages: Sequence[Message], schema: Mapping[str, Any] | None = None) -> AsyncGenerator[str, None]:
        """The answer in pieces. With a schema, JSON of that shape where the server knows how. Raises ModelError."""
        ...


class LangChainModel:
    """Any LangChain chat model. `make` is called once, when the first question comes or `load` is called."""

    def __init__(self, name: str, make: Callable[[], "BaseChatModel"], *, structured: bool = True) -> None:
        self.name = name
        self._make = make
        self._chat: BaseChatModel | None = None
        self._structured = structured

    def load(self) -> "BaseChatModel":
        """Import and make the model. Slow the first time: not on the event loop."""
        if self._chat is None:
            self._chat = self._make()
        return self._chat

    async def stream(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None = None
    ) -> AsyncGenerator[str, None]:
        if schema is not None and self._structured:
            begun = False
            try:
                async with aclosing(self._pieces(messages, schema)) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
                    return
            except ModelError as error:
                if begun or _status(error.__cause__) not in _NOT_UNDERSTOOD:
                    raise
            logger.info("model %s does not take a schema; asking for running text from now on", self.name)
            self._structured = False
        async with aclosing(self._pieces(messages, None)) as pieces:
            async for piece in pieces:
                yield piece

    async def _pieces(self, messages: Sequence[Message], schema: Mapping[str, Any] | None) -> AsyncGenerator[str, None]:
        options: dict[str, Any] = {}
        if schema is not None:
            asked = {"name": "answer", "schema": schema, "strict": True}
            options["response_format"] = {"type": "json_schema", "json_schema": asked}
        stream = self.load().astream(list(messages), **options)
        try:
            async for chunk in stream:
                if chunk.text:
                    yield chunk.text
        except Exception as error:  # each provider has its own
            raise ModelError(f"{type(error).__name__} {_status(error) or ''}".rstrip()) from error
        finally:
            await stream.aclose()  # type: ignore[attr-defined]  # an async generator: closing it hangs up


def openai_chat(
    model: str, base_url: str | None, api_key: str, timeout: float, most_tokens: int
) -> "Callable[[], BaseChatModel]":
    """A maker of OpenAI's chat model, or of one that speaks its protocol. One bounded retry of what may pass."""

    def make() -> "BaseChatModel":
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        return ChatOpenAI(
            model=model,
            base_url=base_url,
            api_key=SecretStr(api_key),
            timeout=timeout,
            max_retries=1,
            max_completion_tokens=most_tokens,
            temperature=0,
            stream_usage=False,
            use_responses_api=False,
            stream_chunk_timeout=None,
        )

    return make


def _status(error: BaseException | None) -> int | None:
    return getattr(error, "status_code", None)
