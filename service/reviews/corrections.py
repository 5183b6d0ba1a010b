"""A reviewer's words in place of a statement's: verified against the same quotes, or refused."""

from service.answering.evidence import Grounding
from service.answering.types import Verdict
from service.reviews.events import Correction
from service.reviews.items import Item


class NoStatement(Exception):
    """The item has no statement of that number; the message says how many there are."""


class Unsupported(Exception):
    """The quotes do not support the words. The message is the verifier's reason."""

    def __init__(self, verdict: Verdict, reason: str) -> None:
        super().__init__(reason)
        self.verdict = verdict


def verified(item: Item, statement: int, text: str, grounding: Grounding) -> Correction:
    """The correction, if the quotes of the statement support it. Raises NoStatement, Unsupported."""
    if not 0 <= statement < len(item.statements):
        raise NoStatement(f"There is no statement {statement}: it has {len(item.statements)}, counted from 0.")
    said = item.statements[statement]
    judged = grounding.judge(text, said.evidence)
    if judged.verdict != "supported":
        raise Unsupported(judged.verdict, judged.reason)
    return Correction(statement, said.text, text, tuple(quote.id for quote in said.quotes), judged.reason)
