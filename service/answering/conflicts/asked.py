"""What a question is about, and how far a sentence is about the same."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from service.answering.balance import yes_or_no
from service.answering.conflicts.accounts import Account, Accounts
from service.answering.conflicts.circumstances import of_text
from service.answering.conflicts.intervals import acts, is_time
from service.answering.conflicts.lexicon import Lexicon, finder
from service.answering.conflicts.medicines import Medicine
from service.answering.conflicts.mentions import is_setting
from service.answering.conflicts.stances import stances
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term
from service.answering.reading.words import words

_INITIALS = re.compile(r"\b[A-Z]{3,}\b")
_BREAKS = frozenset(".?!:;,-")
_WITHOUT = frozenset(("without", "no", "not"))
_AROUND = (1.0, 0.8, 0.7)
"""How much a thing of the question counts that the sentence names, those before it, or its title."""


class Asked:
    """A question with the things that it is about and what it asks of them."""

    def __init__(
        self,
        sentence: Sentence,
        things: Sequence[Term],
        medicines: Sequence[Medicine],
        studies: frozenset[str],
        lexicon: Lexicon,
    ) -> None:
        """`things`: what it is about, with all that a library says for it; `studies`: those that it names."""
        self.sentence = sentence
        self.things = things
        self.medicines = medicines
        self.studies = studies
        self._lexicon = lexicon
        self.circumstances = of_text(sentence.text)
        self.outcomes = [thing for thing in things if not thing.keys.isdisjoint(lexicon.outcomes)]
        """Those of the things that studies measure."""
        self.wanted = frozenset(key for thing in self.outcomes for key in thing.keys & lexicon.outcomes)

    @cached_property
    def objects(self) -> Sequence[Term]:
        """The medicines, tests and procedures that it asks about, not those that only say when: "after a taxane"."""
        places = {medicine.first for medicine in self.medicines}
        done = frozenset[str]().union(*self._lexicon.kinds)
        named = [thing for thing in self.things if thing.first in places or not thing.keys.isdisjoint(done)]
        return [thing for thing in named if not is_setting(self.sentence, thing)]

    @cached_property
    def treatments(self) -> Sequence[Medicine]:
        """The medicines among its objects."""
        places = {thing.first for thing in self.objects}
        return [medicine for medicine in self.medicines if medicine.first in places]

    @cached_property
    def effects(self) -> Sequence[Term]:
        """The things that may be outcomes: what is no treatment."""
        places = {medicine.first for medicine in self.medicines}
        return [thing for thing in self.things if thing.first not in places and thing not in self.objects]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of what may be outcomes."""
        return frozenset(part for thing in self.effects for part in thing.parts)

    @cached_property
    def asks_dose(self) -> bool:
        told = [(q.last, q.unit) for q in self.sentence.quantities]
        told += [(mention.last, "") for mention in finder("asks", "dose").find(self.sentence)]
        lows = [token.low for token in self.sentence.tokens]
        if any(not is_time(unit) and not is_time(lows[min(at + 1, len(lows) - 1)]) for at, unit in told):
            return True  # "how many", and not of months
        asks = self.asks_interval or self.is_open or not self._opening.isdisjoint(words("asks")["advice_opens"])
        return bool(self.treatments) and not asks and self._yes_or_no is None

    @cached_property
    def asks_volume(self) -> bool:
        return bool(finder("asks", "volume").find(self.sentence))

    @cached_property
    def _yes_or_no(self) -> str | None:
        return yes_or_no(self.sentence.text)

    @cached_property
    def asks_interval(self) -> bool:
        if self.sentence.quantities or finder("asks", "interval").find(self.sentence):
            return True
        asks = self.is_open or not self._opening.isdisjoint(words("asks")["advice_opens"])
        return self.doing == "checks" and not asks and self._yes_or_no is None

    @property
    def asks_leave(self) -> bool:
        """Whether it asks if something may be done."""
        return self._yes_or_no == "permission"

    @cached_property
    def asks_advice(self) -> bool:
        """Whether it may ask if a thing is to be done: not "how does it compare", nor "does it prolong life?"."""
        if self.asks_leave:
            return True
        if finder("asks", "tried").find(self.sentence):
            return False
        if stances(self.sentence):
            return True
        if "be" not in self._lows and any(
            self._opens(m.first) for m in finder("asks", "effect_opens").find(self.sentence)
        ):
            return False
        return not self._opening.isdisjoint(words("asks")["advice_opens"]) or (
            self._yes_or_no is None and not self.is_open
        )

    @cached_property
    def is_open(self) -> bool:
        """Whether it asks how, why or what, and not whether."""
        return not self._opening.isdisjoint(words("asks")["open_questions"])

    @cached_property
    def _lows(self) -> set[str]:
        return {token.low for token in self.sentence.tokens}

    @property
    def _opening(self) -> set[str]:
        """The words that its parts open with."""
        return {token.low for i, token in enumerate(self.sentence.tokens) if self._opens(i)}

    def _opens(self, at: int) -> bool:
        return at == 0 or self.sentence.tokens[at - 1].text in _BREAKS

    @cached_property
    def doing(self) -> str:
        """Whether it asks of doses or of checks; empty where it tells neither or both."""
        kinds = {kind for _, kind in acts(self.sentence, self._lexicon)}
        return kinds.pop() if len(kinds) == 1 else ""

    def names(self, account: Account) -> bool:
        """Whether it names the body or the study that an account is of, by its initials: "do X and Y agree?"."""
        document = account.evidence.document
        known = set(_INITIALS.findall(f"{document.organization} {document.title}"))
        return not known.isdisjoint(_INITIALS.findall(self.sentence.text))

    def is_absent(self, term: Term) -> bool:
        """Whether it says that a thing is not there: "without symptoms"."""
        return term.first > 0 and self.sentence.tokens[term.first - 1].low in _WITHOUT

    def share(self, account: Account) -> float:
        """How much of what it is about, by weight, the sentence and its surroundings name, 0 to 1."""
        total = sum(thing.weight for thing in self.things)
        return sum(thing.weight * _place(thing, account) for thing in self.things) / total if total else 0.0


def _place(thing: Term, account: Account) -> float:
    return next((weight for text, weight in zip(account.texts, _AROUND, strict=True) if text.holds(thing)), 0.0)


class Asking:
    """Reads questions."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._lexicon = accounts.lexicon
        self._said_for: dict[tuple[str, ...], list[Term]] = {}
        for group in self._lexicon.vocabulary:
            read = {name: Sentence(name, self._lexicon.synonyms) for name in group}
            whole = [sentence.terms[0] for sentence in read.values() if len(sentence.terms) == 1]
            for sentence in read.values():
                stems = tuple(token.stem for token in sentence.tokens if token.stem)
                self._said_for.setdefault(stems, []).extend(whole)

    def read(self, question: str, studies: Iterable[str] = ()) -> Asked:
        """`studies`: those of which something was found."""
        sentence = Sentence(question, self._lexicon.synonyms)
        empty = set(words("things")["empty"])
        things = [self._widened(term) for term in sentence.terms if term.text.casefold() not in empty]
        low = question.casefold()
        named = frozenset(study for study in studies if study.casefold() in low)
        return Asked(sentence, things, self._accounts.medicines_of(sentence), named, self._lexicon)

    def _widened(self, term: Term) -> Term:
        """With all that the library says for it: "platelets" finds thrombocytopenia."""
        keys = {key for other in self._said_for.get(term.parts, ()) for key in other.keys}
        return replace(term, keys=term.keys | keys)
