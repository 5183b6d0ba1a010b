"""Finds articles by what they say, in the reader's words or in others that mean the same in this library."""

from collections.abc import Iterable, Sequence, Set
from functools import partial

from corpus.lexical import terms
from service.answering.concepts import Concept
from service.articles.article import Article

ENOUGH = 0.6
"""The share of what is looked for, by weight, that an article must hold."""


def matching(articles: Iterable[Article], wanted: Sequence[Concept]) -> list[Article]:
    """The articles that hold enough of it, the best first: those that ask about it, then those that say most of it."""
    scored = [(*_scores(article, wanted), article) for article in articles]
    found = [(rank, article) for held, rank, article in scored if held >= ENOUGH]
    return [article for _, article in sorted(found, key=lambda one: -one[0])]


def _scores(article: Article, wanted: Sequence[Concept]) -> tuple[float, float]:
    """How much of it the article holds, its sources' titles included, and how much it is about it."""
    share = partial(_share, wanted)
    asked = set(terms(f"{article.file.title} {article.file.question}"))
    said = [set(terms(f"{draft.heading or ''} {draft.text}")) for draft in article.shown]
    sources = set(terms(" ".join(citation.source.title for citation in article.assembly.citations)))
    return share(asked.union(sources, *said)), share(asked) + sum(map(share, said)) / max(len(said), 1)


def _share(wanted: Sequence[Concept], held: Set[str]) -> float:
    whole = sum(concept.weight for concept in wanted)
    return sum(concept.weight for concept in wanted if concept.within(held)) / whole if whole else 0.0
