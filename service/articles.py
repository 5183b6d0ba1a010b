"""Articles: data files whose statements quote the library, resolved against the live corpus when it is opened."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field

from corpus.documents import Passage, Span
from corpus.versions import CorpusVersion
from prompts import Prompt
from service.answering.assembly import Assembly
from service.answering.evidence import Grounding
from service.answering.types import Audience, Draft, Evidence

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
    unresolved: tuple[str, ...]
    """Quotes that the live corpus does not hold; they are not shown."""
    corpus_version: str
    disclaimers: Mapping[str, str]


class ArticleShelf:
    """The articles by slug."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = dict(articles)

    @classmethod
    def read(
        cls, folder: Path, corpus: CorpusVersion, disclaimers: Prompt, grounding: Grounding | None = None
    ) -> "ArticleShelf":
        texts = {audience: str(disclaimers.data[audience]) for audience in get_args(Audience)}
        files = [
            ArticleFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
            for path in sorted(folder.glob("*.yaml"))
        ]
        return cls({file.slug: _resolve(file, corpus, texts, grounding) for file in files})

    def get(self, slug: str) -> Article | None:
        return self._articles.get(slug)

    def all(self) -> list[Article]:
        return list(self._articles.values())


def _resolve(
    file: ArticleFile, corpus: CorpusVersion, disclaimers: Mapping[str, str], grounding: Grounding | None
) -> Article:
    assembly = Assembly(grounding)
    unresolved = []
    parts = [(None, file.summary), *((section.heading, section.statements) for section in file.sections)]
    for heading, statements in parts:
        for statement in statements:
            evidence = _evidence(statement, corpus)
            if evidence is None or assembly.add(Draft(statement.quote, (evidence,), heading)) is None:
                unresolved.append(statement.quote)
    if unresolved:
        logger.warning("article %s: %d statements are not in corpus %s", file.slug, len(unresolved), corpus.id)
    return Article(file, assembly, tuple(unresolved), corpus.id, disclaimers)


def _evidence(statement: ArticleStatement, corpus: CorpusVersion) -> Evidence | None:
    document = corpus.catalog.documents.get(statement.source)
    if document is None or document.retracted:
        return None
    for passage in corpus.catalog.passages_of(document.id):
        span = _find(passage, statement.quote)
        if span is not None:
            return Evidence(passage, document, span)
    return None


def _find(passage: Passage, quote: str) -> Span | None:
    start = passage.text.find(quote)
    return Span(start, start + len(quote)) if start >= 0 else None
