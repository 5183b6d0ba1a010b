"""Names of people, as a recogniser of Presidio's: by what stands before and after them, and by lists of names.

Presidio finds names with a language model; this needs none. A word is part of a name beside a cue ("my father", "Mr",
"my name is", a date of birth), or where a given name is no word of another meaning and nothing says that it stands for
a study. After a cue a name may be in small letters.
"""

from collections.abc import Callable, Sequence

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from wordfreq import zipf_frequency

from service.answering.identifiers.cues import Cues
from service.answering.identifiers.known_names import given_names, surnames
from service.answering.identifiers.rulebook import NameWords
from service.answering.identifiers.words import Word, run, words_of

_READ = 80
"""So many characters before and after a name are read."""
_RARE, _UNCOMMON, _COMMON = 3.0, 3.8, 5.2
"""Zipf frequencies in English: below the first a word may be a name that no list holds, below the second a surname in
capitals; above the third it is no surname in small letters."""
_CALLED, _SCORE = "names", 0.85


class NameRecognizer(LocalRecognizer):
    """Finds names; the entity is `name`."""

    def __init__(self, rules: NameWords) -> None:
        super().__init__(supported_entities=["name"], name=_CALLED, supported_language="en")
        self._cues = Cues(rules)
        self._particles, self._ordinary, self._never = rules.particles, rules.words, rules.never | rules.relatives
        self._small = rules.words | rules.small_words
        self._given, self._surnames = given_names() | rules.more_given, surnames()

    def load(self) -> None:
        """The lists are read when it is made."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The names in a text, in order; none overlaps another."""
        found: list[RecognizerResult] = []
        words = words_of(text)
        about_someone = self._cues.person.search(text) is not None
        for place, word in enumerate(words):
            if found and word.start < found[-1].end:
                continue
            if name := self._name(text, words, place, about_someone):
                found.append(self._result(name[0].start, name[-1].end))
        return found

    def _name(self, text: str, words: Sequence[Word], place: int, about_someone: bool) -> Sequence[Word]:
        """The name that begins here, if one does."""
        cues, start = self._cues, words[place].start
        before = text[max(0, start - _READ) : start]
        if turned := self._turned(text, words, place, before):
            return turned
        titled, doctor = cues.titled.search(before), cues.doctor.search(before)
        cued = doctor or cues.named.search(before) or cues.relative.search(before) or cues.introduced.search(before)
        if titled:
            name = self._run(text, words, place, self._fits_titled)
        elif cued or place == 0:
            name = self._run(text, words, place, self._fits_in_small)
        else:
            name = self._run(text, words, place, self._fits)
        if not name:
            return ()
        after = text[name[-1].end : name[-1].end + _READ]
        studied = cues.studied(before, after, len(name) == 1, about_someone)
        if doctor:
            clear = name[0].shape == "title" or not self._is_ordinary(name[0])
            meant = about_someone or (len(name) > 1 and cues.ends.match(after))
            return name if meant and clear and not studied else ()
        if titled or cues.named.search(before):
            return name
        of_person = cues.of_a_person.match(after) is not None
        akin = self._beside_a_relative(name, before)
        if studied and not of_person and not (akin and len(name) > 1):
            return ()
        accepted = (
            akin
            or (cues.introduced.search(before) and self._introduced(name, after))
            or (cues.signed.search(before) and cues.ends.match(after) and self._likely(name))
            or (of_person and self._likely(name) and (len(name) > 1 or name[0].shape == "title"))
            or (cues.of_kin.match(after) and self._unusual(name))
            or (cues.beside.search(before) and len(name) > 1 and self._is_given(name[0]) and self._is_surname(name[-1]))
            or self._bare(name, after, about_someone)
        )
        return name if accepted else ()

    def _beside_a_relative(self, name: Sequence[Word], before: str) -> bool:
        first = name[0]
        if not self._cues.relative.search(before) and not self._cues.labelled.search(before):
            return False
        own = self._cues.own_relative.search(before) is not None
        if self._is_given(first) or self._is_surname(first):
            return not self._is_ordinary(first) or (own and len(name) > 1 and self._is_surname(name[-1]))
        if len(name) > 1:
            return self._likely(name)
        own = own or self._cues.kin.search(before) is not None
        return own and first.shape == "title" and self._is_rare(first) and not self._is_ordinary(first)

    def _introduced(self, name: Sequence[Word], after: str) -> bool:
        if self._is_given(name[0]):
            surname = len(name) > 1 and self._is_surname(name[-1]) and not self._is_ordinary(name[-1])
            return surname or not self._is_ordinary(name[0])
        return len(name) > 1 and self._likely(name) and self._cues.goes_on.match(after) is not None

    def _unusual(self, name: Sequence[Word]) -> bool:
        clear = name[0].shape == "title" and not self._is_ordinary(name[0])
        return clear and (self._likely(name) or self._is_rare(name[0]))

    def _likely(self, name: Sequence[Word]) -> bool:
        """It has a known name among its words, an initial, or of several words a rare one and none ordinary."""
        meant = [word for word in name if word.shape != "initial" and not self._is_ordinary(word)]
        if any(self._is_given(word) or self._is_surname(word) for word in meant):
            return True
        initialled = any(word.shape == "initial" for word in name) and bool(meant)
        return initialled or (len(name) > 1 and len(meant) == len(name) and any(map(self._is_rare, meant)))

    def _bare(self, name: Sequence[Word], after: str, about_someone: bool) -> bool:
        """No cue stands before it: its given name must be known and be no other word."""
        first, last = name[0], name[-1]
        if len(name) == 1:
            return self._lone(first, after, about_someone)
        if first.shape == "title" and self._cues.owner.match(after):
            return self._likely(name)
        if all(word.shape == "small" for word in name):  # the first words of the text
            return self._is_given(first) and self._is_surname(last)
        if first.shape != "title" or not self._is_given(first):
            return False
        if self._is_ordinary(first):
            return not first.opens and self._is_surname(last) and not self._is_ordinary(last)
        return self._is_surname(last) or self._is_given(last) or self._is_rare(last) or last.shape == "initial"

    def _lone(self, word: Word, after: str, about_someone: bool) -> bool:
        """A given name alone, in a text about somebody, or where what follows is said of a person."""
        cues = self._cues
        if word.shape != "title" or not self._is_given(word) or self._is_ordinary(word) or len(word.key) < 3:
            return False
        if cues.with_capital.match(after):
            return False
        if cues.owner.match(after) or (about_someone and (not word.opens or word.owns)):
            return True
        clear = word.key not in self._small
        return (cues.does.match(after) is not None and (clear or about_someone)) or (
            clear and word.opens and cues.goes_on_about.match(after) is not None
        )

    def _turned(self, text: str, words: Sequence[Word], place: int, before: str) -> Sequence[Word]:
        """SMITH, JOHN: the surname first."""
        pair = words[place : place + 2]
        if len(pair) < 2 or text[pair[0].end : pair[1].start] != ", " or "small" in {word.shape for word in pair}:
            return ()
        surname, given = pair
        known = (surname.key in self._surnames or self._is_rare(surname)) and self._is_given(given)
        after = text[given.end : given.end + _READ]
        cued = (
            self._cues.relative.search(before) or self._cues.labelled.search(before) or self._cues.named.search(before)
        )
        return pair if known and (cued or self._cues.of_a_person.match(after)) else ()

    def _run(self, text: str, words: Sequence[Word], place: int, fits: Callable[[Word, bool], bool]) -> Sequence[Word]:
        name = run(text, words, place, fits, self._particles)
        return name if any(word.shape != "initial" for word in name) else ()

    def _fits(self, word: Word, first: bool) -> bool:
        if word.shape == "initial":
            return word.text != "I" or not first
        if word.shape == "capitals":  # else an abbreviation
            if first:
                return len(word.key) > 2 and self._is_given(word) and word.key not in self._small
            return len(word.key) > 2 and self._may_be_surname(word) and not self._is_ordinary(word)
        return word.shape == "title" and word.key not in self._never

    def _fits_in_small(self, word: Word, first: bool) -> bool:
        if word.shape != "small":
            return self._fits(word, first) or (word.shape == "capitals" and self._is_surname(word))
        if word.key in self._never or len(word.key) < 3:
            return False
        if word.key not in self._small:
            return self._is_given(word) or self._is_surname(word)
        return not first and self._is_surname(word) and zipf_frequency(word.key, "en") < _COMMON

    def _fits_titled(self, word: Word, first: bool) -> bool:
        surname = first and len(word.key) > 3 and self._is_surname(word) and word.key not in self._never
        return surname or self._fits_in_small(word, first)

    def _is_given(self, word: Word) -> bool:
        return word.key in self._given

    def _is_surname(self, word: Word) -> bool:
        return word.key in self._surnames

    def _may_be_surname(self, word: Word) -> bool:
        return self._is_surname(word) or (
            len(word.key) > 4 and zipf_frequency(word.key, "en") < _UNCOMMON and word.key not in self._never
        )

    def _is_ordinary(self, word: Word) -> bool:
        return word.key in self._ordinary

    def _is_rare(self, word: Word) -> bool:
        return zipf_frequency(word.key, "en") < _RARE

    def _result(self, start: int, end: int) -> RecognizerResult:
        explanation = AnalysisExplanation(_CALLED, _SCORE)
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: _CALLED,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return RecognizerResult("name", start, end, _SCORE, explanation, metadata)
