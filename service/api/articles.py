"""The articles."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path

from service.answering import types
from service.api import listings, problems, recalls, schemas, sources, wire
from service.api.dependencies import AskDep, ServicesDep
from service.articles import Article
from service.errors import NotFound

router = APIRouter(prefix="/v1", tags=["articles"], dependencies=[AskDep])


@router.get("/articles", response_model=listings.ArticleList, responses=problems.ERRORS, summary="List the articles")
def list_articles(services: ServicesDep) -> listings.ArticleList:
    """Every article, without its text."""
    return listings.ArticleList(articles=[entry(article) for article in services.articles.all()])


@router.get("/articles/{slug}", response_model=listings.Article, responses=problems.ERRORS, summary="Read an article")
def read_article(slug: Annotated[str, Path(max_length=200)], services: ServicesDep) -> listings.Article:
    """An article with its statements, quotes and sources."""
    article = services.articles.get(slug)
    if article is None:
        raise NotFound(f"There is no article {slug!r}.")
    return whole(article)


def entry(article: Article) -> listings.ArticleEntry:
    written = article.file.model_dump(include=set(listings.ArticleEntry.model_fields))
    return listings.ArticleEntry(**written, notices=[schemas.Notice(**asdict(notice)) for notice in article.notices])


def whole(article: Article) -> listings.Article:
    assembly, file = article.assembly, article.file
    return listings.Article(
        **entry(article).model_dump(),
        audience=file.audience,
        text=assembly.text,
        summary=wire.summary(assembly.summary, assembly.text),
        sections=wire.sections(assembly.sections),
        citations=[_citation(article, citation) for citation in assembly.citations],
        disclaimer=article.disclaimers[file.audience],
        disclaimers=dict(article.disclaimers),
        provenance={"corpus_version": article.corpus_version},
    )


def _citation(article: Article, citation: types.Citation) -> sources.Citation:
    changes = {quote.id: article.changes.get((citation.source.id, quote.text)) for quote in citation.quotes}
    return recalls.marked(wire.citation(citation), changes)
