"""The Answerer: one question in, a stream of events out, the last of which is the whole answer.

Order: triage, understanding, retrieval, is there evidence, writing and verifying. Knows no HTTP and no storage.
"""

import time
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest

from anyio import to_thread

from corpus.versions import CorpusVersion
from service.answering.assembly import Assembly
from service.answering.candidates import Candidate
from service.answering.compose import FEWEST, MOST
from service.answering.composer import FURTHER, Composer, Reading, unsaid
from service.answering.condense import condense
from service.answering.conflicts.telling import Conflicts
from service.answering.evidence import Grounding
from service.answering.glossary import Glossary
from service.answering.inquiry import Inquiry
from service.answering.plain import LAY, worded
from service.answering.profile import evidence_profile
from service.answering.refusals import abstained, declined, unfound
from service.answering.screening import Screened, Screening
from service.answering.suggestions import Suggestions
from service.answering.texts import Prompts
from service.answering.types import (
    Accepted,
    Answer,
    Draft,
    Event,
    Finished,
    Provenance,
    Question,
    Reply,
    SourcesRead,
    StatementReady,
)
from service.answering.writing.author import Author, Tally, Task
from service.answering.writing.condensing import Condenser
from service.answering.writing.quotes import Supports


@dataclass(frozen=True, slots=True)
class Writers:
    """A model's parts in an answer."""

    author: Author
    condenser: Condenser
    confidence: float = 0.0
    """How probable the verifier must find a sentence of the model; below that the source's own stands."""

    outside: bool = False
    """The model is not on this machine."""

    def sure(self, grounding: Grounding) -> Supports:
        return partial(grounding.supports, confidence=self.confidence)

    def hashes(self) -> dict[str, str]:
        return {prompt.name: prompt.sha256 for prompt in (self.author.prompt.prompt, self.condenser.prompt.prompt)}


@dataclass(slots=True)
class _Work:
    """An answer in the making: what is shown already, and by whom it was written."""

    assembly: Assembly
    tally: Tally
    readings: Sequence[Reading] = ()
    told: list[Draft] = field(default_factory=list)
    added: int = 0

    def show(self, draft: Draft) -> StatementReady | None:
        ready = self.assembly.add(draft)
        if ready is not None:
            self.told.append(draft)
        return ready


class Answerer:
    """Answers questions from one corpus version, with a model where there is one, else with the built-in composer."""

    def __init__(
        self,
        corpus: CorpusVersion,
        prompts: Prompts,
        screening: Screening,
        inquiry: Inquiry,
        suggestions: Suggestions,
        grounding: Grounding,
        conflicts: Conflicts,
        writers: Writers | None = None,
    ) -> None:
        self.corpus = corpus
        self._prompts = prompts
        self._screening = screening
        self._inquiry = inquiry
        self._suggestions = suggestions
        self._grounding = grounding
        self._conflicts = conflicts
        self._writers = writers
        self._composer = Composer(grounding)
        self._glossary = Glossary(prompts.glossary)

    async def stream(self, question: Question) -> AsyncGenerator[Event, None]:
        """Accepted, then (if there is evidence) SourcesRead and StatementReady events, then Finished."""
        started = time.perf_counter()
        screened = await to_thread.run_sync(self._screening.screen, question)
        question, reply = screened.question, screened.reply
        standalone = condense(question)
        if reply is None:
            if self._writers is not None:
                standalone = await self._writers.condenser.condense(question)
            reply = await to_thread.run_sync(self._screening.rewritten, standalone, question)
        yield Accepted(standalone)
        work = _Work(Assembly(self._grounding, screened.opening), Tally())
        if reply is None:
            readings = await to_thread.run_sync(self._inquiry.readings, question, standalone)
            work.readings = readings
            found = [reading for reading in readings if reading.sufficiency.enough]
            if found:
                documents = dict.fromkeys(doc for reading in found for doc in reading.documents)
                yield SourcesRead(tuple(documents), screened.opening, _gaps(readings))
                async with aclosing(self._statements(question, standalone, found, work)) as statements:
                    async for ready in statements:
                        yield ready
                reply = await to_thread.run_sync(self._answered, question, standalone, readings, work)
            else:
                reply = await to_thread.run_sync(self._unanswered, screened, standalone, readings[0])
        yield Finished(self._answer(screened, standalone, screened.told(reply), work, started))

    async def answer(self, question: Question) -> Answer:
        """The whole answer at once."""
        async with aclosing(self.stream(question)) as events:
            async for event in events:
                if isinstance(event, Finished):
                    return event.answer
        raise AssertionError("a stream ends with Finished")

    async def _statements(
        self, question: Question, standalone: str, found: Sequence[Reading], work: _Work
    ) -> AsyncGenerator[StatementReady, None]:
        """The model's, verified, and what the built-in composer adds to them; the composer's alone without a model."""
        merged = self._writers is None and question.audience not in LAY  # a plain wording is of one sentence
        composed = await to_thread.run_sync(partial(self._composer.drafts, found, merged=merged))
        if self._writers is not None:
            task = Task(standalone, question.audience, _ordered(found, composed), self._writers.sure(self._grounding))
            async with aclosing(self._writers.author.write(task, work.tally)) as drafts:
                async for draft in drafts:
                    if (ready := work.show(draft)) is not None:
                        yield ready
            if work.tally.is_enough:
                composed = self._unheard(found, work.told)
        by_model = len(work.told)
        if by_model:
            composed = [replace(draft, heading=draft.heading or FURTHER) for draft in unsaid(composed, work.told)]
        for draft in composed[: MOST - by_model]:
            ready = work.show(worded(draft, question.audience)) or work.show(draft)
            if ready is not None:
                work.added += 1
                yield ready

    def _unheard(self, found: Sequence[Reading], told: Sequence[Draft]) -> list[Draft]:
        """Of the parts that a model's answer passed over, what answers each best."""
        passed = [reading for reading in found if len(found) > 1 and not reading.is_heard(told)]
        drafts = [(reading, self._composer.drafts([reading], merged=False)) for reading in passed]
        return [replace(draft, heading=reading.asked) for reading, own in drafts for draft in own[:FEWEST]]

    def _answered(self, question: Question, standalone: str, readings: Sequence[Reading], work: _Work) -> Reply:
        gaps = _gaps(readings)
        assembly = work.assembly
        if gaps:
            assembly.add_note(unfound(gaps))
        found = [reading for reading in readings if reading.sufficiency.enough]
        conflicts = self._conflicts.tell(found, work.told, assembly)
        quoted = {passage.id for passage in assembly.passages}
        return Reply(
            outcome="partial" if gaps else "answered",
            reason=None,
            text=assembly.text,
            summary=assembly.summary,
            sections=assembly.sections,
            citations=assembly.citations,
            passages=assembly.passages,
            gaps=gaps,
            conflicts=conflicts,
            suggestions=self._suggest(question, standalone, readings[0], quoted),
            evidence_profile=evidence_profile(assembly.citations) if question.audience == "clinician" else (),
            glossary=self._glossary.of(assembly.text) if question.audience in LAY else (),
        )

    def _suggest(
        self, question: Question, standalone: str, reading: Reading, quoted: Collection[str]
    ) -> tuple[str, ...]:
        earlier = [text for turn in question.earlier for text in (turn.question, turn.standalone)]
        return self._suggestions.near([question.text, standalone, *earlier], reading.retrieved, quoted)

    def _unanswered(self, screened: Screened, standalone: str, reading: Reading) -> Reply:
        manifest = self.corpus.manifest
        if not reading.sufficiency.in_scope:
            return declined(manifest.scope, reading.sufficiency.refer)
        nearest = self._inquiry.about(screened.claimed) if screened.claimed else reading.pool
        reply = abstained(standalone, nearest, reading.sufficiency, manifest)
        return replace(reply, suggestions=self._suggest(screened.question, standalone, reading, ()))

    def _answer(self, screened: Screened, standalone: str, reply: Reply, work: _Work, started: float) -> Answer:
        writers = self._writers
        by_model = writers is not None and work.tally.kept > 0
        provenance = Provenance(
            corpus_version=self.corpus.id,
            embedder=self.corpus.manifest.embedder.name,
            composer="built-in" if not by_model else "mixed" if work.added else "model",
            model=writers.author.model.name if writers is not None and by_model else None,
            outside_model=writers.author.model.name
            if writers is not None and writers.outside and screened.reply is None
            else None,
            writing=work.tally.writing(work.added) if writers is not None and reply.statements else None,
            prompts=self._prompts.hashes() | (writers.hashes() if writers is not None else {}),
            latency_ms=(time.perf_counter() - started) * 1e3,
        )
        disclaimer = str(self._prompts.disclaimers.data[screened.question.audience])
        found = tuple(reading.found for reading in work.readings)
        return Answer(screened.kept, standalone, reply, disclaimer, provenance, found)


def _gaps(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The parts of a question that nothing was found for."""
    return tuple(reading.asked for reading in readings if not reading.sufficiency.enough)


def _ordered(readings: Sequence[Reading], composed: Sequence[Draft]) -> list[Candidate]:
    """The sentences found for all parts: those that the built-in composer would choose, then the best of each part."""
    rows = zip_longest(*(reading.pool for reading in readings))
    every = {candidate.evidence.place: candidate for row in rows for candidate in row if candidate is not None}
    first = dict.fromkeys(draft.evidence[0].place for draft in composed)
    return [every[place] for place in dict.fromkeys([*first, *every])]
