"""Articles: data files whose statements quote the library, resolved against the live corpus when it is opened."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field

from corpus.documents import Span
from corpus.versions import CorpusVersion
from prompts import Prompt
from service.answering.assembly import Assembly
from service.answering.evidence import Grounding
from service.answering.remarks import Notice
from service.answering.types import Audience, Draft, Evidence
from service.recall import Change, Standings, Wording

logger = logging.getLogger(__name__)


class ArticleStatement(BaseModel):
    """A sentence of an article: a verbatim sentence of a source."""

    model_config = ConfigDict(extra="forbid")
    source: str
    quote: str


class ArticleSection(BaseModel):
    model_config = ConfigDict(extra="forbid")
    heading: str
    statements: list[ArticleStatement] = Field(min_length=1)


class ArticleFile(BaseModel):
    """What an article's YAML file holds."""

    model_config = ConfigDict(extra="forbid")
    slug: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    question: str
    status: Literal["submitted", "under_review", "approved"]
    last_updated: str
    audience: Audience
    summary: list[ArticleStatement] = Field(min_length=1)
    sections: list[ArticleSection]


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its statements resolved: numbered, with quotes at their offsets."""

    file: ArticleFile
    assembly: Assembly
    changes: Mapping[tuple[str, str], Change]
    """What became of a sentence and its source, by the source's id and the sentence, where they stand no longer."""
    notices: tuple[Notice, ...]
    """What its reader is told of that."""
    corpus_version: str
    disclaimers: Mapping[str, str]


class ArticleShelf:
    """The articles by slug."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = dict(articles)

    @classmethod
    def read(
        cls,
        folder: Path,
        corpus: CorpusVersion,
        disclaimers: Prompt,
        wording: Wording,
        grounding: Grounding | None = None,
    ) -> "ArticleShelf":
        texts = {audience: str(disclaimers.data[audience]) for audience in get_args(Audience)}
        resolver = _Resolver(corpus, texts, wording, grounding)
        files = [
            ArticleFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
            for path in sorted(folder.glob("*.yaml"))
        ]
        return cls({file.slug: resolver.resolve(file) for file in files})

    def get(self, slug: str) -> Article | None:
        return self._articles.get(slug)

    def all(self) -> list[Article]:
        return list(self._articles.values())


class _Resolver:
    """Looks the statements of articles up in one corpus version."""

    def __init__(
        self, corpus: CorpusVersion, disclaimers: Mapping[str, str], wording: Wording, grounding: Grounding | None
    ) -> None:
        self._corpus, self._disclaimers, self._wording, self._grounding = corpus, disclaimers, wording, grounding
        self._standings = Standings(corpus.catalog)

    def resolve(self, file: ArticleFile) -> Article:
        assembly = Assembly(self._grounding)
        changes: dict[tuple[str, str], Change] = {}
        parts = [(None, file.summary), *((section.heading, section.statements) for section in file.sections)]
        for heading, statements in parts:
            for statement in statements:
                change = self._standings.change(statement.source, statement.quote)
                if change is not None:
                    changes[statement.source, statement.quote] = change
                evidence = self._evidence(statement)
                if evidence is not None and (change is None or change.still_said):
                    assembly.add(Draft(statement.quote, (evidence,), heading))
        if changes:
            logger.warning("article %s: %d statements no longer stand in %s", file.slug, len(changes), self._corpus.id)
        return Article(file, assembly, changes, self._notices(changes), self._corpus.id, self._disclaimers)

    def _evidence(self, statement: ArticleStatement) -> Evidence | None:
        passage = next(iter(self._standings.holding(statement.source, statement.quote)), None)
        if passage is None:
            return None
        start = passage.text.index(statement.quote)
        document = self._corpus.catalog.documents[statement.source]
        return Evidence(passage, document, Span(start, start + len(statement.quote)))

    def _notices(self, changes: Mapping[tuple[str, str], Change]) -> tuple[Notice, ...]:
        name = self._standings.name
        told = dict.fromkeys((source, change) for (source, _), change in changes.items())
        return tuple(self._wording.of_article(change, name(source), name(change.by)) for source, change in told)
