"""An article as it is shown: its statements resolved in one corpus version, in each wording."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from service.answering.assembly import Assembly
from service.answering.evidence import Grounding
from service.answering.glossary import Glossary
from service.answering.plain import LAY, worded
from service.answering.remarks import Notice, Term
from service.answering.types import Audience, Draft
from service.articles.file import ArticleFile, Review
from service.recall import Change
from service.reviews.events import Correction, Event
from service.reviews.standing import standing


@dataclass(frozen=True, slots=True)
class Library:
    """The corpus version that an article was resolved in, the day that it was built, and what reads it."""

    version: str
    built: date
    glossary: Glossary
    grounding: Grounding


@dataclass(frozen=True)
class Article:
    """An article with its statements numbered, with quotes at their offsets."""

    file: ArticleFile
    assembly: Assembly
    shown: Sequence[Draft]
    """The statements of the assembly, in order."""
    changes: Mapping[tuple[str, str], Change]
    """What became of a sentence and its source, by the source's id and the sentence, where they stand no longer."""
    notices: tuple[Notice, ...]
    """What its reader is told of that."""
    library: Library
    disclaimers: Mapping[str, str]
    owner: str | None = None
    """Whose draft it is; None for an article of the house."""
    corrections: tuple[Correction, ...] = ()
    """Reviewers' words for statements, by their place in reading order."""
    resolved: "Article | None" = None
    """The same before its review was looked up: what takes time to make is made there once."""

    @property
    def public(self) -> bool:
        """Whether everybody may read it: a draft may carry what nobody has looked at."""
        return self.owner is None or self.file.status == "approved"

    @property
    def updated(self) -> date:
        """When what is shown last changed: by its author, or by a library in which a source no longer stands."""
        return max(self.file.last_updated, self.library.built) if self.changes else self.file.last_updated

    @cached_property
    def plain(self) -> Assembly:
        """The same statements with the same quotes and numbers, in the plain wordings that their sources have.

        Made when it is first read: each wording is verified, which takes some tens of milliseconds.
        """
        if self.resolved is not None:
            return self.resolved.plain
        assembly = Assembly(self.library.grounding)
        for draft in self.shown:
            assembly.add(worded(draft, "patient")) or assembly.add(draft)
        return assembly

    @cached_property
    def content(self) -> str:
        """A digest of what its readers see today, in either wording; a sentence that no longer stands is not in it."""
        if self.resolved is not None:
            return self.resolved.content
        shown = [self.file.title, self.file.question, self.assembly.text, self.plain.text]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()

    def reviewed(self, events: Sequence[Event]) -> "Article":
        """The same words where their review stands after these events."""
        if not events:
            return self
        now = standing(self.file.status, events, lambda: self.content)
        step = now.role and Review(status=now.status, role=now.role, at=now.at)
        file = self.file.model_copy(update={"status": now.status, "review": step})
        return replace(self, file=file, corrections=now.corrections, resolved=self)

    def worded_for(self, audience: Audience) -> Assembly:
        return self.plain if audience in LAY else self.assembly

    def glossary_for(self, audience: Audience) -> tuple[Term, ...]:
        """The words of the article that this audience may not know."""
        return self.library.glossary.of(self.plain.text, most=None) if audience in LAY else ()
