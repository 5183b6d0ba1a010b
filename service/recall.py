"""What became of a source since it was cited, by the catalogue of a corpus version, and how a reader is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from corpus.catalog import Catalog
from corpus.documents import Passage
from prompts import Prompt, PromptError
from service.answering.remarks import Notice, NoticeCode

Fate = Literal["retracted", "withdrawn", "replaced", "section_replaced", "text_replaced"]
"""`text_replaced`: the same source, whose text no longer holds the words; `withdrawn`: the library no longer has it."""
StandingNow = Literal["retracted", "withdrawn", "superseded", "current"]
"""Gravest first."""
FALLEN: tuple[StandingNow, ...] = ("retracted", "withdrawn")
"""What nothing may rest on any more."""

_CODES: Mapping[Fate, NoticeCode] = {
    "retracted": "source_retracted",
    "withdrawn": "source_withdrawn",
    "replaced": "source_replaced",
    "section_replaced": "source_replaced",
    "text_replaced": "source_replaced",
}


def gravest(standings: Iterable[StandingNow]) -> StandingNow:
    """Of several standings the one to be told first; `current` for none."""
    return min(standings, key=get_args(StandingNow).index, default="current")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a quote's source. `by`: the id of the document that replaces it."""

    fate: Fate
    by: str | None = None

    @property
    def standing(self) -> StandingNow:
        return self.fate if self.fate in FALLEN else "superseded"

    @property
    def still_said(self) -> bool:
        """Whether the words may be shown, with a mark, where the library holds them."""
        return self.fate in ("replaced", "section_replaced")


class Standings:
    """Whether what was cited still stands in one corpus version."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._passages_of = lru_cache(maxsize=32)(catalog.passages_of)

    def name(self, document_id: str | None) -> str:
        """The title of a document, its id where the version does not hold it, nothing for none."""
        document = self._catalog.documents.get(document_id or "")
        return document.title if document else document_id or ""

    def change(self, document_id: str, text: str, passage_id: str | None = None) -> Change | None:
        """What became of these words of a document, None where they stand. A passage that was only cut anew stands."""
        document = self._catalog.documents.get(document_id)
        if document is None:
            return Change("withdrawn")
        if document.retracted:
            return Change("retracted")
        if document.superseded_by:
            return Change("replaced", document.superseded_by)
        known = self._catalog.passages([passage_id] if passage_id else [])
        holding = list(known.values()) or self.holding(document_id, text)
        if not holding:
            return Change("text_replaced")
        newer = holding[0].superseded_by
        return Change("section_replaced", newer) if newer else None

    def holding(self, document_id: str, text: str) -> list[Passage]:
        """The passages of a document that hold these words, those that stand first."""
        found = [passage for passage in self._passages_of(document_id) if text in passage.text]
        return sorted(found, key=lambda passage: passage.superseded_by is not None)


class Wording:
    """The words for a reader (prompts/recall.yaml). Raises PromptError where one is missing."""

    def __init__(self, prompt: Prompt) -> None:
        self._texts = prompt.data
        for reader in ("answer", "article"):
            missing = [fate for fate in get_args(Fate) if type(prompt.data.get(reader, {}).get(fate)) is not str]
            if missing:
                raise PromptError(f"prompts/{prompt.name}.yaml has no text for {reader}: {', '.join(missing)}.")

    def of_answer(self, change: Change, number: int, title: str, newer: str) -> Notice:
        """`newer`: the name of what replaces the source."""
        return self._notice("answer", change, number=number, title=title, by=newer)

    def of_article(self, change: Change, title: str, newer: str) -> Notice:
        return self._notice("article", change, title=title, by=newer)

    def _notice(self, reader: str, change: Change, **filled: object) -> Notice:
        return Notice(_CODES[change.fate], self._texts[reader][change.fate].format(**filled).strip())
