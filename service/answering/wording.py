"""How free text is read: normalised sentences, small word patterns, and whether a match is meant here and now.

Everything about a subject or a language is data handed in; this file knows only the pattern language:

    word      that word              word*    a word that begins so        word~    that word, misspelt too
    {name}    any wording of a list  #        one digit (also 3#)          a|b      either word
    a | b c   either group of words; binds closer than the two below
    a .. b    b after a, with at most three words between
    a + b     in either order in one sentence, with at most eight words between
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from rapidfuzz.distance import OSA

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|,")
_STOP = re.compile(r"[!?;\n\r\u2026]|\.(?!\d)")
_ATOM = re.compile(r"\{(\w+)\}|([^\W_]+|[\d#]+(?:\.[\d#]+)?)([*~]?)")
_NEAR, _FAR, _RECENT = 3, 8, 16


class WordingError(ValueError):
    """A pattern cannot be read; the message says which and why."""


def plain(text: str) -> str:
    """Fold case and width; drop apostrophes of every kind and invisible characters: CAN'T and cant are one word."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return re.sub(r"['`\u2018\u2019\u02bc\u00b4]", "", text)


class Speller:
    """Puts misspelt words right, for the few words where a miss would matter.

    Only words that the data marks with ~ are tolerant, because a tolerance for all of them turns an "infection" into
    an "injection". One slip (a letter too many, too few, wrong, or two swapped), two from 10 letters; the first letter
    must be right. rapidfuzz, because difflib knows no swapped letters and is far too slow for every word of a question.
    """

    def __init__(self, tolerant: Iterable[str], known: Iterable[str]) -> None:
        self._tolerant = sorted(set(tolerant))
        self._known = frozenset(known) | frozenset(self._tolerant)

    def correct(self, word: str) -> str:
        """The tolerant word that this one is a slip of, or the word itself."""
        if len(word) < 5 or word in self._known:
            return word
        for wanted in self._tolerant:
            slips = 2 if len(wanted) >= 10 else 1
            if wanted[0] == word[0] and OSA.distance(wanted, word, score_cutoff=slips) <= slips:
                return wanted
        return word


def sentences(text: str, speller: Speller) -> Iterator[str]:
    """The sentences of a text as words and commas, each followed by one space."""
    # A line that goes on in lower case was wrapped, so it ends a phrase and no sentence.
    text = plain(re.sub(r"\s*\n\s*(?=[a-z])", " , ", text)).replace("&", " and ")
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    for part in _STOP.split(re.sub(r"\s[-\u2013\u2014]+\s|[():\u2014]", " , ", text)):
        words = [speller.correct(token) for token in _TOKEN.findall(part)]
        if words:
            yield " ".join(words) + " "


class Patterns:
    """Compiles patterns over named word lists. Words in `never_between` cannot stand inside a match.

    Raises WordingError for a pattern or a list that cannot be read.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]], never_between: Sequence[str] = ()) -> None:
        self.literals: set[str] = set()
        self.tolerant: set[str] = set()
        self._lists: dict[str, str] = {}
        barred = "|".join(self._phrase(word) for word in never_between) or "(?!)"
        self._gap = f"(?:, )*(?:(?!{barred})" + r"[^ ,]+ (?:, )*){0,%d}?"
        for name, wordings in lists.items():
            if not wordings:
                raise WordingError(f"the word list {name!r} is empty")
            self._lists[name] = "(?:" + "|".join(self._phrase(wording) for wording in wordings) + ")"

    def compile(self, patterns: Sequence[str]) -> re.Pattern[str]:
        """One expression that finds any of the patterns in a sentence of `sentences`; finds nothing for none."""
        wanted = []
        for pattern in patterns:
            parts = [self._phrase(part) for part in pattern.split(" + ")]
            if len(parts) > 3:
                raise WordingError(f"{pattern!r} joins more than three parts")
            wanted += [(self._gap % _FAR).join(order) for order in permutations(parts)]
        return re.compile(r"(?<![^ ])(?:" + ("|".join(wanted) or "(?!)") + ")")

    def _phrase(self, phrase: str) -> str:
        steps = [step.split(" | ") for step in plain(phrase).split(" .. ")]
        either = ["(?:" + "|".join(map(self._sequence, step)) + ")" for step in steps]
        return (self._gap % _NEAR).join(either) if len(either) > 1 else either[0]

    def _sequence(self, words: str) -> str:
        if not words.split():
            raise WordingError("a pattern or a part of it is empty")
        return "".join("(?:" + "|".join(map(self._word, word.split("|"))) + ")" for word in words.split())

    def _word(self, word: str) -> str:
        if word == ",":
            return ", "
        atom = _ATOM.fullmatch(word)
        if not atom or not (atom[1] or _TOKEN.fullmatch(atom[2].replace("#", "0"))):
            raise WordingError(f"{word!r} is not a word, word*, word~, a number or {{list}}")
        name, literal, mark = atom.groups()
        if name:
            if name not in self._lists:
                raise WordingError(f"there is no word list {name!r}")
            return self._lists[name]
        self.literals.add(literal)
        if mark == "~":
            self.tolerant.add(literal)
        return re.escape(literal).replace(r"\#", r"\d") + ("[^ ]* " if mark == "*" else " ")


CUES = frozenset(
    [
        *("denied_list", "denied", "denied_next", "not_denied", "denial_end", "turn", "join", "or"),
        *("asked", "asked_opening", "person", "asserting", "supposed", "settled"),
        *("past", "present", "returned", "live", "not_live"),
    ]
)


class Reading:
    """Is a match meant, here and now, or is it denied, asked about in general, supposed, or long past?

    `cues` holds the wordings for each name of CUES; raises WordingError when one is missing or unknown.
    """

    def __init__(self, cues: Mapping[str, Sequence[str]], patterns: Patterns) -> None:
        if set(cues) != set(CUES):
            raise WordingError(f"cues: missing or unknown: {', '.join(sorted(set(cues) ^ set(CUES)))}")
        self._cues = {name: patterns.compile(cues[name]) for name in CUES}
        self._cues["denial_end"] = patterns.compile([*cues["turn"], *cues["denial_end"]])
        self._break = patterns.compile([*cues["turn"], *cues["join"]])

    def join(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """The sentences, where one that takes up its predecessor ("Now it is back.") is made one with it."""
        joined: list[str] = []
        for sentence in sentences:
            if joined and self._cues["returned"].match(sentence):
                joined[-1] += ", " + sentence
            else:
                joined.append(sentence)
        return tuple(joined)

    def denies(self, sentence: str, match: re.Match[str]) -> bool:
        """Whether a denial before the match reaches it; how far each kind reaches is told beside the cues."""
        # No denial reaches over more words than these; without the bound, a long sentence costs its square.
        recent = " ".join(sentence[: match.start()].split(" ")[-_RECENT:])
        before = self._cues["not_denied"].sub("", recent)
        for name, reach in (("denied_list", 9), ("denied", 6), ("denied_next", 2)):
            for cue in self._cues[name].finditer(before):
                between = before[cue.end() :]
                if len(between.split()) > reach or self._has("denial_end", between):
                    continue
                if name == "denied_list" or "," not in between:
                    return True
                if name == "denied" and self._is_list(between, match[0], sentence[match.end() :]):
                    return True
        return False

    def is_now(self, sentence: str, match: re.Match[str]) -> bool:
        """False for what is past, asked in general, supposed or over; a live cue outweighs the last three."""
        clause = self._clause(sentence, match)
        if self._has("past", clause) and not self._is_live(clause) and not self._has("present", match[0]):
            return self._has("returned", sentence)
        if self._is_live(sentence):
            return True
        thought = max(_last(self._cues["turn"], sentence, match.start()), sentence.rfind(", ", 0, match.start()) + 1)
        lead = sentence[thought : match.end()]
        asked = list(self._cues["asked"].finditer(lead))
        if asked and not self._has("asserting", lead[asked[-1].end() :]):
            return False
        if self._has("supposed", lead) or self._has("settled", sentence[match.end() :]):
            return False
        return not self._cues["asked_opening"].match(sentence) or self._has("person", sentence)

    def _is_live(self, text: str) -> bool:
        return self._has("live", self._cues["not_live"].sub("", text))

    def _is_list(self, between: str, matched: str, after: str) -> bool:
        # "no fever, chills or rash" is one denial; "no energy, chest hurts" is a denial and then a complaint.
        closed = self._has("or", between) or self._cues["or"].match(after) is not None
        return closed and not self._has("present", between + matched)

    def _clause(self, sentence: str, match: re.Match[str]) -> str:
        after = self._break.search(sentence, match.end())
        return sentence[_last(self._break, sentence, match.start()) : after.start() if after else None]

    def _has(self, cue: str, text: str) -> bool:
        return bool(self._cues[cue].search(text))


def _last(pattern: re.Pattern[str], text: str, end: int) -> int:
    return max((match.end() for match in pattern.finditer(text, 0, end)), default=0)
