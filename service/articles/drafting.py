"""An answer as an article: the same statements under the same headings, resting on the same quotes."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import date

from service.answering.plain import wording_of
from service.answering.types import Answer, Audience, Citation, Quote, Statement
from service.articles.file import ArticleFile, ArticleSection, ArticleStatement, Drafting, Quoted, Revision

_LONGEST_SLUG = 80


def drafted(answer: Answer, audience: Audience, on: date) -> ArticleFile:
    """The article of an answer that has statements. Its title is the question, without what identifies a person."""
    reply, made = answer.reply, answer.provenance
    quotes = {quote.id: (citation, quote) for citation in reply.citations for quote in citation.quotes}
    sections = [(section.heading, _statements(section.statements, quotes)) for section in reply.sections]
    summary = _statements(reply.summary.statements, quotes)
    if not summary:  # of a model's answer every opening sentence may have failed
        _, summary = sections.pop(0)
    return ArticleFile(
        slug=_slug(answer.question),
        title=answer.question,
        question=answer.question,
        status="submitted",
        last_updated=on,
        history=(Revision(day=on, what="Drafted from a question."),),
        audience=audience,
        summary=summary,
        sections=tuple(ArticleSection(heading=heading or "", statements=found) for heading, found in sections),
        gaps=reply.gaps,
        drafting=Drafting(
            corpus_version=made.corpus_version,
            composer=made.composer,
            model=made.model,
            outside_model=made.outside_model,
        ),
    )


Quotes = Mapping[str, tuple[Citation, Quote]]


def _statements(statements: tuple[Statement, ...], quotes: Quotes) -> tuple[ArticleStatement, ...]:
    return tuple(_statement(statement, quotes) for statement in statements)


def _statement(statement: Statement, quotes: Quotes) -> ArticleStatement:
    (first, quote), *others = (quotes[identifier] for identifier in statement.quotes)
    # Each reader's wording is found anew when the article is read.
    known = (quote.text, wording_of(quote.text, first.source))
    return ArticleStatement(
        source=first.source.id,
        quote=quote.text,
        also=tuple(Quoted(source=citation.source.id, quote=other.text) for citation, other in others),
        text=None if statement.text in known else statement.text,
    )


def _slug(question: str) -> str:
    """Its words, and what tells it from another of the same question, which may be somebody else's."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_SLUG].strip("-")
    return f"{words or 'article'}-{secrets.token_hex(6)}"
