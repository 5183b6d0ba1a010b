"""Questions to ask next: near the one asked, worded from the sources' own titles and headings, and answerable.

A suggestion is shown only where its own document alone would be enough to answer it: the whole library, which is
searched when it is asked, can only have more.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import islice

from corpus.documents import Document
from corpus.lexical import terms
from service.answering.candidates import candidates
from service.answering.quotable import quotable
from service.answering.retrieval import Retrieved, Retriever
from service.answering.scoring import Parts
from service.answering.sufficiency import THRESHOLD, Assessor
from service.answering.triage import Triage
from service.answering.types import ScoredPassage

MOST = 3
TRIED = 5
READ = 2
"""How many sentences of its document are read beside a suggestion: it is worded from their heading."""
MARGIN = 0.1
"""How much surer than for an answer it must be that the library answers a suggestion."""
LONGEST = 110
REMEMBERED = 4_096
NO_PARTS = Parts(0.0, 0.0, 0.0, 0.0)
_RULING = ("guideline", "label", "consensus")


class Suggestions:
    """Words follow-up questions from what was retrieved."""

    def __init__(self, retriever: Retriever, assessor: Assessor, triage: Triage) -> None:
        self._retriever = retriever
        self._assessor = assessor
        self._triage = triage
        self._answers = lru_cache(maxsize=REMEMBERED)(self._is_answered)

    def near(self, asked: Sequence[str], retrieved: Retrieved, quoted: Collection[str]) -> tuple[str, ...]:
        """Up to three questions. `asked`: what was asked before; `quoted`: the ids of the answer's passages."""
        seen = {frozenset(terms(question)) for question in asked}
        near: dict[str, str] = {}
        for hit in _fresh_first(retrieved.passages, quoted):
            wording = worded(hit.document, hit.passage.section)
            if wording and quotable(wording) and frozenset(terms(wording)) not in seen and hit.document.id not in near:
                near[hit.document.id] = wording
                seen.add(frozenset(terms(wording)))  # two documents of one study would ask the same
        tried = islice(near.items(), TRIED)
        return tuple(islice((wording for document_id, wording in tried if self._answers(wording, document_id)), MOST))

    def _is_answered(self, wording: str, document_id: str) -> bool:
        asked = self._retriever.understand(wording)
        catalog = self._retriever.corpus.catalog
        document = catalog.documents[document_id]
        own = [passage for passage in catalog.passages_of(document_id) if passage.superseded_by is None]
        hits = tuple(ScoredPassage(passage, document, 0.0, NO_PARTS, None, None) for passage in own)
        pool = candidates(Retrieved(hits, asked.concepts, asked.vector), self._retriever)
        found = self._assessor.assess(wording, asked.concepts, asked.vector, pool, READ)
        sure = found.enough and found.probability >= THRESHOLD + MARGIN
        return sure and self._triage.check(wording, []) is None


def worded(document: Document, section: Sequence[str]) -> str | None:
    """A question that a section answers, in the words of its heading and title; None where they make none."""
    if not section:
        return None
    heading, name = _inside(section[0]), document.study or document.title.split(":")[0].strip()
    if document.study:
        wording = f"What did {name} report on {heading}?"
    elif document.kind not in _RULING:
        return None
    elif heading.startswith("recommend"):
        wording = f"What does “{name}” recommend?"
    else:
        wording = f"What does “{name}” say on {heading}?"
    return wording if len(wording) <= LONGEST else None


def _inside(heading: str) -> str:
    """A heading inside a sentence: "Overall survival" loses its capital, "PSA response" keeps it."""
    first, _, rest = heading.partition(" ")
    return heading if any(sign.isupper() or sign.isdigit() for sign in first[1:]) else f"{first.lower()} {rest}".strip()


def _fresh_first(hits: Sequence[ScoredPassage], quoted: Collection[str]) -> list[ScoredPassage]:
    """Passages that the answer does not quote before those that it does; else as they rank."""
    return sorted(hits, key=lambda hit: hit.passage.id in quoted)
