"""The articles that a caller may read: those of the house, and drafts, each where its review stands now."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from service.articles.article import Article
from service.articles.drafts import ArticleDraft, Drafts
from service.articles.file import ArticleFile
from service.articles.resolving import Resolver
from service.reviews.history import History

_REMEMBERED = 256
"""Drafts that are not resolved anew when they are read again."""


class ArticleError(Exception):
    """An article's file cannot be read; the message says which and why."""


def read_files(folder: Path) -> list[ArticleFile]:
    """The articles of a folder, by name. Raises ArticleError."""
    return [_read(path) for path in sorted(folder.glob("*.yaml"))]


def _read(path: Path) -> ArticleFile:
    try:
        return ArticleFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ArticleError(f"{path.name}: {error}") from error


class ArticleShelf:
    """Articles by slug, in one corpus version. A draft is its owner's until it is approved."""

    def __init__(self, files: Iterable[ArticleFile], drafts: Drafts, reviews: History, resolver: Resolver) -> None:
        self._house = {file.slug: resolver.resolve(file) for file in files}
        self._drafts, self._reviews = drafts, reviews
        self._resolved = lru_cache(maxsize=_REMEMBERED)(lambda draft: resolver.resolve(draft.file, draft.owner))

    def get(self, slug: str, reader: str) -> Article | None:
        """The article, where this caller may read it."""
        article = self.of_anyone(slug)
        return article if article is not None and (article.public or article.owner == reader) else None

    def of_anyone(self, slug: str) -> Article | None:
        """The article, for a reviewer."""
        found = self._house.get(slug) or self._draft(slug)
        return next(iter(self._reviewed([found])), None) if found else None

    def of(self, reader: str) -> list[Article]:
        """What this caller may read: the house's articles, then drafts, the newest first."""
        return self._reviewed([*self._house.values(), *map(self._resolved, self._drafts.readable(reader))])

    def public(self) -> list[Article]:
        """What everybody may read."""
        return self._reviewed([*self._house.values(), *map(self._resolved, self._drafts.approved())])

    def all(self) -> list[Article]:
        """Everybody's, for an operator."""
        return self._reviewed([*self._house.values(), *map(self._resolved, self._drafts.all())])

    def warm(self) -> None:
        """Word the house's articles for lay readers, before the first of them comes."""
        for article in self._house.values():
            article.plain  # noqa: B018

    def draft(self, file: ArticleFile, owner: str) -> Article:
        """Keep a draft."""
        self._drafts.add(file, owner)
        return self._resolved(ArticleDraft(file, owner))

    def settle(self, slug: str) -> None:
        """Tell the row of a draft where its review stands: it is public while it is approved."""
        article = self.of_anyone(slug)
        if article is not None and article.owner is not None and article.file.review is not None:
            self._drafts.review(slug, article.file.review)

    def _reviewed(self, articles: Sequence[Article]) -> list[Article]:
        """By their reviews; while the database does not answer, as they were written."""
        try:
            events = self._reviews.of_all("articles", [article.file.slug for article in articles])
        except SQLAlchemyError:
            return list(articles)
        return [article.reviewed(events[article.file.slug]) for article in articles]

    def _draft(self, slug: str) -> Article | None:
        draft = self._drafts.get(slug)
        return self._resolved(draft) if draft else None
