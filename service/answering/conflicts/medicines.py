"""Which medicines a sentence names: by the stems of international names, by listed names, by a library's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from service.answering.conflicts.lexicon import Groups, Lexicon, key_of
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term
from service.answering.reading.tokens import name_key
from service.answering.reading.words import words

_ISOTOPE = re.compile(r"\[?\d{2,3}m?[A-Z][a-z]?\]?(?![a-z])|[A-Za-z]+-\d{2,3}(?!\w)")
_TAIL = re.compile(r"-(?=[A-Z&\d]{3,})")
"""Where the ligand of a labelled medicine begins."""
_SHORTEST = 7
"""Letters of a word from which on its ending tells a medicine: "sirolimus", not "pin"."""
_STEMS = range(3, 12)
"""Letters of the stems."""


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine, or a class of them, at a token. `name` is empty for a class; `classes` are keys of its groups."""

    name: str
    classes: frozenset[str]
    first: int
    shown: str

    def is_other_than(self, other: "Medicine") -> bool:
        """Whether both cannot be the same: "sertraline" may be the "SSRI", it is not citalopram."""
        if self.name and other.name:
            return not (self.name.startswith(other.name) or other.name.startswith(self.name))
        return self.classes.isdisjoint(other.classes)


class Medicines:
    """Finds the medicines of sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._own: Mapping[str, str] = _own((*lexicon.equivalents, *lexicon.vocabulary))

    def of(self, sentence: Sentence) -> list[Medicine]:
        """In order. A name that no list and no stem tells is left out."""
        return [found for term in sentence.terms if (found := self._read(term)) is not None]

    def _read(self, term: Term) -> Medicine | None:
        low = _plain(term.text)
        own = self._own_name(low) or (name_key(term.text) if term.name and _ISOTOPE.match(term.text) else "")
        if own:
            return Medicine(own, frozenset((own,)), term.first, term.text)
        known = _inventory()
        classes = known.called.get(term.text.casefold())
        if classes is not None:
            return Medicine("", classes, term.first, term.text)
        for word in dict.fromkeys((term.text.casefold(), low, *low.split())):
            told = _classes(word)
            if told is not None:
                return Medicine(known.canonical.get(word, word), told, term.first, term.text)
        return None

    def _own_name(self, low: str) -> str:
        """The library's own medicine that this names, also at the end of a longer name."""
        parts = low.split()
        tails = (" ".join(parts[i:]) for i in range(len(parts)))
        return next((self._own[tail] for tail in tails if tail in self._own), "")


def _own(groups: Groups) -> dict[str, str]:
    """The names that a library gives to a labelled medicine, each with the key of the first of them."""
    own: dict[str, str] = {}
    for group in groups:
        if any(_ISOTOPE.fullmatch(_TAIL.split(name)[0]) for name in group):
            for name in group:
                own.setdefault(_plain(name), name_key(group[0]))
    return own


def _plain(name: str) -> str:
    return name.casefold().replace("-", " ")


@dataclass(slots=True)
class _Inventory:
    """words/medicines.yaml by word: for each the keys of the classes."""

    called: dict[str, frozenset[str]] = field(default_factory=dict)
    members: dict[str, frozenset[str]] = field(default_factory=dict)
    stems: dict[str, frozenset[str]] = field(default_factory=dict)
    starts: dict[str, frozenset[str]] = field(default_factory=dict)
    canonical: dict[str, str] = field(default_factory=dict)
    """Name -> the one that stands for all names of the same medicine."""


@cache
def _inventory() -> _Inventory:
    found = _Inventory()
    for entry in words("medicines"):
        keys = frozenset((key_of(entry["called"]),) if "called" in entry else ())
        for table in ("called", "members", "stems", "starts"):
            listed: dict[str, frozenset[str]] = getattr(found, table)
            for name in entry.get(table, ()):
                listed[name.casefold()] = listed.get(name.casefold(), frozenset()) | keys
        for group in entry.get("same", ()):
            found.canonical.update({name.casefold(): group[0].casefold() for name in group})
    return found


@lru_cache(maxsize=20_000)
def _classes(word: str) -> frozenset[str] | None:
    """The classes of a medicine by its name; none where the word tells no medicine."""
    known = _inventory()
    found = [known.members[word]] if word in known.members else []
    bare = word.removesuffix("s") if word.endswith("ins") else word
    if len(bare) >= _SHORTEST and bare.isalpha():
        found += [known.stems[bare[-size:]] for size in _STEMS if bare[-size:] in known.stems]
        found += [keys for start, keys in known.starts.items() if bare.startswith(start)]
    if found or word in known.canonical:
        return frozenset[str]().union(*found)
    return None
