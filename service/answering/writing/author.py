"""A model writes an answer; each sentence is verified when it is complete, and repaired or dropped where it fails."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from anyio import to_thread

from corpus.documents import Document, Passage, Span
from service.answering.candidates import Candidate
from service.answering.compose import MOST, RELATIVE_FLOOR
from service.answering.llm import ChatModel, ModelError
from service.answering.marks import without_marks
from service.answering.plain import worded
from service.answering.remarks import Writing
from service.answering.repeats import is_said, words_of
from service.answering.types import Audience, Draft
from service.answering.writing.keys import keys_of
from service.answering.writing.prompting import AnswerPrompt
from service.answering.writing.quotes import Quotes, Supports
from service.answering.writing.reader import Reader
from service.answering.writing.structured import schema
from service.answering.writing.written import Written

IN_SUMMARY = 2
DETAILS = "In more detail"
READ = 10
READ_CHARACTERS = 7_000
"""How much a model is shown: what is far down is rarely used, and a small model has little room."""
LONGEST = 12_000
"""Characters from which on an answer is taken to be endless."""
MOST_WRITTEN = 2 * MOST


@dataclass(frozen=True, slots=True)
class Task:
    """A question with the sentences that may answer it, most relevant first."""

    question: str
    audience: Audience
    pool: Sequence[Candidate]
    supports: Supports


@dataclass(slots=True)
class Tally:
    """What has become of the model's sentences so far."""

    written: int = 0
    shown: int = 0
    repaired: int = 0
    dropped: int = 0
    stopped: str | None = None

    @property
    def kept(self) -> int:
        return self.shown + self.repaired

    @property
    def is_enough(self) -> bool:
        """Whether the model's answer can stand alone."""
        return self.stopped is None and self.kept >= 2 and 2 * self.kept >= self.written

    def writing(self, added: int) -> Writing:
        return Writing(self.written, self.shown, self.repaired, self.dropped, added, self.stopped)


class Author:
    """Has one model write answers. `timeout`: seconds to its first sentence that is kept, and from one to the next."""

    def __init__(self, model: ChatModel, prompt: AnswerPrompt, timeout: float) -> None:
        self.model = model
        self.prompt = prompt
        self._timeout = timeout

    async def write(self, task: Task, tally: Tally) -> AsyncGenerator[Draft, None]:
        """Drafts that their evidence supports, as they are completed. Never raises for what the model does."""
        passages = _passages(task.pool)
        shown = [c for c in task.pool if c.evidence.passage.id in passages]
        desk = _Desk(task, Quotes(shown, task.supports), keys_of(passages))
        now = asyncio.get_running_loop().time
        deadline = now() + self._timeout
        async with aclosing(self._written(task, desk.keyed, passages)) as statements:
            while tally.kept < MOST:
                try:
                    async with asyncio.timeout_at(deadline):
                        written = await anext(statements)
                except StopAsyncIteration:
                    tally.stopped = None if tally.written else "nothing that could be read"
                    return
                except TimeoutError:
                    tally.stopped = "time-out"
                    return
                except ModelError as error:
                    tally.stopped = str(error)
                    return
                if tally.written == MOST_WRITTEN:
                    tally.stopped = "endless output"
                    return
                tally.written += 1
                draft = await to_thread.run_sync(desk.kept, written, tally)
                if draft is not None:
                    yield draft
                    deadline = now() + self._timeout

    async def _written(
        self, task: Task, keyed: Mapping[str, str], passages: Mapping[str, tuple[Passage, Document]]
    ) -> AsyncGenerator[Written, None]:
        reader = Reader(keyed)
        named = {key: passages[passage_id] for key, passage_id in keyed.items()}
        messages = self.prompt.answer(task.question, named, task.audience, MOST)
        length = 0
        async with aclosing(self.model.stream(messages, schema(list(keyed), MOST))) as pieces:
            async for piece in pieces:
                length += len(piece)
                for written in reader.feed(piece):
                    yield written
                if length > LONGEST:
                    raise ModelError("endless output")
        for written in reader.finish():
            yield written


class _Desk:
    """Where one answer's sentences are checked, and what it has said already."""

    def __init__(self, task: Task, quotes: Quotes, keyed: Mapping[str, str]) -> None:
        self.keyed = keyed
        self._task = task
        self._quotes = quotes
        self._said: list[frozenset[str]] = []
        self._quoted: set[tuple[str, Span]] = set()

    def kept(self, written: Written, tally: Tally) -> Draft | None:
        """The sentence with its evidence, or the source's own in its place; None where it is dropped. Counts."""
        passages = [self.keyed[key] for key in written.keys]
        evidence = None if self._is_said(written.text) else self._quotes.supporting(written.text, passages)
        draft = None if evidence is None else Draft(written.text, evidence, None)
        repaired = draft is None and (draft := self._repaired(written.text, passages)) is not None
        if draft is None:
            tally.dropped += 1
            return None
        self._said.append(words_of(draft.text))
        self._quoted.update(evidence.place for evidence in draft.evidence)
        tally.repaired += repaired
        tally.shown += not repaired
        return Draft(draft.text, draft.evidence, None if tally.kept <= IN_SUMMARY else DETAILS)

    def _repaired(self, statement: str, passages: Sequence[str]) -> Draft | None:
        """The closest sentence of the same quotes, if it answers the question and nothing rests on it yet."""
        closest = self._quotes.closest(statement, passages)
        if (
            closest is None
            or closest.evidence.place in self._quoted
            or closest.score < RELATIVE_FLOOR * self._task.pool[0].score
        ):
            return None
        own = Draft(without_marks(closest.evidence.text), (closest.evidence,), None)
        draft = worded(own, self._task.audience)
        if draft is not own and not self._task.supports(draft.text, draft.evidence):
            draft = own
        return None if self._is_said(draft.text) else draft

    def _is_said(self, text: str) -> bool:
        return is_said(words_of(text), self._said)


def _passages(pool: Sequence[Candidate]) -> dict[str, tuple[Passage, Document]]:
    """The passages of the most relevant sentences, by id, as many as a model is shown."""
    chosen: dict[str, tuple[Passage, Document]] = {}
    length = 0
    for candidate in pool:
        passage = candidate.evidence.passage
        if passage.id not in chosen:
            length += len(passage.text)
            if chosen and (len(chosen) == READ or length > READ_CHARACTERS):
                break
            chosen[passage.id] = (passage, candidate.evidence.document)
    return chosen
