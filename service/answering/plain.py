"""Plain wordings: what a source's author says of its own sentence to readers who are no clinicians."""

from dataclasses import replace

from service.answering.types import Audience, Draft, Evidence

LAY: tuple[Audience, ...] = ("patient", "caregiver")


def wording(evidence: Evidence) -> str | None:
    """The plain wording of a sentence, if its document has one."""
    return next((plain.text for plain in evidence.document.plain if plain.of == evidence.text), None)


def worded(draft: Draft, audience: Audience) -> Draft:
    """The draft as this audience reads it; the draft itself where there is no other wording."""
    if audience not in LAY or len(draft.evidence) != 1:
        return draft
    plain = wording(draft.evidence[0])
    return draft if plain is None else replace(draft, text=plain)
