"""An item as it is read at the desk: each statement beside its quotes, with today's verdict and its correction."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answering.evidence import Grounding
from service.answering.grounding import Judgement
from service.reviews.events import Event
from service.reviews.items import Cited
from service.reviews.opened import Opened


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement. `plain`: as lay readers of an article read it, where that is worded otherwise."""

    heading: str
    text: str
    plain: str
    quotes: tuple[Cited, ...]
    verdict: Judgement
    correction: Event | None
    """The step that corrected it."""


def claims(opened: Opened, grounding: Grounding) -> list[Claim]:
    """Every statement in reading order, judged anew."""
    plain, corrected = _plain(opened), _corrected(opened)
    return [
        Claim(
            heading=said.heading,
            text=said.text,
            plain=plain[place] if plain and plain[place] != said.text else "",
            quotes=said.quotes,
            verdict=grounding.judge(said.text, said.evidence),
            correction=corrected.get(place),
        )
        for place, said in enumerate(opened.item.statements)
    ]


def _plain(opened: Opened) -> Sequence[str]:
    """The statements of an article for lay readers: as many, in the same order."""
    if opened.item.article is None:
        return ()
    assembly = opened.item.article.plain
    return [said.text for section in (assembly.summary, *assembly.sections) for said in section.statements]


def _corrected(opened: Opened) -> dict[int, Event]:
    """The steps whose corrections hold."""
    holding = set(opened.standing.corrections)
    return {event.correction.statement: event for event in opened.events if event.correction in holding}
