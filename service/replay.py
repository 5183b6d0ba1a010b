"""Asks a stored answer's question again, of the corpus version that the answer was made from."""

import json
from dataclasses import dataclass
from typing import Any

from corpus.documents import EvidenceFilter
from corpus.versions import CorpusError, CorpusVersion
from service import bootstrap
from service.answering.types import Answer, Question
from service.bootstrap import Shared
from service.errors import Gone


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer of now, over the corpus of then, and whether it reads as it did."""

    answer: Answer
    same: bool


async def replay(shared: Shared, record: str) -> Replay:
    """Ask again. `record`: the stored answer, wire JSON. Raises Gone where its corpus version is no longer kept."""
    stored = json.loads(record)
    corpus = _version(shared, stored["provenance"]["corpus_version"])
    try:
        answerer = bootstrap.open_version(shared, corpus).answerer
        answer = await answerer.answer(_question(stored))
    finally:
        corpus.close()
    return Replay(answer, answer.reply.text == stored["text"])


def _version(shared: Shared, version: str) -> CorpusVersion:
    store = bootstrap.store_of(shared.settings)
    if version not in store.list():
        raise Gone(
            f"Corpus version {version}, from which this answer was made, is no longer kept. The answer and all that it "
            "cites can still be read."
        )
    try:
        return store.open(version)
    except CorpusError as error:  # of an older schema: there, but nothing reads it any more
        raise Gone(str(error)) from error


def _question(stored: dict[str, Any]) -> Question:
    chosen = stored.get("filters") or {}
    filters = EvidenceFilter(
        tuple(chosen.get("kinds", ())), chosen.get("year_from"), tuple(chosen.get("organizations", ()))
    )
    return Question(stored["standalone_question"], stored["audience"], filters=filters)
