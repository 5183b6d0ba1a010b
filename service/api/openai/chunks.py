"""An answer while it is made, as the chunks of a chat completion."""

import json
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi import Request
from fastapi.sse import format_sse_event

from service.answering import types
from service.api import markdown, schemas
from service.api.asking import Asked, Failed, told
from service.api.openai.completions import Usage, failure


class Chunks:
    """The chunks of one answer. What they say, put together, is what the whole completion would say."""

    def __init__(self, asked: Asked, model: str, usage: Usage | None, include_usage: bool) -> None:
        self._asked, self._usage, self._include_usage = asked, usage, include_usage
        self._frame = {
            "id": asked.remembered.id if asked.remembered else asked.answer_id,
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": model,
            "system_fingerprint": asked.services.corpus.id,
        }
        self._headings: set[str] = set()
        self._said = ""

    async def events(self, request: Request) -> AsyncGenerator[bytes, None]:
        """Server-sent events: a chunk for each statement, one with what follows them, the end; or an error."""
        yield self._chunk({"role": "assistant", "content": ""})
        async with aclosing(told(self._asked, request)) as happening:
            async for event in happening:
                match event:
                    case types.StatementReady():
                        if event.heading is not None:
                            self._headings.add(event.heading)
                        yield self._content(markdown.said(event.text, self._headings))
                    case schemas.Answer():
                        yield self._content(markdown.whole(event))
                        yield self._chunk({}, "stop", footnote=event.model_dump(mode="json"))
                        if self._include_usage:
                            yield self._sent(choices=[], usage=self._usage and self._usage.model_dump())
                        yield format_sse_event(data_str="[DONE]")
                    case Failed():
                        yield format_sse_event(data_str=json.dumps(failure(event.problem)))

    def _content(self, text: str) -> bytes:
        """What `text` says beyond what was said."""
        more, self._said = text[len(self._said) :], text
        return self._chunk({"content": more})

    def _chunk(self, delta: dict[str, str], finish_reason: str | None = None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return self._sent(choices=[choice], **more)

    def _sent(self, **more: Any) -> bytes:
        return format_sse_event(data_str=json.dumps({**self._frame, **more}))
