"""The words of a text as a name could be made of them, with their shapes."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from service.answering.identifiers.known_names import fold

Shape = Literal["title", "capitals", "initial", "small", "mixed"]
_WORD = re.compile(r"(?<![\w/])[^\W\d_]+(?:[-'’][^\W\d_]+)*(?!\w|-\d)")
_NAME_LIKE = re.compile(r"(?:(?:Mc|Mac|Fitz|De|Di|Du|La|Le|Van|[OD]['’])?[^\W\d_][^\WA-Z\d_]+[-'’]?)+")
_OWNER = re.compile(r"['’]s?$")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;\n]|[-–—]\s)[\s\"'“”‘’(\[]*$")
LONGEST = 5
"""A name of so many words is looked at, not more."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its possessive ending left out; `start` and `end` are code points in the text."""

    text: str
    start: int
    end: int
    shape: Shape
    owns: bool
    opens: bool
    """It is the first of a sentence, where any word has a capital."""

    @property
    def key(self) -> str:
        return fold(self.text)


def words_of(text: str) -> list[Word]:
    return [_word(text, match) for match in _WORD.finditer(text)]


def _word(text: str, match: re.Match[str]) -> Word:
    said = _OWNER.sub("", match[0]) if len(match[0]) > 2 else match[0]
    opens = _SENTENCE_ENDS.search(text[max(0, match.start() - 12) : match.start()]) is not None
    return Word(said, match.start(), match.start() + len(said), _shape(said), said != match[0], opens)


def _shape(word: str) -> Shape:
    first = word[0]
    if unicodedata.category(first) == "Lo":  # a script without capitals
        return "title"
    if not first.isupper():
        return "small"
    if len(word) == 1:
        return "initial"
    if word.isupper():
        return "capitals"
    # IgE and its like are no names.
    return "title" if _NAME_LIKE.fullmatch(word) else "mixed"


def run(
    text: str, words: Sequence[Word], first: int, fits: Callable[[Word, bool], bool], particles: frozenset[str]
) -> Sequence[Word]:
    """The words from `first` on that one name could be made of, `fits(word, is_first)` saying of each whether it may.

    They stand side by side, initials with their full stops; particles stand between them, and what owns something
    ends the name.
    """
    found: list[Word] = []
    for word in words[first : first + LONGEST]:
        if found and not _beside(text, found[-1], word):
            break
        if word.shape == "small" and found and word.key in particles:
            found.append(word)
            continue
        if not fits(word, not found):
            break
        found.append(word)
        if word.owns:
            break
    while found and (found[-1].shape == "small" and found[-1].key in particles):
        found.pop()
    return found


def _beside(text: str, before: Word, word: Word) -> bool:
    between = text[before.end : word.start]
    return between in {" ", "-"} or (before.shape == "initial" and between in {".", ". "})
