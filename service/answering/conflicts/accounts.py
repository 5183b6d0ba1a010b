"""A sentence of a source with what it leaves to its surroundings: the sentences before it, its title and heading."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

from service.answering.conflicts.arms import Arms, arms
from service.answering.conflicts.circumstances import Values, of_surroundings, of_text, special, takes_in_all, takes_up
from service.answering.conflicts.doses import Dose, doses
from service.answering.conflicts.findings import Finding, findings
from service.answering.conflicts.intervals import Interval, intervals
from service.answering.conflicts.lexicon import Lexicon
from service.answering.conflicts.medicines import Medicine, Medicines
from service.answering.conflicts.prescribing import RULING, prescribes
from service.answering.conflicts.stances import Stance, stances
from service.answering.marks import without_marks
from service.answering.reading.sentence import Sentence
from service.answering.reading.tokens import stem
from service.answering.types import Evidence

_BEFORE = 2
"""Sentences back to which "in such patients" may point."""
_REMEMBERED = 2048
_SMALL = frozenset(("of", "the", "and"))
_WORD = re.compile(r"[^\W_]+")


class Account:
    """What one source says in one sentence. Each thing is read when it is asked for, once."""

    def __init__(self, evidence: Evidence, reader: "Accounts") -> None:
        self.evidence = evidence
        self.text = without_marks(evidence.text)
        self.lexicon = reader.lexicon
        self._reader = reader

    @property
    def source(self) -> str:
        return self.evidence.document.id

    @property
    def study(self) -> str | None:
        return self.evidence.document.study

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case."""
        return frozenset(_WORD.findall(self.text.casefold()))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(map(stem, self.words))

    @cached_property
    def initials(self) -> str:
        """The first letters of all words of its texts, each text apart, to find what an abbreviation stands for."""
        return " ".join(
            "".join(token.low[0] for token in text.tokens if token.stem or token.low in _SMALL) for text in self.texts
        )

    @cached_property
    def said(self) -> Sentence:
        return self._reader.read(self.text)

    @cached_property
    def texts(self) -> tuple[Sentence, Sentence, Sentence]:
        """The sentence; those before it; the title of its document, its heading and its study."""
        passage, document = self.evidence.passage, self.evidence.document
        here = next((i for i, span in enumerate(passage.sentences) if span == self.evidence.span), 0)
        before = " ".join(without_marks(passage.sentence(i)) for i in range(max(0, here - _BEFORE), here))
        about = " ; ".join(filter(None, (document.title, *passage.section, document.study)))
        return self.said, self._reader.read(before), self._reader.read(about)

    @cached_property
    def medicines(self) -> tuple[Sequence[Medicine], Sequence[Medicine], Sequence[Medicine]]:
        """Those of each of the texts."""
        said, before, about = (self._reader.medicines(text.text) for text in self.texts)
        return said, before, about

    @cached_property
    def every_medicine(self) -> Sequence[Medicine]:
        return [medicine for named in self.medicines for medicine in named]

    @cached_property
    def named(self) -> Sequence[Medicine]:
        """The medicines of the sentence; where it names none, those of its title, else those that it takes up."""
        said, before, about = self.medicines
        return said or about or (before if takes_up(self.said) else ())

    @cached_property
    def prescribes(self) -> bool:
        return prescribes(self.text, self.evidence.document.kind)

    @cached_property
    def circumstances(self) -> Values:
        _, *around = self.texts
        return of_surroundings(of_text(self.text), *around)

    @cached_property
    def special(self) -> frozenset[str]:
        """The patients apart that it speaks of; a guideline may speak of others in the sentence before."""
        said, before, about = self.texts
        takes = self.evidence.document.kind not in RULING or takes_up(said)
        return special(said) | special(about) | (special(before) if takes else frozenset())

    @cached_property
    def takes_in_all(self) -> bool:
        return takes_in_all(self.said)

    @cached_property
    def doses(self) -> Sequence[Dose]:
        return doses(self.said, self.medicines)

    @cached_property
    def intervals(self) -> Sequence[Interval]:
        return intervals(self.said, self.lexicon)

    @cached_property
    def stances(self) -> Sequence[Stance]:
        return stances(self.said)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        return findings(self.said, self.lexicon)

    @cached_property
    def arms(self) -> Arms:
        """Of the sentence; where it names neither a medicine nor an arm of nothing, of the nearest text that does."""
        read = [arms(text, named) for text, named in zip(self.texts, self.medicines, strict=True)]
        return next((one for one in read if one.passive or one.medicines), read[0])


class Accounts:
    """Reads sentences of sources, and remembers them: the same ones answer many questions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.medicines_of = Medicines(lexicon).of
        self.read: Callable[[str], Sentence] = lru_cache(_REMEMBERED)(lambda text: Sentence(text, lexicon.synonyms))
        self.medicines: Callable[[str], Sequence[Medicine]] = lru_cache(_REMEMBERED)(
            lambda text: self.medicines_of(self.read(text))
        )
        self.of: Callable[[Evidence], Account] = lru_cache(_REMEMBERED)(lambda evidence: Account(evidence, self))
