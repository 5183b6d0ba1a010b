"""The type a document is set in: that of its text, and what stands out against it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.parsers.pdf.captions import names_figure, names_table
from ingest.parsers.pdf.page import Font, Line, Page

_NUMBER = re.compile(r"(?:(?:chapter|section|part)\s+)?(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S", re.IGNORECASE)
_NUMBERING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+")
_COMMON = 0.1
"""Of the document's signs: a type so frequent is one of running text."""


@dataclass(frozen=True, slots=True)
class Typography:
    """`body`: the type of most of the text; `common`: names of all types that running text is set in."""

    body: Font
    common: frozenset[str]

    def stands_out(self, font: Font) -> bool:
        """Whether a line in this type, alone, may be a heading."""
        if font.size > 1.08 * self.body.size:
            return True
        return font.size >= 0.75 * self.body.size and (font.bold or font.name not in self.common)

    def is_heading(self, lines: Sequence[Line]) -> bool:
        """Whether the lines of a paragraph are a heading: few, in one type that stands out, and no sentence."""
        text = " ".join(line.plain for line in lines)
        if len(lines) > 4 or len(text) > 160 or not _heads(text) or any(line.plain.endswith(":") for line in lines):
            return False
        return all(uniform(line) for line in lines) and self.stands_out(lines[0].font)


def uniform(line: Line) -> bool:
    """Whether a line is set in one type, but for odd signs."""
    other = sum(len(word.text) for word in line.words if word.font.name != line.font.name)
    raised = any(word.font.size < 0.8 * line.size for word in line.words)
    return not raised and other <= 0.05 * len(line.plain)


def number_of(text: str) -> tuple[int, ...]:
    """The number of a numbered heading: (2, 1) of "2.1. Aim"; empty where there is none."""
    match = _NUMBER.match(text)
    return tuple(map(int, match[1].split("."))) if match else ()


def _heads(text: str) -> bool:
    words = _NUMBERING.sub("", text)
    letters = sum(sign.isalpha() for sign in words)
    if letters < 3 or letters < 0.5 * len(words.replace(" ", "")) or not words.lstrip("“‘\"'(")[:1].isupper():
        return False
    if text.endswith((",", ";", ":", "-")) or (text.endswith(".") and not text.endswith("etc.")):
        return False
    return text.count(",") < 4 and not names_table(text) and not names_figure(text)


def typography(pages: Iterable[Page]) -> Typography | None:
    """None where no page has text."""
    fonts: Counter[Font] = Counter()
    names: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            for word in line.words:
                fonts[word.font] += len(word.text)
                names[word.font.name] += len(word.text)
    if not fonts:
        return None
    body = fonts.most_common(1)[0][0]
    least = _COMMON * names.total()
    return Typography(body, frozenset([body.name, *(name for name, count in names.items() if count > least)]))
