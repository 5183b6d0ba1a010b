"""Comparisons between two arms: found in sentences by patterns, and told in many wordings."""

import re
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

Direction = Literal["increased", "decreased", "no_difference"]
OPPOSITE: dict[Direction, Direction] = {
    "increased": "decreased",
    "decreased": "increased",
    "no_difference": "no_difference",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`outcome` is increased, decreased or no different in `first` relative to `second`."""

    outcome: str
    first: str
    second: str
    direction: Direction

    def turned(self) -> "Comparison":
        """The same finding told from the other arm."""
        return Comparison(self.outcome, self.second, self.first, OPPOSITE[self.direction])

    def claiming(self, direction: Direction) -> "Comparison":
        return replace(self, direction=direction)


_UP = "higher|greater|larger|longer|increased|elevated|more frequent|more common|higher"
_DOWN = "lower|smaller|shorter|decreased|reduced|less frequent|less common|fewer|diminished"
_ADVERB = r"(?:(?:also|statistically|significantly|slightly|markedly|much|considerably|substantially|consistently) )*"
_THAN = r"(?:than|as compared (?:with|to)|compared (?:with|to)|versus|vs\.?|relative to|when compared (?:with|to))"
_WHOM = "participants|patients|subjects|receiving|treated"
_IN = rf"(?:(?:in|with|for|among|after|of|on|during|that|those|by|both|{_WHOM}) )*"
_O, _A, _B = (rf"(?P<{n}>[^.;:,()]{{3,80}}?)" for n in "oab")
_O_END = r"(?P<o>[^.;:,()]{3,80})[.;:,]"
_B_END = r"(?P<b>[^.;:,()]{3,60}?)(?: (?:at|after|during|and|but|while|over|both|as|when|from|with|on)\b.*)?[.;:,]"
_GROUPS = r"(?:the )?(?:two |2 |treatment |study |three |intervention )*(?:groups|arms|treatments|conditions)"
_SEEN = r"(?:(?:was|were|has been|have been) )?(?:(?:observed|found|seen|detected|noted|recorded) )?"
_NO = rf"(?:\bno|\bnot any) {_ADVERB}(?:(?:significant|apparent|clear|important|overall) )?differences? {_SEEN}"
_IS_EQUAL = r"(?:was|were) (?:not significantly different|similar|comparable|not different)"
_MUTUAL = rf"(?:did not (?:significantly )?differ(?: significantly)?|{_IS_EQUAL})"
_ON = r"(?:in|for|of|regarding|with respect to|in terms of) (?:the )?"
_CHANGED = r"(?P<d>increased|elevated|raised|decreased|reduced|lowered|diminished|prolonged|shortened)"
_SHOWED = "(?:had|showed|experienced|reported|achieved|demonstrated|have|has|resulted in|led to|produced)"
_DEGREE = rf"{_ADVERB}(?P<d>{_UP}|{_DOWN})"
_THAN_B = rf"{_THAN} {_IN}(?:the )?{_B_END}"

_DIRECTED = (
    re.compile(rf"{_O} (?:was|were|is|are|remained) {_DEGREE} {_IN}(?:the )?{_A},? {_THAN_B}"),
    re.compile(rf"{_A} {_ADVERB}{_CHANGED} (?:the )?{_O},? {_THAN_B}"),
    re.compile(rf"{_A} {_SHOWED} (?:an? )?{_DEGREE} {_O} {_THAN_B}"),
    re.compile(
        rf"[Cc]ompared (?:with|to) (?:the )?{_B}, (?:the )?{_A} (?:had|showed|experienced) "
        rf"(?:an? )?{_DEGREE} {_O}[.;:,]"
    ),
)
_EQUAL = (
    re.compile(rf"{_NO}{_ON}{_O} {_SEEN}between (?:the )?{_A} (?:and|versus|vs\.?) (?:the )?{_B_END}"),
    re.compile(rf"{_NO}between (?:the )?{_A} and (?:the )?{_B} {_ON}{_O_END}"),
    re.compile(rf"{_O} {_MUTUAL} (?:between|in|for) (?:the )?{_A} and (?:the )?{_B_END}"),
)
_EQUAL_GROUPS = (
    re.compile(rf"{_NO}{_ON}(?P<o>[^.;:()]{{3,80}}?) {_SEEN}(?:between|among) {_GROUPS}"),
    re.compile(rf"{_O} {_MUTUAL} (?:between|in|among|across) {_GROUPS}"),
    re.compile(rf"{_NO}(?:between|among) {_GROUPS} {_ON}{_O_END}"),
)
_DOWN_WORDS = re.compile(rf"{_DOWN}|lowered|shortened")
_HAS_DIRECTION = re.compile(rf"\b(?:{_UP}|{_DOWN})\b")
_PRONOUN = re.compile(
    r"^(?:it|they|this|these|there|we|which|that|he|both|all|values?|results?|differences?|and|or)\b", re.IGNORECASE
)


def find(sentence: str, arms: tuple[str, str] | None = None) -> Comparison | None:
    """The comparison that a sentence reports. `arms` are the article's own, for "between the groups"."""
    text = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", sentence).strip()
    text = text if text.endswith((".", ";")) else text + "."
    for pattern in _DIRECTED:
        if match := pattern.search(text):
            down = _DOWN_WORDS.fullmatch(match["d"]) is not None
            return _checked(match["o"], match["a"], match["b"], "decreased" if down else "increased")
    if _HAS_DIRECTION.search(text):
        return None
    for pattern in _EQUAL:
        if match := pattern.search(text):
            return _checked(match["o"], match["a"], match["b"], "no_difference")
    if arms is not None:
        for pattern in _EQUAL_GROUPS:
            if match := pattern.search(text):
                return _checked(match["o"], arms[0], arms[1], "no_difference")
    return None


def _checked(outcome: str, first: str, second: str, direction: Direction) -> Comparison | None:
    parts = [
        re.sub(r"^(?:the|an?|however|moreover|in addition) ", "", part.strip(), flags=re.IGNORECASE)
        for part in (outcome, first, second)
    ]
    if any(_PRONOUN.match(part) or len(part) < 3 for part in parts) or parts[1] == parts[2]:
        return None
    return Comparison(parts[0], parts[1], parts[2], direction)


_WORDINGS: dict[Direction, tuple[str, ...]] = {
    "increased": (
        "{a} significantly increased {o} compared with {b}.",
        "{a} significantly increased {o} compared with {b}.",
        "{a} increases {o} compared to {b}.",
        "{o} was significantly higher in {a} than in {b}.",
        "{o} is greater with {a} than with {b}.",
        "{a} led to higher {o} than {b}.",
        "Compared with {b}, {a} raised {o}.",
        "{a} is associated with higher {o} than {b}.",
        "{a} results in more {o} than {b}.",
    ),
    "decreased": (
        "{a} significantly decreased {o} compared with {b}.",
        "{a} significantly decreased {o} compared with {b}.",
        "{a} reduces {o} compared to {b}.",
        "{o} was significantly lower in {a} than in {b}.",
        "{o} is smaller with {a} than with {b}.",
        "{a} led to lower {o} than {b}.",
        "Compared with {b}, {a} reduced {o}.",
        "{a} is associated with lower {o} than {b}.",
        "{a} results in less {o} than {b}.",
    ),
    "no_difference": (
        "There was no significant difference in {o} between {a} and {b}.",
        "There was no significant difference in {o} between {a} and {b}.",
        "{a} did not affect {o} compared with {b}.",
        "{o} was similar with {a} and {b}.",
        "{a} had no significant effect on {o} compared with {b}.",
        "{o} did not differ between {a} and {b}.",
        "{a} does not change {o} relative to {b}.",
    ),
}
_DIFFERS = (
    "{o} differed significantly between {a} and {b}.",
    "There was a significant difference in {o} between {a} and {b}.",
)


def tell(comparison: Comparison, rng: Random) -> str:
    """The comparison as a claim, in a wording drawn at random and from either arm."""
    told = comparison.turned() if rng.random() < 0.3 else comparison
    choices = _WORDINGS[told.direction]
    wording = rng.choice(_DIFFERS) if told.direction != "no_difference" and rng.random() < 0.06 else rng.choice(choices)
    text = wording.format(o=told.outcome, a=told.first, b=told.second)
    return text[:1].upper() + text[1:]


def opposed(direction: Direction, rng: Random) -> Direction:
    """A direction that contradicts the given one."""
    others: list[Direction] = [d for d in OPPOSITE if d != direction]
    return rng.choice(others)
