"""Printed lines to running text: raised signs marked, words that a line end divides put together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wordfreq import zipf_frequency

from ingest.parsers.pdf.page import Line, Page, Word
from ingest.parsers.text import superscript

_CITATION = re.compile(r"\d{1,3}(?:\s?[,–−-]\s?\d{1,3})*,?[*†‡§¶#]?")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_NOTE = re.compile(r"[a-z](?:,[a-z])*,?")
_ORDINAL = re.compile(r"st|nd|rd|th")
_POWER = re.compile(r"[+−–-]?\d{1,2}")
_BEFORE_POWER = re.compile(r"(?:^|[^A-Za-z\d])(?:[mcdkµμn]?m|[mcd]?[lL]|kg|s|min|h|[RrIχ]|10)$")
"""What an exponent follows: a unit, a statistic (I², R², χ²), ten."""
_DIVIDED = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|bis|et|ou)\b")
"""Goes on after a hyphen that stands for a word left out: "low- and high-risk"."""
_PREFIX = re.compile(
    r"(?:anti|auto|bio|cardio|chemo|co|counter|cyto|hyper|hypo|immuno|inter|intra|macro|meta|micro|multi|neuro|non|over"
    r"|patho|peri|pharmaco|poly|post|pre|pseudo|psycho|radio|re|de|un|dis|retro"
    r"|semi|sub|super|supra|trans|ultra|under)", re.IGNORECASE
)  # fmt: skip
_SUFFIX = re.compile(r"ed|ing|able|ible|less|ness|ment|ments|tion|sion|ers|ance|ally|ity|ies|ly|est|ism|ist|ful")
_SMALL = frozenset(["to", "of", "in", "on", "by", "the", "and", "for", "up", "a", "at", "per"])
_FIRST_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def line_text(line: Line) -> str:
    """The text of a line: a raised citation as " [12]", an exponent as superscript signs, the rest plain."""
    text = ""
    words = list(_whole_marks(line))
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        if _raised(word, line):
            text += _raised_text(word, following, text)
            if index == 0 and not _is_mass_number(word, following, ""):
                text += " "  # the mark of a note
        else:
            text += f" {word.text}" if word.spaced or _after_citation(text, word) else word.text
    return text.strip()


def _whole_marks(line: Line) -> Iterator[Word]:
    """The words of a line, raised ones that adjoin as one: a minus and a 3 may be in two fonts."""
    mark: Word | None = None
    for word in line.words:
        if mark and _raised(word, line) and not word.spaced:
            mark = replace(mark, text=mark.text + word.text, x1=word.x1)
            continue
        if mark:
            yield mark
        mark = word if _raised(word, line) else None
        if mark is None:
            yield word
    if mark:
        yield mark


def _raised(word: Word, line: Line) -> bool:
    return word.font.size < 0.86 * line.size and line.base - word.base > 0.15 * line.size


def _raised_text(word: Word, following: Word | None, before: str) -> str:
    signs = word.text
    blank = " " if word.spaced and before else ""
    if not before or _is_mass_number(word, following, before):
        return blank + signs
    if _POWER.fullmatch(signs) and _BEFORE_POWER.search(before):
        return superscript(signs, before)
    if _CITATION.fullmatch(signs) or _NOTE.fullmatch(signs):
        return f" [{signs.rstrip(',')}]"
    return signs if _ORDINAL.fullmatch(signs) else blank + superscript(signs, before)


def _is_mass_number(word: Word, following: Word | None, before: str) -> bool:
    """Raised digits before the sign of an element: "99mTc", "[18F]"."""
    if following is None or not word.text.rstrip("m").isdecimal() or not _ELEMENT.match(following.text):
        return False
    close = following.x0 - word.x1 < 0.3 * following.font.size
    return close and (word.spaced or not before[-1:].isalnum()) and before[-1:] not in ".,;:)"


def _after_citation(text: str, word: Word) -> bool:
    return text.endswith("]") and word.text[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Joiner:
    """Puts lines together. `words`: how often the document prints a word inside a line."""

    words: Counter[str]

    def join(self, lines: Iterable[str]) -> str:
        text = ""
        for line in filter(None, (line.strip() for line in lines)):
            text = self._joined(text, line) if text else line
        return text

    def _joined(self, text: str, line: str) -> str:
        if text.endswith("\u00ad"):
            return text[:-1] + line
        divided = _DIVIDED.search(text)
        if divided and _SUSPENDED.match(line):
            return f"{text} {line}"
        if divided and line[:1].isalpha():
            return (text if self._keeps_hyphen(divided[1], line) else text[:-1]) + line
        if text[-1:] in "-–—/" and not text[-2:-1].isspace() and line[:1].isalnum():
            return text + line
        return f"{text} {line}"

    def _keeps_hyphen(self, before: str, line: str) -> bool:
        """Whether a hyphen at a line end belongs to the word: as the document prints it elsewhere, else by default."""
        match = _FIRST_WORD.match(line)
        after = match[0] if match else ""
        joined, kept = (before + after).casefold(), f"{before}-{after}".casefold()
        if self.words[joined] != self.words[kept]:
            return self.words[kept] > self.words[joined]
        return _keeps_by_default(before.rsplit("-", 1)[-1], after.split("-", 1)[0], compound="-" in before)


def _keeps_by_default(before: str, after: str, *, compound: bool) -> bool:
    """Two words that English does not write as one keep the hyphen, and names and abbreviations ("PCa-")."""
    if not after[:1].islower() or not before[1:].islower():
        return True
    if compound and before in _SMALL:
        return True  # "intention-to-" "treat"
    if _PREFIX.fullmatch(before) or _SUFFIX.fullmatch(after) or zipf_frequency(before + after, "en") >= 2.2:
        return False
    return _known(before) and _known(after)


def _known(word: str) -> bool:
    """Whether a part is an English word by itself; short ones are only if they are frequent."""
    return zipf_frequency(word, "en") >= (2.0 if len(word) > 3 else 4.5)


def joiner(pages: Sequence[Page]) -> Joiner:
    """A joiner that knows the words of the document."""
    words: Counter[str] = Counter()
    cut = False
    for line in (line.plain for page in pages for line in page.lines):
        tokens = [match[0].casefold() for match in _TOKEN.finditer(line)]
        words.update(tokens[int(cut) : -1 if line.endswith("-") else None])
        cut = line.endswith("-")
    return Joiner(words)
