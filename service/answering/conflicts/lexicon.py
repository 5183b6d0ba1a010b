"""The words by which sentences are compared: of general medicine (reading/words), and those that a library adds."""

from collections.abc import Sequence
from functools import cache

from service.answering.reading.phrases import PhraseFinder
from service.answering.reading.synonyms import Synonyms, general
from service.answering.reading.words import words

Groups = Sequence[Sequence[str]]


def key_of(group: Sequence[str]) -> str:
    """The key that `Synonyms` gives to all members of a group."""
    return "=" + "|".join(sorted(group))


class Lexicon:
    """Synonyms of general English, of medicines, of what studies measure, of tests and procedures, and of a library."""

    def __init__(self, equivalents: Groups = (), vocabulary: Groups = ()) -> None:
        """`equivalents` claim the same; `vocabulary` is what readers say for it, and only widens a question."""
        outcomes, tests = words("outcomes")["outcomes"], words("things")["tests"]
        procedures = words("things")["procedures"]
        self.synonyms: Synonyms = general().with_groups([*outcomes, *tests, *procedures, *_medicines(), *equivalents])
        self.equivalents, self.vocabulary = equivalents, vocabulary
        self.outcomes = frozenset(map(key_of, outcomes))
        self.tests = frozenset(map(key_of, tests))
        self.kinds = (self.tests, frozenset(map(key_of, procedures)))
        """What is done to patients besides medicines: tests, procedures."""


def _medicines() -> list[Sequence[str]]:
    """Classes, names of the same, and names of more than a word, which are read as one."""
    entries = words("medicines")
    classes = [entry["called"] for entry in entries if "called" in entry]
    same = [group for entry in entries for group in entry.get("same", ())]
    long = [[name] for entry in entries for name in entry.get("members", ()) if not name.isalpha()]
    return [*classes, *same, *long]


@cache
def finder(table: str, *names: str) -> PhraseFinder:
    """Finds the phrases of some lists of a table; the key of a mention is the name of its list."""
    return PhraseFinder({name: words(table)[name] for name in names})


@cache
def first_words(table: str, *names: str) -> frozenset[str]:
    """The words that the phrases of some lists begin with: a text that has none of them holds no such phrase."""
    return frozenset(phrase.casefold().split()[0].split("-")[0] for name in names for phrase in words(table)[name])
