"""Sections to passages: whole sentences of one section, with stable ids and offsets, sized for the embedder. Pure.

A table is one passage with its caption and column names; one that is too long is split between rows first, each part
with caption and names again, so that the parts are sections of their own and every passage is a stretch of its section.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.documents import Passage, Section, Span
from corpus.sentences import sentence_spans
from ingest.measure import Measure, WordMeasure

CHUNKER = "sentences/2"
MAX_WORDS = 110
"""A passage is about one finding with what it needs: longer ones say too much for one vector."""
_MARKS = 8
"""Tokens that the embedder adds, and the stops between title, section and text."""
_LEAST = 64
"""Tokens that a passage may have however long its title is."""


def split_tables(sections: Sequence[Section], title: str, measure: Measure = WordMeasure()) -> tuple[Section, ...]:
    """The same sections, of which no table is longer than a passage may be, unless a single row is."""
    return tuple(part for section in sections for part in _parts(section, title, measure))


def chunk(
    document_id: str, sections: Sequence[Section], title: str = "", measure: Measure = WordMeasure()
) -> Iterator[Passage]:
    """The passages of a document in reading order. A single sentence longer than the limit stays whole."""
    seen: dict[str, int] = {}
    ordinal = 0
    for part, section in enumerate(sections):
        for sentences in _runs(section, _room(section, title, measure), measure):
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
                part=part,
                table=section.head > 0,
            )
            ordinal += 1


def _room(section: Section, title: str, measure: Measure) -> int:
    """How many tokens of text the embedder still reads after title and section."""
    before = measure.tokens(". ".join(filter(None, (title, " > ".join(section.path)))))
    return max(_LEAST, measure.limit - before - _MARKS)


def _parts(section: Section, title: str, measure: Measure) -> Iterator[Section]:
    lines = section.text.split("\n")
    head, rows = lines[: section.head], lines[section.head :]
    if not section.head or not rows:
        yield section
        return
    room = _room(section, title, measure) - measure.tokens("\n".join(head))
    run: list[str] = []
    for row in rows:
        if run and measure.tokens("\n".join([*run, row])) > room:
            yield replace(section, text="\n".join([*head, *run]))
            run = []
        run.append(row)
    yield replace(section, text="\n".join([*head, *run]))


def _runs(section: Section, room: int, measure: Measure) -> Iterator[list[Span]]:
    """The sentences of each passage; a table is one."""
    if section.head:
        yield _rows(section)
        return
    yield from _pack(section.text, room, measure)


def _rows(section: Section) -> list[Span]:
    """What stands above the rows, as one, and each row."""
    lines = section.text.split("\n")
    groups = ["\n".join(lines[: section.head]), *lines[section.head :]]
    spans, start = [], 0
    for group in groups:
        spans.append(Span(start, start + len(group)))
        start += len(group) + 1
    return spans


def _pack(text: str, room: int, measure: Measure) -> Iterator[list[Span]]:
    """Sentences in runs of about equal length, each of at most MAX_WORDS words and as many tokens as there is room."""
    spans = sentence_spans(text)
    total = sum(_words(text, span) for span in spans)
    target = total / max(1, -(-total // MAX_WORDS))
    run: list[Span] = []
    words = tokens = 0
    for span in spans:
        size, weight = _words(text, span), measure.tokens(text[span.start : span.end])
        if run and (words + size > MAX_WORDS or words + size / 2 > target or tokens + weight > room):
            yield run
            run, words, tokens = [], 0, 0
        run.append(span)
        words += size
        tokens += weight
    if run:
        yield run


def _words(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split())


def _passage_id(content: str, repeat: int) -> str:
    suffix = f"\0{repeat}" if repeat else ""
    return "psg_" + hashlib.sha256((content + suffix).encode()).hexdigest()[:24]
