"""The verifier over the evidence of one corpus version: it knows what the quoted documents are and what they define."""

from collections.abc import Sequence

from corpus.catalog import Catalog
from corpus.documents import Document
from service.answering.grounding import Judgement, Quoted, Verifier
from service.answering.reading.synonyms import abbreviations
from service.answering.types import Evidence


class Grounding:
    """Judges a statement against evidence. Without a catalog, a document's abbreviations are unknown."""

    def __init__(self, verifier: Verifier, catalog: Catalog | None = None) -> None:
        self._verifier = verifier
        self._catalog = catalog
        self._defined: dict[str, tuple[tuple[str, str], ...]] = {}

    def judge(self, statement: str, evidence: Sequence[Evidence]) -> Judgement:
        """The verdict on a statement that rests on these sentences together."""
        return self._verifier.verify(statement, [self.quoted(piece) for piece in evidence])

    def quoted(self, evidence: Evidence) -> Quoted:
        """A quote with its document's title, its other bibliographic data, its section and its abbreviations."""
        document = evidence.document
        known = (document.study, document.organization, document.authors, document.year, document.nct, document.kind)
        metadata = " ; ".join(str(part) for part in (*known, *evidence.passage.section) if part)
        return Quoted(evidence.text, document.title, metadata, self._abbreviations(document))

    def _abbreviations(self, document: Document) -> tuple[tuple[str, str], ...]:
        """What the document defines anywhere in its text, read once."""
        if self._catalog is None:
            return ()
        if document.id not in self._defined:
            text = " ".join((document.title, *(passage.text for passage in self._catalog.passages_of(document.id))))
            self._defined[document.id] = tuple(abbreviations(text).items())
        return self._defined[document.id]
