"""The articles: list, read, draft one from a question, erase a draft."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from service.answering import types
from service.api import limiting, listings, problems, recalls, schemas, sources, wire
from service.api.asking import while_awaited
from service.api.dependencies import AskDep, CallerDep, JsonDep, OpenDep, OwnerDep, ServicesDep
from service.articles import Article
from service.articles.drafting import drafted
from service.articles.search import matching
from service.bootstrap import Services
from service.errors import NoArticle, NotFound

router = APIRouter(prefix="/v1", tags=["articles"], dependencies=[AskDep])
Slug = Annotated[str, Path(max_length=200)]
Search = Annotated[str, Query(max_length=200)]


@router.get("/articles", response_model=listings.ArticleList, responses=problems.ERRORS, summary="List the articles")
def list_articles(services: ServicesDep, owner: OwnerDep, q: Search = "") -> listings.ArticleList:
    """Every article that the caller may read, without its text: the public ones, and drafts of their own. With `q`
    those that match it, the best first: by the words of titles, questions, statements and sources, and by others that
    mean the same in this library.
    """
    found = services.articles.of(owner)
    if q.strip():
        found = matching(found, services.retriever.concepts.read(q))
    return listings.ArticleList(articles=[listings.ArticleEntry(**_entry(article)) for article in found])


@router.get("/articles/{slug}", response_model=listings.Article, responses=problems.ERRORS, summary="Read an article")
def read_article(
    slug: Slug, services: ServicesDep, owner: OwnerDep, audience: types.Audience | None = None
) -> listings.Article:
    """An article with its statements, quotes and sources, worded for this audience, else for its own."""
    article = readable(slug, services, owner)
    return whole(article, audience or article.file.audience)


async def admit(
    body: schemas.ArticleRequest, request: Request, caller: CallerDep, is_open: OpenDep
) -> AsyncIterator[schemas.ArticleRequest]:
    """A request that can be read is an answer of the caller's day."""
    async with limiting.answering(request, caller, is_open):
        yield body


AdmittedDep = Annotated[schemas.ArticleRequest, Depends(admit)]


@router.post(
    "/articles",
    status_code=201,
    response_model=listings.Article,
    responses=problems.ERRORS,
    dependencies=[JsonDep],
    summary="Draft an article",
)
async def draft_article(
    body: AdmittedDep, services: ServicesDep, owner: OwnerDep, request: Request, response: Response
) -> listings.Article | Response:
    """Draft an article from a question, as a follow-up question is answered. It has the status `submitted`, and until
    it is approved nobody but its owner and reviewers can read it. The same question again makes another one. A question
    that is not answered makes none: 422 with its `outcome` and `reason`.
    """
    made = await while_awaited(_drafted(body, services, owner), request)
    if isinstance(made, listings.Article):
        response.headers["Location"] = f"/v1/articles/{made.slug}"
    return made


@router.delete("/articles/{slug}", status_code=204, responses=problems.ERRORS, summary="Erase a draft")
def erase_draft(slug: Slug, services: ServicesDep, owner: OwnerDep) -> None:
    """Erase a draft of one's own that is not approved."""
    if not services.records.drafts.erase(slug, owner):
        raise NotFound(f"There is no draft {slug!r} of yours.")


def readable(slug: str, services: Services, owner: str) -> Article:
    """An article that this caller may read. Raises NotFound."""
    article = services.articles.get(slug, owner)
    if article is None:
        raise NotFound(f"There is no article {slug!r}.")
    return article


def whole(article: Article, audience: types.Audience) -> listings.Article:
    """As this audience reads it."""
    assembly, file = article.worded_for(audience), article.file
    return listings.Article(
        **_entry(article),
        audience=audience,
        text=assembly.text,
        summary=wire.summary(assembly.summary, assembly.text),
        sections=wire.sections(assembly.sections),
        citations=[_citation(article, citation) for citation in assembly.citations],
        corrections=[wire.correction(one) for one in article.corrections],
        gaps=list(file.gaps),
        glossary=[schemas.Term(**asdict(term)) for term in article.glossary_for(audience)],
        history=[listings.Revision(day=str(revision.day), what=revision.what) for revision in file.history],
        disclaimer=article.disclaimers[audience],
        disclaimers=dict(article.disclaimers),
        provenance=_provenance(article),
    )


async def _drafted(body: schemas.ArticleRequest, services: Services, owner: str) -> listings.Article:
    answer = await services.answerer.answer(types.Question(body.question, body.audience))
    reply = answer.reply
    if reply.outcome not in types.ANSWERED:
        told, *_ = reply.text.split("\n\n", 1)  # what comes nearest has numbers, which lead nowhere here
        raise NoArticle(f"{told}\nNo article was drafted.", reply.outcome, reply.reason)
    if reply.team_questions:
        told = "No article can decide what only a treating team can. Ask the question in general terms."
        raise NoArticle(told, reply.outcome, "personal_decision")
    file = drafted(answer, body.audience, datetime.now(UTC).date())
    return await to_thread.run_sync(lambda: whole(services.articles.draft(file, owner), body.audience))


def _entry(article: Article) -> Mapping[str, Any]:
    file = article.file
    return {
        "slug": file.slug,
        "title": file.title,
        "question": file.question,
        "status": file.status,
        "review": file.review and file.review.model_dump(),
        "public": article.public,
        "last_updated": str(article.updated),
        "notices": [schemas.Notice(**asdict(notice)) for notice in article.notices],
    }


def _provenance(article: Article) -> listings.ArticleProvenance:
    drafting, library = article.file.drafting, article.library
    return listings.ArticleProvenance(
        corpus_version=library.version,
        corpus_built_on=str(library.built),
        drafted_from=drafting and drafting.corpus_version,
        composer=drafting and drafting.composer,
        model=drafting and drafting.model,
        outside_model=drafting and drafting.outside_model,
    )


def _citation(article: Article, citation: types.Citation) -> sources.Citation:
    changes = {quote.id: article.changes.get((citation.source.id, quote.text)) for quote in citation.quotes}
    return recalls.marked(wire.citation(citation), changes)
