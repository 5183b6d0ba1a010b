"""Sentence boundaries, by one splitter for ingest and for answers, so that offsets always agree.

The splitter is syntok: pure Python, keeps offsets, and leaves "vs.", "et al.", "e.g.", "(Fig. 2)", "p<0.05",
decimals and names such as "PR.21" alone (checked in tests/corpus/test_sentences.py).
"""

from syntok import segmenter

from corpus.documents import Span


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space between them. Line breaks end a sentence."""
    spans: list[Span] = []
    offset = 0
    for line in text.split("\n"):
        for paragraph in segmenter.analyze(line):
            spans.extend(
                Span(offset + sentence[0].offset, offset + sentence[-1].offset + len(sentence[-1].value))
                for sentence in paragraph
                if sentence
            )
        offset += len(line) + 1
    return tuple(spans)
