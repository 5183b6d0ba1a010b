"""What the tools that look things up return, for programs and as text for a model.

Whatever in a source could pass for an order to a model, or for a mark of an answer, is left out.
"""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from corpus.documents import Document
from corpus.documents import Passage as CorpusPassage
from service.answering.quotable import quotable, quotable_text
from service.answering.types import ScoredPassage
from service.api import markdown, wire
from service.api.sources import Source
from service.bootstrap import Services


class PassageText(BaseModel):
    """The sentences of a passage, each verbatim. `superseded_by`: the source that replaces its section."""

    id: str
    section: str
    page: int | None
    superseded_by: str | None
    text: str

    @classmethod
    def of(cls, passages: Iterable[CorpusPassage]) -> "list[PassageText]":
        """Those that have anything to show."""
        return [
            cls(
                id=passage.id,
                section=" > ".join(filter(quotable, passage.section)),
                page=passage.page,
                superseded_by=passage.superseded_by,
                text=text,
            )
            for passage in passages
            if (text := quotable_text(passage))
        ]

    @property
    def markdown(self) -> str:
        section = f"{self.section}, replaced by {self.superseded_by}" if self.superseded_by else self.section
        return f"*{markdown.plain(section)}* ({self.id})\n{markdown.plain(self.text)}"


class FoundPassage(PassageText):
    """A passage with its source. The higher the score, the nearer it is to what was looked for."""

    source: Source
    score: float


class FoundPassages(BaseModel):
    """What was found, best first."""

    passages: list[FoundPassage]
    disclaimer: str

    @classmethod
    def of(cls, hits: Sequence[ScoredPassage], services: Services) -> "FoundPassages":
        found = [
            FoundPassage(**passage.model_dump(), source=wire.source(hit.document), score=round(hit.score, 4))
            for hit in hits
            if quotable(hit.document.title)
            for passage in PassageText.of([hit.passage])
        ]
        return cls(passages=found, disclaimer=_disclaimer(services))

    @property
    def markdown(self) -> str:
        found = [f"{_named(one.source)}\n{one.markdown}" for one in self.passages]
        return "\n\n".join([*(found or ["Nothing was found."]), f"*{markdown.plain(self.disclaimer)}*"])


class SourceText(BaseModel):
    """A source with its passages in reading order."""

    source: Source
    passages: list[PassageText]
    disclaimer: str

    @classmethod
    def of(cls, source_id: str, services: Services) -> "SourceText | None":
        catalog = services.corpus.catalog
        document: Document | None = catalog.documents.get(source_id)
        if document is None or not quotable(document.title):
            return None
        passages = PassageText.of(catalog.passages_of(source_id))
        return cls(source=wire.source(document), passages=passages, disclaimer=_disclaimer(services))

    @property
    def markdown(self) -> str:
        passages = [passage.markdown for passage in self.passages]
        return "\n\n".join([_named(self.source), *passages, f"*{markdown.plain(self.disclaimer)}*"])


def _named(source: Source) -> str:
    return f"**{source.id}** {markdown.source_line(source)}"


def _disclaimer(services: Services) -> str:
    """The one for clinicians: what is looked up is in the words of the sources."""
    return str(services.shared.texts.disclaimers.data["clinician"])
