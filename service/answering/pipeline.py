"""The Answerer: one question in, a stream of events out, the last of which is the whole answer.

Order: triage, understanding, retrieval, is there evidence, composing and verifying. Knows no HTTP and no storage.
"""

import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace

from anyio import to_thread

from corpus.documents import Document
from corpus.versions import CorpusVersion
from prompts import Prompt
from service.answering.assembly import Assembly
from service.answering.candidates import Candidate, candidates
from service.answering.compose import compose
from service.answering.condense import condense
from service.answering.evidence import Grounding
from service.answering.grounding import Verifier
from service.answering.merging import merge
from service.answering.refusals import abstained, declined, urgent
from service.answering.retrieval import Retrieved, Retriever
from service.answering.studies import Studies
from service.answering.sufficiency import Sufficiency, assess
from service.answering.suggestions import Suggestions
from service.answering.triage import Triage
from service.answering.types import (
    Accepted,
    Answer,
    Draft,
    Event,
    Evidence,
    Finished,
    Provenance,
    Question,
    Reply,
    SourcesRead,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found for a question, and whether it is enough to answer."""

    retrieved: Retrieved
    pool: list[Candidate]
    sufficiency: Sufficiency

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(dict.fromkeys(hit.document for hit in self.retrieved.passages))


@dataclass(frozen=True, slots=True)
class Prompts:
    """The versioned texts that an answer depends on."""

    triage: Prompt
    disclaimers: Prompt

    def hashes(self) -> Mapping[str, str]:
        return {prompt.name: prompt.sha256 for prompt in (self.triage, self.disclaimers)}


class Answerer:
    """Answers questions from one corpus version with the built-in composer."""

    def __init__(
        self, corpus: CorpusVersion, retriever: Retriever, prompts: Prompts, grounding: Grounding | None = None
    ) -> None:
        self.corpus = corpus
        self._retriever = retriever
        self._grounding = grounding or Grounding(Verifier(), corpus.catalog)
        self._prompts = prompts
        self._studies = Studies.of(corpus.catalog, retriever.concepts.vocabulary)
        self._triage = Triage(prompts.triage)
        self._suggestions = Suggestions(retriever, self._studies, self._triage)

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        """Accepted, then (if there is evidence) SourcesRead and StatementReady events, then Finished."""
        started = time.perf_counter()
        earlier = [turn.question for turn in question.earlier]
        finding = await to_thread.run_sync(self._triage.check, question.text, earlier)
        standalone = condense(question)
        yield Accepted(standalone)
        if finding is not None:
            reply = urgent(finding)
        else:
            reading = await to_thread.run_sync(self._read, question, standalone)
            if reading.sufficiency.enough:
                yield SourcesRead(reading.documents)
                assembly = Assembly(self._grounding)
                for draft in await to_thread.run_sync(self._compose, standalone, reading):
                    ready = assembly.add(draft)
                    if ready is not None:
                        yield ready
                reply = _answered(assembly)
            else:
                reply = self._unanswered(standalone, reading)
            reply = await to_thread.run_sync(self._with_suggestions, question, standalone, reading, reply)
        yield Finished(self._answer(question, standalone, reply, started))

    async def answer(self, question: Question) -> Answer:
        """The whole answer at once."""
        async for event in self.stream(question):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("a stream ends with Finished")

    def _read(self, question: Question, standalone: str) -> Reading:
        retrieved = self._retriever.retrieve(standalone, question.filters)
        pool = candidates(retrieved, self._retriever)
        return Reading(retrieved, pool, assess(standalone, retrieved.concepts, pool, self._studies))

    def _compose(self, standalone: str, reading: Reading) -> list[Draft]:
        drafts = compose(standalone, reading.retrieved.concepts, reading.pool)
        return merge(drafts, reading.pool, self._supports)

    def _supports(self, statement: str, evidence: Evidence) -> bool:
        return self._grounding.judge(statement, [evidence]).verdict == "supported"

    def _with_suggestions(self, question: Question, standalone: str, reading: Reading, reply: Reply) -> Reply:
        if reply.outcome == "declined":
            return reply
        asked = [
            question.text,
            standalone,
            *(text for turn in question.earlier for text in (turn.question, turn.standalone)),
        ]
        quoted = [passage.id for passage in reply.passages]
        return replace(reply, suggestions=self._suggestions.near(asked, reading.retrieved, quoted))

    def _unanswered(self, standalone: str, reading: Reading) -> Reply:
        manifest = self.corpus.manifest
        if reading.sufficiency.in_scope:
            return abstained(standalone, reading.pool, reading.sufficiency, manifest)
        return declined(manifest.scope)

    def _answer(self, question: Question, standalone: str, reply: Reply, started: float) -> Answer:
        provenance = Provenance(
            corpus_version=self.corpus.id,
            embedder=self.corpus.manifest.embedder.name,
            composer="built-in",
            model=None,
            prompts=self._prompts.hashes(),
            latency_ms=(time.perf_counter() - started) * 1e3,
        )
        return Answer(standalone, reply, str(self._prompts.disclaimers.data[question.audience]), provenance)


def _answered(assembly: Assembly) -> Reply:
    return Reply(
        outcome="answered",
        reason=None,
        text=assembly.text,
        summary=assembly.summary,
        sections=assembly.sections,
        citations=assembly.citations,
        passages=assembly.passages,
    )
