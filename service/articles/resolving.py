"""Looks the statements of articles up in one corpus version. What the library does not hold any more is not shown."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import get_args

from corpus.documents import Span
from corpus.versions import CorpusVersion
from service.answering.assembly import Assembly
from service.answering.evidence import Grounding
from service.answering.glossary import Glossary
from service.answering.remarks import Notice
from service.answering.texts import Prompts
from service.answering.types import Audience, Draft, Evidence
from service.articles.article import Article, Library
from service.articles.file import ArticleFile, ArticleStatement, Quoted
from service.recall import Change, Standings, Wording

logger = logging.getLogger(__name__)

Changes = Mapping[tuple[str, str], Change]


class Resolver:
    """Resolves what is written against one corpus version."""

    def __init__(self, corpus: CorpusVersion, texts: Prompts, wording: Wording, grounding: Grounding) -> None:
        self._catalog, self._wording = corpus.catalog, wording
        self._standings = Standings(corpus.catalog)
        built = datetime.fromisoformat(corpus.manifest.built_at).date()
        self._library = Library(corpus.id, built, Glossary(texts.glossary), grounding)
        self._disclaimers = {audience: str(texts.disclaimers.data[audience]) for audience in get_args(Audience)}

    def resolve(self, file: ArticleFile, owner: str | None = None) -> Article:
        assembly = Assembly(self._library.grounding)
        changes = dict(self._changes(file))
        shown = [draft for draft in self._drafts(file, changes) if assembly.add(draft)]
        if changes:
            logger.warning(
                "article %s: %d quotes no longer stand in %s", file.slug, len(changes), self._library.version
            )
        return Article(
            file=file,
            assembly=assembly,
            shown=shown,
            changes=changes,
            notices=self._notices(changes),
            library=self._library,
            disclaimers=self._disclaimers,
            owner=owner,
        )

    def _drafts(self, file: ArticleFile, changes: Changes) -> Iterator[Draft]:
        for heading, statement in file.statements:
            evidence = tuple(self._evidence(statement, changes))
            if evidence:
                yield Draft(statement.text or statement.quote, evidence, heading)

    def _changes(self, file: ArticleFile) -> Iterator[tuple[tuple[str, str], Change]]:
        for _, statement in file.statements:
            for quoted in statement.quotes:
                change = self._standings.change(quoted.source, quoted.quote)
                if change is not None:
                    yield (quoted.source, quoted.quote), change

    def _evidence(self, statement: ArticleStatement, changes: Changes) -> Iterator[Evidence]:
        """Of its quotes those that may be shown."""
        for quoted in statement.quotes:
            change = changes.get((quoted.source, quoted.quote))
            if change is None or change.still_said:
                yield from self._place(quoted)

    def _place(self, quoted: Quoted) -> Iterator[Evidence]:
        for passage in self._standings.holding(quoted.source, quoted.quote)[:1]:
            start = passage.text.index(quoted.quote)
            span = Span(start, start + len(quoted.quote))
            yield Evidence(passage, self._catalog.documents[quoted.source], span)

    def _notices(self, changes: Changes) -> tuple[Notice, ...]:
        name = self._standings.name
        told = dict.fromkeys((source, change) for (source, _), change in changes.items())
        return tuple(self._wording.of_article(change, name(source), name(change.by)) for source, change in told)
