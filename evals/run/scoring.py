"""Scores an answer by every metric, and writes down all that a report tells of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import prompts
from corpus.catalog import Catalog
from corpus.documents import Passage
from evals.facts import fact_stands
from evals.metrics.registry import METRICS
from evals.metrics.score import Observed, Score, Tools
from evals.run.asks import Ask
from service.answering.evidence import Grounding
from service.answering.grounding import Verifier
from service.answering.types import Answer, Found, Reply, ScoredPassage, Statement
from service.bootstrap import Services

PASSAGES = 10
"""How many of the passages found for a question are kept."""
EXCERPT = 300
_REMEMBERED = 4096

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores answers of one corpus version."""

    catalog: Catalog
    tools: Tools

    @classmethod
    def of(cls, services: Services) -> "Scorer":
        shared, corpus = services.shared, services.corpus
        scope = corpus.manifest.scope
        verifier = Verifier(scope.equivalents, shared.embedder, shared.entailment, scope.opposites)
        disclaimers = {key: str(text) for key, text in prompts.load("disclaimers").data.items()}

        @lru_cache(maxsize=_REMEMBERED)  # several metrics ask the same of one answer
        def says(text: str, claim: str) -> bool:
            return verifier.verify(claim, [text]).verdict == "supported"

        supports = lru_cache(maxsize=_REMEMBERED)(Grounding(verifier, corpus.catalog).supports)
        return cls(corpus.catalog, Tools(supports, says, disclaimers))

    def scores(self, ask: Ask, answer: Answer) -> dict[str, Score]:
        """A score of every metric."""
        observed = Observed(ask, answer, self._cited(answer), self.tools)
        return {name: metric(observed) for name, metric in METRICS.items()}

    def _cited(self, answer: Answer) -> Mapping[str, Passage]:
        return self.catalog.passages(
            list({quote.passage_id for citation in answer.reply.citations for quote in citation.quotes})
        )


def record(ask: Ask, answer: Answer, scores: Mapping[str, Score]) -> Record:
    """A line of results.jsonl: equal for equal answers, so without times and ids."""
    reply = answer.reply
    return {
        **_asked(ask),
        "standalone": answer.standalone_question,
        "outcome": reply.outcome,
        "reason": reply.reason,
        "text": reply.text,
        "found": [_found(found) for found in answer.found],
        "statements": list(_statements(reply)),
        "citations": [
            {
                "number": one.number,
                "document": one.source.id,
                "title": one.source.title,
                "organization": one.source.organization,
                "year": one.source.year,
                "standing": one.source.standing,
            }
            for one in reply.citations
        ],
        "facts": _facts(ask, reply),
        "gaps": list(reply.gaps),
        "notices": [asdict(notice) for notice in reply.notices],
        "conflicts": [asdict(conflict) for conflict in reply.conflicts],
        "suggestions": list(reply.suggestions),
        "disclaimer": answer.disclaimer,
        "composer": answer.provenance.composer,
        "scores": _written(scores, timed=False),
        "error": None,
    }


def failed(ask: Ask, error: Exception) -> Record:
    """The line of a question that no answer came to: every metric failed."""
    told = f"{type(error).__name__}: {error}"
    scores = {name: Score("failed", None, told) for name in METRICS}
    return {**_asked(ask), "outcome": "error", "scores": _written(scores, timed=False), "error": told}


def times(ask: Ask, scores: Mapping[str, Score]) -> Record:
    """A line of times.jsonl: the scores that differ from run to run."""
    return {"id": ask.id, "scores": _written(scores, timed=True)}


def _asked(ask: Ask) -> Record:
    expected = ask.expected
    return {
        "id": ask.id,
        "set": ask.set,
        "category": ask.category,
        "audience": ask.audience,
        "question": ask.question,
        "earlier": [turn.question for turn in ask.earlier],
        "expected": {
            "answered": expected.answered,
            "urgent": expected.urgent,
            "documents": list(expected.documents),
            "standalone": expected.standalone,
            "must_not_say": [str(claim) for claim in expected.must_not_say],
            "must_include": [str(fact) for fact in expected.must_include],
            "must_not_include": [str(fact) for fact in expected.must_not_include],
            "must_keep": list(expected.must_keep),
            "must_not_add": list(expected.must_not_add),
            "hard_words": list(expected.hard_words),
            "parts": [list(part) for part in expected.parts],
        },
    }


def _facts(ask: Ask, reply: Reply) -> Record:
    told: dict[str, list[str]] = {"found": [], "missed": []}
    for fact in ask.expected.facts:
        told["found" if fact_stands(fact, reply.text) else "missed"].append(str(fact))
    return told


def _found(found: Found) -> Record:
    first = dict.fromkeys(hit.document.id for hit in found.passages)
    return {
        "asked": found.asked,
        "probability": round(found.probability, 4),
        "enough": found.enough,
        "documents": list(first),
        "passages": [_passage(hit) for hit in found.passages[:PASSAGES]],
    }


def _passage(hit: ScoredPassage) -> Record:
    return {
        "id": hit.passage.id,
        "document": hit.document.id,
        "section": " > ".join(hit.passage.section),
        "text": hit.passage.text[:EXCERPT],
        "score": round(hit.score, 4),
        "parts": {name: round(value, 4) for name, value in asdict(hit.parts).items()},
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
    }


def _statements(reply: Reply) -> Iterator[Record]:
    quotes = {quote.id: (citation, quote) for citation in reply.citations for quote in citation.quotes}
    for section in (reply.summary, *reply.sections):
        for statement in section.statements:
            yield {
                "heading": section.heading,
                "text": statement.text,
                "citations": list(statement.citations),
                "verdict": statement.verdict,
                "quotes": [
                    {"number": citation.number, "document": citation.source.id, "section": quote.section,
                     "passage": quote.passage_id, "text": quote.text}
                    for citation, quote in _named(statement, quotes)
                ],
            }  # fmt: skip


def _named(statement: Statement, quotes: Mapping[str, Any]) -> Iterable[Any]:
    return (quotes[key] for key in statement.quotes if key in quotes)


def _written(scores: Mapping[str, Score], *, timed: bool) -> Record:
    return {name: asdict(score) for name, score in scores.items() if METRICS[name].timed == timed}
