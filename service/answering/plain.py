"""Plain wordings: what a source's author says of its own sentence to readers who are no clinicians."""

from dataclasses import replace

from corpus.documents import Document
from service.answering.types import Audience, Draft

LAY: tuple[Audience, ...] = ("patient", "caregiver")


def wording_of(sentence: str, document: Document) -> str | None:
    """The plain wording of a sentence, if its document has one."""
    return next((plain.text for plain in document.plain if plain.of == sentence), None)


def worded(draft: Draft, audience: Audience) -> Draft:
    """The draft as this audience reads it; the draft itself where there is no other wording."""
    if audience not in LAY or len(draft.evidence) != 1:
        return draft
    (evidence,) = draft.evidence
    plain = wording_of(evidence.text, evidence.document)
    return draft if plain is None else replace(draft, text=plain)
