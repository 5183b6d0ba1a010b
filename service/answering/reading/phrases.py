"""Finds listed phrases in a sentence, longest first, with what is around each and whether it is negated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.documents import Span
from service.answering.reading.sentence import Sentence
from service.answering.reading.tokens import Token, tokens

NEGATORS = frozenset(
    "not no never none neither nor cannot without lack lacks lacked lacking absence absent fail fails failed failing"
    " unable nobody nothing hardly barely seldom isn't wasn't aren't weren't don't doesn't didn't can't couldn't"
    " won't wouldn't shouldn't hasn't haven't hadn't".split()
)
QUASI_NEGATORS = NEGATORS | frozenset(
    "negative naive free absent avoid avoided avoiding excluded exclude ineligible non rather instead".split()
)
"""With the words that say a negation otherwise: "taxane-naive" for "never had a taxane"."""
_WARNING = ("advis", "recommend", "warn", "caution", "counsel")
_CLAUSE_ENDS = frozenset(", ; : . ( ) but although though while whereas except unless was were is are and than".split())
_LEADS_AWAY = frozenset(("in", "between", "on", "for", "at"))
_REACH = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase in a sentence: its first and last token, its span, whether a negation reaches it."""

    key: str
    first: int
    last: int
    span: Span
    negated: bool


class PhraseFinder:
    """Looks for phrases by their lower-case words; a phrase may have several keys."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._keys: dict[tuple[str, ...], list[str]] = {}
        for key, listed in phrases.items():
            for phrase in listed:
                words = tuple(_form(token) for token in tokens(phrase) if token.text != "-")
                if words:
                    self._keys.setdefault(words, []).append(key)
        self._longest = max(map(len, self._keys), default=0)

    def find(self, sentence: Sentence) -> list[Mention]:
        """The mentions in order; a longer phrase hides the shorter ones inside it."""
        words = sentence.tokens
        places = [i for i, word in enumerate(words) if word.text != "-"]
        forms = [_form(words[i]) for i in places]
        counted = {i for q in sentence.quantities for i in range(q.first, q.last + 1)}
        negated = negated_tokens(words)
        found: list[Mention] = []
        at = 0
        while at < len(forms):
            reach = min(self._longest, len(forms) - at)
            size = next((n for n in range(reach, 0, -1) if tuple(forms[at : at + n]) in self._keys), 0)
            here = places[at : at + size]
            if size and ("one" in forms[at : at + size] or not counted.issuperset(here)):
                first, last = here[0], here[-1]
                own = any(words[i].low in NEGATORS for i in here)
                span = Span(words[first].start, words[last].end)
                for key in dict.fromkeys(self._keys[tuple(forms[at : at + size])]):
                    found.append(Mention(key, first, last, span, first in negated and not own))
            at += size or 1
        return found


def _form(token: Token) -> str:
    """Lower case, but for acronyms: "OR" is not "or"."""
    return token.text if len(token.text) > 1 and token.text.isupper() else token.low


def negated_tokens(words: Sequence[Token], at: int | None = None) -> frozenset[int]:
    """The tokens that a negation (the one at `at`, or any) reaches: to the end of its clause, a few words far."""
    reached: set[int] = set()
    for i, word in enumerate(words):
        if not denies(words, i) or _idle(words, i) or at not in {None, i}:
            continue
        if "as" in [word.low for word in words[i + 1 : i + 5]]:
            continue  # "not as long as" compares
        reach = 2 * _REACH if word.low in {"neither", "nor", "none"} else _REACH
        for j in range(i + 1, min(len(words), i + 1 + reach)):
            ends = j > i + 1 and words[j].low in _LEADS_AWAY and word.low != "none"
            if words[j].low in _CLAUSE_ENDS or ends:
                break
            reached.add(j)
    return frozenset(reached)


def denies(words: Sequence[Token], i: int) -> bool:
    """A negator, or the "against" of "advises against"."""
    if words[i].low in NEGATORS:
        return True
    return words[i].low == "against" and i > 0 and words[i - 1].low.startswith(_WARNING)


def _idle(words: Sequence[Token], i: int) -> bool:
    """ "not only", "no more than", "no less than", "not confirmed": no negation of what follows."""
    after = words[i + 1].low if i + 1 < len(words) else ""
    before = words[i - 1].low if i else ""
    if before in {"or", "and", "vs", "versus", ".", "/"} and words[i].low == "without":
        return True  # "with or without", "with vs. without"
    return (after == "of" and words[i].low != "none") or after in {
        "in",
        "for",
        "and",
        "to",
        "on",
        "only",
        "more",
        "less",
        "fewer",
        "later",
        "confirmed",
        "just",
        "least",
        "worse",
    }


def around(sentence: Sentence, mention: Mention, reach: int = 6) -> frozenset[str]:
    """The keys of the terms near a mention."""
    return frozenset(
        key
        for term in sentence.terms
        if mention.first - reach <= term.last
        and term.first <= mention.last + reach
        and not (mention.first <= term.first <= mention.last)
        for key in term.keys
    )
