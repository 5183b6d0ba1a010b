"""Reads running text with marks, piece by piece, into sentences. Tolerant: models keep to no format for long."""

import html
import re
from collections.abc import Collection, Iterator

from corpus.sentences import sentence_spans
from service.answering.writing.marks import Marked, Marks
from service.answering.writing.written import Written

_BULLET = re.compile(r"^\s*(?:[-*\u2022\u2013]|\(?\d{1,2}[.)])\s+")
_NO_TEXT = ("#", "```")
_TAG = re.compile(r"</?[A-Za-z]\w*>")
_EMPHASIS = re.compile(r"\*\*|__|`")
_SPACE = re.compile(r"\s+")
FEWEST_WORDS = 3
"""What is shorter is no statement: "Answer:", "In summary"."""


class TaggedReader:
    """Feed it text in any pieces: which sentences come out, and how, does not depend on where it was cut."""

    def __init__(self, keys: Collection[str]) -> None:
        self._marks = Marks(keys)
        self._line = ""
        self._begun = False
        """Whether sentences of this line are out already."""

    def feed(self, piece: str) -> list[Written]:
        """The sentences that are complete with this piece."""
        self._line += piece
        found: list[Written] = []
        while "\n" in self._line:
            line, self._line = self._line.split("\n", 1)
            found.extend(self._read(line))
            self._begun = False
        if self._is_text(self._line):
            ready = list(self._marks.stretches(self._line, whole=False))
            if ready:
                found.extend(written for stretch in ready for written in sentences(stretch))
                self._line, self._begun = self._line[ready[-1].end :], True
        return found

    def finish(self) -> list[Written]:
        """What is left when no more will come."""
        line, self._line = self._line, ""
        return list(self._read(line))

    def _read(self, line: str) -> Iterator[Written]:
        if self._is_text(line):
            for stretch in self._marks.stretches(line):
                yield from sentences(stretch)

    def _is_text(self, line: str) -> bool:
        return self._begun or not line.lstrip().startswith(_NO_TEXT)


def sentences(stretch: Marked) -> Iterator[Written]:
    """The sentences of a stretch, each resting on what the marks behind it name."""
    text = _TAG.sub(" ", _EMPHASIS.sub("", _BULLET.sub("", stretch.text)))
    plain = _SPACE.sub(" ", html.unescape(text)).strip()
    for span in sentence_spans(plain):
        sentence = plain[span.start : span.end]
        if len(sentence.split()) >= FEWEST_WORDS and not sentence.endswith(":"):
            yield Written(sentence, stretch.keys)
