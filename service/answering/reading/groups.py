"""The groups that a sentence names against each other: "with A against B", "A than B", "between A and B"."""

from collections.abc import Sequence

from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term

Opposed = tuple[int, tuple[list[Term], list[Term]]]
"""Where two groups meet (a token), and the terms of each."""
OPPOSING = frozenset(("against", "versus", "vs", "v", "than", "over"))
STOPS = frozenset((",", ";", ":", "."))
_OPENS = {
    "with",
    "in",
    "for",
    "between",
    "of",
    "given",
    "on",
    "under",
    "receiving",
    "to",
    "from",
    "by",
    "among",
    "after",
    "at",
}
_GROUP_HEADS = {"with", "given", "between", "receiving", "from", "under", "for"}
GENERIC = frozenset(
    "men man patients patient participants people had has have having given received seen occurred showed shown"
    " reported found observed said was were months month weeks days percent after those one median mean arm arms group"
    " not between differ groups cohort series study trial rate per retrospective among respectively".split()
)
"""Words that tell no group or outcome from another."""


def groups(sentence: Sentence) -> Sequence[Opposed]:
    """The pairs of groups in order, none with a number between."""
    return _Finder(sentence).find()


class _Finder:
    def __init__(self, sentence: Sentence) -> None:
        self._words = sentence.tokens
        self._term_at = {i: term for term in sentence.terms for i in range(term.first, term.last + 1)}
        self._numbers = {i for q in sentence.quantities for i in range(q.first, q.last + 1)}

    def find(self) -> list[Opposed]:
        """The places where two groups are named against each other, with no number between."""
        found = []
        for i, word in enumerate(self._words):
            opposing = word.low in OPPOSING or (
                word.low == "compared" and i + 1 < len(self._words) and self._words[i + 1].low in {"with", "to"}
            )
            joining = word.low in {"and", "or"}
            if not (opposing or joining) or self._touches_number(i):
                continue
            first = self._phrase(i - 1, -1)
            second = self._phrase(i + (2 if word.low == "compared" else 1), 1)
            if first and second and (opposing or self._between(i)):
                found.append((i, (first, second)))
        return found

    def _between(self, i: int) -> bool:
        """ "between A and B", "with A and B respectively"."""
        lows = [word.low for word in self._words]
        return "respectively" in lows or "between" in lows[max(0, i - 8) : i]

    def _touches_number(self, i: int) -> bool:
        return any(j in self._numbers for j in (i - 1, i + 1))

    def _phrase(self, start: int, step: int) -> list[Term]:
        found: list[Term] = []
        for i in range(start, start + 9 * step, step):
            if not 0 <= i < len(self._words):
                break
            word = self._words[i]
            if i in self._numbers or word.text in STOPS or word.text in "()" or word.low in OPPOSING:
                break
            if word.low in (_OPENS if step > 0 else _GROUP_HEADS) and found:
                break
            term = self._term_at.get(i)
            if term is not None and term not in found and term.text.casefold() not in GENERIC:
                found.append(term)
        return found
