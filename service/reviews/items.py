"""What is reviewed: an answer or an article as its statements, each with the evidence that its quotes are."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.catalog import Catalog
from corpus.documents import Span
from service.answering.types import Evidence
from service.articles import Article
from service.recall import FALLEN, Standings
from service.records import Records
from service.reviews.states import Kind, Status


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote as a statement cites it: its id, the number of its source, and the evidence that it is."""

    id: str
    number: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement of an item with the quotes that it names."""

    heading: str
    text: str
    quotes: tuple[Cited, ...]

    @property
    def evidence(self) -> list[Evidence]:
        return [quote.evidence for quote in self.quotes]


@dataclass(frozen=True, slots=True)
class Item:
    """An answer or an article. `begins`: its status before any event; `content`: a digest of what readers see.

    `changed`: a source of it no longer stands. `fallen`: titles of those that were retracted or withdrawn; an answer
    that cites one is not approved.
    """

    kind: Kind
    id: str
    title: str
    begins: Status
    content: str
    statements: tuple[Reviewed, ...]
    changed: bool
    fallen: tuple[str, ...] = ()
    record: Mapping[str, Any] | None = None
    """The wire JSON, of an answer."""
    article: Article | None = None


def of_answer(answer_id: str, records: Records, catalog: Catalog) -> Item:
    """Raises UnknownRecord."""
    record = json.loads(records.answer_of_anyone(answer_id))
    standings = Standings(catalog)
    changes = [
        (citation["source"]["title"], change)
        for citation in record["citations"]
        for quote in citation["quotes"]
        if (change := standings.change(citation["source"]["id"], quote["text"], quote["passage_id"]))
    ]
    fallen = dict.fromkeys(title for title, change in changes if change.standing in FALLEN)
    statements = tuple(_statements(record, records))
    return Item(
        "answers", answer_id, record["question"], "unreviewed", "", statements, bool(changes), tuple(fallen), record
    )


def of_article(article: Article, catalog: Catalog) -> Item:
    """Its statements as they are resolved today; what no longer stands is not among them."""
    assembly, file = article.assembly, article.file
    held = catalog.passages([quote.passage_id for citation in assembly.citations for quote in citation.quotes])
    quotes = {
        quote.id: Cited(
            quote.id,
            citation.number,
            Evidence(held[quote.passage_id], citation.source, Span(quote.start, quote.end)),
        )
        for citation in assembly.citations
        for quote in citation.quotes
    }
    statements = tuple(
        Reviewed(section.heading or "", statement.text, tuple(quotes[name] for name in statement.quotes))
        for section in (assembly.summary, *assembly.sections)
        for statement in section.statements
    )
    changed = bool(article.notices)
    return Item(
        "articles", file.slug, file.question, file.status, article.content, statements, changed, article=article
    )


def _statements(record: Mapping[str, Any], records: Records) -> Iterator[Reviewed]:
    quotes = {
        quote["id"]: Cited(
            quote["id"],
            citation["number"],
            Evidence(*records.cited_passage(quote["passage_id"]), Span(quote["start"], quote["end"])),
        )
        for citation in record["citations"]
        for quote in citation["quotes"]
    }
    for section in (record["summary"], *record["sections"]):
        for said in section["statements"]:
            yield Reviewed(section.get("heading", ""), said["text"], tuple(quotes[name] for name in said["quotes"]))
