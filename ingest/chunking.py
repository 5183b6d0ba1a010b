"""Sections to passages: whole sentences of one section, with stable ids and offsets. Pure."""

import hashlib
from collections.abc import Iterator, Sequence

from corpus.documents import Passage, Section, Span
from corpus.sentences import sentence_spans

CHUNKER = "sentences/1"
MAX_WORDS = 110
"""About 200 word pieces of clinical text, within the 256 that MiniLM reads."""


def chunk(document_id: str, sections: Sequence[Section]) -> Iterator[Passage]:
    """The passages of a document in reading order. A single sentence longer than the limit stays whole."""
    seen: dict[str, int] = {}
    ordinal = 0
    for section in sections:
        for sentences in _pack(section.text):
            start, end = sentences[0].start, sentences[-1].end
            text = section.text[start:end]
            content = "\0".join((document_id, *section.path, text))
            repeat = seen[content] = seen.get(content, -1) + 1
            yield Passage(
                id=_passage_id(content, repeat),
                document_id=document_id,
                ordinal=ordinal,
                section=section.path,
                text=text,
                start=start,
                end=end,
                sentences=tuple(Span(s.start - start, s.end - start) for s in sentences),
                page=section.page,
                evidence_level=section.evidence_level,
                superseded_by=section.superseded_by,
            )
            ordinal += 1


def _pack(text: str) -> Iterator[list[Span]]:
    """Sentences in runs of about equal length, each of at most MAX_WORDS words."""
    spans = sentence_spans(text)
    total = sum(_words(text, span) for span in spans)
    target = total / max(1, -(-total // MAX_WORDS))
    run: list[Span] = []
    words = 0
    for span in spans:
        size = _words(text, span)
        if run and (words + size > MAX_WORDS or words + size / 2 > target):
            yield run
            run, words = [], 0
        run.append(span)
        words += size
    if run:
        yield run


def _words(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split())


def _passage_id(content: str, repeat: int) -> str:
    suffix = f"\0{repeat}" if repeat else ""
    return "psg_" + hashlib.sha256((content + suffix).encode()).hexdigest()[:24]
