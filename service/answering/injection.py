"""Orders to the service inside a message: left out of what is asked. What a reader types is never a source.

The wordings are data (prompts/injection.yaml). The order of work: letters that only look like others are read as those,
what cannot be seen is dropped, marks that could pass for ours are taken out, and then the message is read clause by
clause.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.lookalikes import without_lookalikes
from prompts import Prompt, PromptError
from service.answering.wording import Patterns, Speller, WordingError, sentences

_CLAUSE = re.compile(r"[^.,;:!?\n()\u2014]+(?:[.,](?=\w)[^.,;:!?\n()\u2014]*)*[.,;:!?\n()\u2014]*\s*")
_JOINED = re.compile(r"\s+(?:and|then|but|also)\s+(?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"\d[\d.,]*\s?%?")
LEAST = 2
"""How many words must be left for something to be asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks, and whether it held orders that were left out."""

    text: str
    ordered: bool
    claimed: str = ""
    """Of that, what was given out as a source, without its figures."""

    @property
    def anything(self) -> bool:
        return len(_WORD.findall(self.text)) >= LEAST or not self.ordered


class Injections:
    """Reads messages with one set of wordings. Raises PromptError for wordings that cannot be read."""

    def __init__(self, wordings: Prompt) -> None:
        data = wordings.data
        try:
            patterns = Patterns(data["lists"])
            self._orders = patterns.compile(data["orders"])
            self._sources = patterns.compile(data["sources"])
            self._marks = [re.compile(mark) for mark in data["marks"]]
        except (KeyError, TypeError, re.error, WordingError) as error:
            raise PromptError(f"prompts/{wordings.name}.yaml cannot be used: {error}") from error
        self._speller = Speller(patterns.tolerant, patterns.literals)

    def read(self, message: str) -> Asked:
        """A message without the orders in it, and without what cannot be seen."""
        seen = without_lookalikes("".join(sign for sign in message if unicodedata.category(sign) != "Cf"))
        marked = seen
        for mark in self._marks:
            marked = mark.sub("\n", marked)  # a clause of its own on either side
        kept, claims, ordered, claimed = [], [], False, False
        for clause in _clauses(marked):
            spoken = "".join(sentences(clause, self._speller))
            if self._sources.search(spoken):
                ordered = claimed = True
            elif self._orders.search(spoken):
                ordered = True
            elif claimed:
                claims.append(_FIGURE.sub("", clause))
                kept.append(claims[-1])
            else:
                kept.append(clause)
        if not ordered:
            return Asked(seen if marked == seen else _tidy([marked]), False)
        return Asked(_tidy(kept), True, _tidy(claims))


def _clauses(text: str) -> Iterator[str]:
    for found in _CLAUSE.finditer(text):
        start = 0
        for joint in _JOINED.finditer(found[0]):
            yield found[0][start : joint.start()]
            start = joint.end()
        yield found[0][start:]


def _tidy(kept: Sequence[str]) -> str:
    text = re.sub(r"\s+", " ", " ".join(kept)).strip(" -'\"\u2018\u2019\u201c\u201d:;,")
    return re.sub(r"\s+([.,;:?!])", r"\1", text)
