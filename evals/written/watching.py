"""Watches a model write and the author read it: when each sentence was complete, and what became of it."""

import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any

from evals.written.messages import passages_in
from service import bootstrap
from service.answering.llm import ChatModel, Message
from service.answering.pipeline import Answerer, Writers
from service.answering.types import Draft
from service.answering.writing.author import Author, Tally, Task
from service.answering.writing.prompting import AnswerPrompt
from service.answering.writing.reader import Reader
from service.bootstrap import Services


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence that was kept: the how manieth that the model wrote, and what stands in the answer for it."""

    number: int
    text: str
    repaired: bool


@dataclass(slots=True)
class Watch:
    """One answer. Times are those of `time.perf_counter`; `waited`: seconds in which the model was waited for."""

    waited: float = 0.0
    complete: list[float] = field(default_factory=list)
    """When each sentence that the model wrote could be read to its end."""
    kept: list[Kept] = field(default_factory=list)


class WatchedModel:
    """A chat model that notes when its pieces come."""

    def __init__(self, model: ChatModel) -> None:
        self.watch = Watch()
        self._model = model

    @property
    def name(self) -> str:
        return self._model.name

    async def stream(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None = None
    ) -> AsyncGenerator[str, None]:
        watch = self.watch
        reader = Reader(list(passages_in(messages[-1][1])))
        async with aclosing(self._model.stream(messages, schema)) as pieces:
            while True:
                asked = time.perf_counter()
                piece = await anext(pieces, None)
                came = time.perf_counter()
                watch.waited += came - asked
                read = reader.finish() if piece is None else reader.feed(piece)
                watch.complete.extend(came for _ in read)
                if piece is None:
                    return
                yield piece


class WatchedAuthor(Author):
    """An author who notes which sentences are kept."""

    def __init__(self, model: WatchedModel, prompt: AnswerPrompt, timeout: float) -> None:
        super().__init__(model, prompt, timeout)
        self._watched = model

    async def write(self, task: Task, tally: Tally) -> AsyncGenerator[Draft, None]:
        repaired = tally.repaired
        async with aclosing(super().write(task, tally)) as drafts:
            async for draft in drafts:
                self._watched.watch.kept.append(Kept(tally.written, draft.text, tally.repaired > repaired))
                repaired = tally.repaired
                yield draft


def watched(services: Services) -> tuple[Answerer, WatchedModel]:
    """The same answerer with its model watched, one question at a time."""
    author = writers_of(services).author
    model = WatchedModel(author.model)
    return with_author(services, WatchedAuthor(model, author.prompt, services.shared.settings.model_timeout)), model


def with_author(services: Services, author: Author) -> Answerer:
    """The same answerer with another author."""
    shared = replace(services.shared, writers=replace(writers_of(services), author=author))
    return bootstrap.open_version(shared, services.corpus).answerer


def writers_of(services: Services) -> Writers:
    """The model's parts. Raises ValueError where the settings name no model."""
    if services.shared.writers is None:
        raise ValueError("the settings name no model")
    return services.shared.writers
