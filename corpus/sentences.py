"""Sentence boundaries, by one splitter for ingest and for answers, so that offsets always agree.

The splitter is syntok: pure Python, keeps offsets, and leaves "vs.", "et al.", "e.g.", "(Fig. 2)", "p<0.05",
decimals and names such as "PR.21" alone (checked in tests/corpus/test_sentences.py). It also cuts after some
semicolons; a part that no full stop, question or exclamation mark ends is joined to the next, so that a quote
is never half a sentence.
"""

import re
from collections.abc import Iterable, Iterator

from syntok import segmenter

from corpus.documents import Span

_ENDED = re.compile(r"""[.!?…。][)\]"'”’»]*$""")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space between them. Line breaks end a sentence."""
    spans: list[Span] = []
    offset = 0
    for line in text.split("\n"):
        parts = [
            Span(sentence[0].offset, sentence[-1].offset + len(sentence[-1].value))
            for paragraph in segmenter.analyze(line)
            for sentence in paragraph
            if sentence
        ]
        spans.extend(Span(offset + part.start, offset + part.end) for part in _joined(line, parts))
        offset += len(line) + 1
    return tuple(spans)


def _joined(line: str, parts: Iterable[Span]) -> Iterator[Span]:
    open_part: Span | None = None
    for part in parts:
        whole = part if open_part is None else Span(open_part.start, part.end)
        if _ENDED.search(line[whole.start : whole.end]):
            yield whole
            open_part = None
        else:
            open_part = whole
    if open_part is not None:
        yield open_part
