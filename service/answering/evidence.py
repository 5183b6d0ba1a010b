"""The verifier over the evidence of one corpus version: it knows what the quoted documents are and what they define."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from corpus.abbreviations import Pairs
from corpus.catalog import Catalog
from service.answering.grounding import Judgement, Quoted, Verifier
from service.answering.types import Evidence

_REMEMBERED = 256
"""A sentence is judged when its quotes are looked for, and again where it is put into the answer."""


class Grounding:
    """Judges a statement against evidence. Without a catalog, a document's abbreviations are unknown."""

    def __init__(self, verifier: Verifier, catalog: Catalog | None = None) -> None:
        self._verifier = verifier
        self._abbreviations: Mapping[str, Pairs] = catalog.abbreviations() if catalog else {}
        self._judged = lru_cache(maxsize=_REMEMBERED)(self._judge)

    def judge(self, statement: str, evidence: Sequence[Evidence]) -> Judgement:
        """The verdict on a statement that rests on these sentences together."""
        return self._judged(statement, tuple(evidence))

    def _judge(self, statement: str, evidence: tuple[Evidence, ...]) -> Judgement:
        return self._verifier.verify(statement, [self.quoted(piece) for piece in evidence])

    def supports(self, statement: str, evidence: Sequence[Evidence], confidence: float = 0.0) -> bool:
        """Whether these sentences support it, as surely as that (a probability; words alone have none)."""
        judged = self.judge(statement, evidence)
        sure = 1.0 if judged.probability is None else judged.probability
        return judged.verdict == "supported" and sure >= confidence

    def quoted(self, evidence: Evidence) -> Quoted:
        """A quote with its document's title, its other bibliographic data, its section and its abbreviations."""
        document = evidence.document
        known = (document.study, document.organization, document.authors, document.year, document.nct, document.kind)
        metadata = " ; ".join(str(part) for part in (*known, *evidence.passage.section) if part)
        return Quoted(evidence.text, document.title, metadata, tuple(self._abbreviations.get(document.id, ())))
