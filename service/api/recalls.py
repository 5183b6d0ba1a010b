"""What is cited, as it stands today: the standing of each quote, and a notice for each source that no longer stands."""

from collections.abc import Mapping
from dataclasses import asdict

from service.api.schemas import Answer, Notice
from service.api.sources import Citation
from service.bootstrap import Services
from service.recall import Change, Standings, gravest

Changes = Mapping[str, Change | None]
"""What became of each quote of a citation, by the quote's id."""


def as_of_now(answer: Answer, services: Services) -> Answer:
    """A stored answer with what became of its sources since, by the live corpus version. What was said stays."""
    standings = Standings(services.corpus.catalog)
    citations, notices = [], []
    for citation in answer.citations:
        source = citation.source
        changes = {quote.id: standings.change(source.id, quote.text, quote.passage_id) for quote in citation.quotes}
        for change in dict.fromkeys(filter(None, changes.values())):
            newer = standings.name(change.by)
            told = services.shared.recall.of_answer(change, citation.number, source.title, newer)
            notices.append(Notice(**asdict(told)))
        citations.append(marked(citation, changes))
    return answer.model_copy(update={"citations": citations, "notices": [*notices, *answer.notices]})


def marked(citation: Citation, changes: Changes) -> Citation:
    """A citation that says of each quote whether it still stands, and of its source the gravest of that."""
    standing = {key: change.standing for key, change in changes.items() if change}
    quotes = [quote.model_copy(update={"standing_now": standing.get(quote.id, "current")}) for quote in citation.quotes]
    return citation.model_copy(update={"quotes": quotes, "standing_now": gravest(standing.values())})
