"""The Answerer: one question in, a stream of events out, the last of which is the whole answer.

Order: triage, understanding, retrieval, is there evidence, composing and verifying. Knows no HTTP and no storage.
"""

import time
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, replace

from anyio import to_thread

from corpus.documents import Document
from corpus.versions import CorpusVersion
from prompts import Prompt
from service.answering.assembly import Assembly
from service.answering.candidates import Candidate, best_relevance, candidates
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
class Composed:
    """What the composer makes of a reading, before it is verified, and what to ask next."""

    drafts: list[Draft]
    suggestions: tuple[str, ...]


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
        self.retriever = retriever
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
                composed = await to_thread.run_sync(self._compose, question, standalone, reading)
                assembly = Assembly(self._grounding)
                for draft in composed.drafts:
                    ready = assembly.add(draft)
                    if ready is not None:
                        yield ready
                reply = _answered(assembly, composed.suggestions)
            else:
                reply = await to_thread.run_sync(self._unanswered, question, standalone, reading)
        yield Finished(self._answer(question, standalone, reply, started))

    async def answer(self, question: Question) -> Answer:
        """The whole answer at once."""
        async for event in self.stream(question):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("a stream ends with Finished")

    def _read(self, question: Question, standalone: str) -> Reading:
        retrieved = self.retriever.retrieve(standalone, question.filters)
        pool = candidates(retrieved, self.retriever)
        best = best_relevance(pool, retrieved.vector, self.retriever)
        return Reading(retrieved, pool, assess(standalone, retrieved.concepts, pool, best, self._studies))

    def _compose(self, question: Question, standalone: str, reading: Reading) -> Composed:
        drafts = merge(compose(standalone, reading.retrieved.concepts, reading.pool), reading.pool, self._supports)
        quoted = {evidence.passage.id for draft in drafts for evidence in draft.evidence}
        return Composed(drafts, self._suggest(question, standalone, reading, quoted))

    def _suggest(
        self, question: Question, standalone: str, reading: Reading, quoted: Collection[str]
    ) -> tuple[str, ...]:
        earlier = [text for turn in question.earlier for text in (turn.question, turn.standalone)]
        return self._suggestions.near([question.text, standalone, *earlier], reading.retrieved, quoted)

    def _supports(self, statement: str, evidence: Evidence) -> bool:
        return self._grounding.judge(statement, [evidence]).verdict == "supported"

    def _unanswered(self, question: Question, standalone: str, reading: Reading) -> Reply:
        manifest = self.corpus.manifest
        if not reading.sufficiency.in_scope:
            return declined(manifest.scope)
        reply = abstained(standalone, reading.pool, reading.sufficiency, manifest)
        return replace(reply, suggestions=self._suggest(question, standalone, reading, ()))

    def _answer(self, question: Question, standalone: str, reply: Reply, started: float) -> Answer:
        provenance = Provenance(
            corpus_version=self.corpus.id,
            embedder=self.corpus.manifest.embedder.name,
            composer="built-in",
            model=None,
            writing=None,
            prompts=self._prompts.hashes(),
            latency_ms=(time.perf_counter() - started) * 1e3,
        )
        return Answer(standalone, reply, str(self._prompts.disclaimers.data[question.audience]), provenance)


def _answered(assembly: Assembly, suggestions: tuple[str, ...]) -> Reply:
    return Reply(
        outcome="answered",
        reason=None,
        text=assembly.text,
        summary=assembly.summary,
        sections=assembly.sections,
        citations=assembly.citations,
        passages=assembly.passages,
        suggestions=suggestions,
    )
