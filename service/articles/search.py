"""Finds articles by what they say, in the reader's words or in others that mean the same in this library."""

from collections.abc import Iterable, Sequence, Set

from corpus.lexical import terms
from service.answering.concepts import Concept
from service.articles.article import Article

ENOUGH = 0.6
"""The share of what is looked for, by weight, that an article must hold."""


def matching(articles: Iterable[Article], wanted: Sequence[Concept]) -> list[Article]:
    """The articles that hold enough of it, the best first: those that ask about it before those that mention it."""
    scored = [(_share(wanted, _said(article)), _share(wanted, _asked(article)), article) for article in articles]
    found = [(said + asked, article) for said, asked, article in scored if said >= ENOUGH]
    return [article for _, article in sorted(found, key=lambda one: -one[0])]


def _share(wanted: Sequence[Concept], held: Set[str]) -> float:
    whole = sum(concept.weight for concept in wanted)
    return sum(concept.weight for concept in wanted if concept.within(held)) / whole if whole else 1.0


def _asked(article: Article) -> Set[str]:
    return set(terms(f"{article.file.title} {article.file.question}"))


def _said(article: Article) -> Set[str]:
    """Its terms, and those of its sources' titles."""
    sources = " ".join(citation.source.title for citation in article.assembly.citations)
    return _asked(article) | set(terms(f"{article.assembly.text} {sources}"))
