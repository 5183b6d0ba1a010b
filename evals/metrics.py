"""What is measured about an answer. Each function says what it returns and where its idea comes from."""

import re
from collections.abc import Iterable, Mapping

import textstat

from corpus.documents import Passage
from service.answering.types import Reply

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z]{4,}")
_MARKER = re.compile(r"\[(\d+)\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
WINDOW = 3
WORD_SHARE = 0.4


def cited_documents(reply: Reply, wanted: Iterable[str]) -> float:
    """Share of the wanted documents that the answer cites (recall of sources)."""
    cited = {citation.source.id for citation in reply.citations}
    names = list(wanted)
    return sum(name in cited for name in names) / len(names)


def key_fact_present(fact: str, text: str) -> bool:
    """All numbers of the fact and two fifths of its words stand together within three sentences of the text.

    Blind to who did what: it finds missing facts, it cannot prove a right one.
    """
    numbers, words = set(_NUMBER.findall(fact)), {word[:5] for word in _WORD.findall(fact.lower())}
    sentences = [part for part in _SENTENCE.split(_MARKER.sub("", text)) if part]
    for start in range(max(1, len(sentences) - WINDOW + 1)):
        window = " ".join(sentences[start : start + WINDOW])
        held = {word[:5] for word in _WORD.findall(window.lower())}
        if numbers <= set(_NUMBER.findall(window)) and len(words & held) >= WORD_SHARE * len(words):
            return True
    return False


def missed_facts(reply: Reply, facts: Iterable[str]) -> list[str]:
    """The key facts that are not in the text."""
    return [fact for fact in facts if not key_fact_present(fact, reply.text)]


def grade(reply: Reply) -> float:
    """The US school grade that the statements ask for (Flesch-Kincaid, by textstat)."""
    text = " ".join(statement.text for statement in reply.statements)
    return float(textstat.textstat.flesch_kincaid_grade(text))


def citation_faults(reply: Reply, passages: Mapping[str, Passage]) -> list[str]:
    """What is wrong with markers, numbers, quotes or offsets; none is the only good value."""
    faults: list[str] = []
    numbers = [citation.number for citation in reply.citations]
    marked = list(dict.fromkeys(int(number) for number in _MARKER.findall(reply.text)))
    if numbers != list(range(1, len(numbers) + 1)):
        faults.append(f"citation numbers are {numbers}")
    if marked != numbers:
        faults.append(f"markers in order of first use are {marked}, citations {numbers}")
    if len({citation.source.id for citation in reply.citations}) != len(numbers):
        faults.append("a source has two numbers")
    quotes = {quote.id: (citation.number, quote) for citation in reply.citations for quote in citation.quotes}
    for _, quote in quotes.values():
        passage = passages.get(quote.passage_id)
        if passage is None or passage.text[quote.start : quote.end] != quote.text:
            faults.append(f"{quote.id} is not verbatim at its offsets")
    for statement in reply.statements:
        if reply.text[statement.start : statement.end] != statement.text:
            faults.append(f"a statement is not at its offsets: {statement.text[:40]}")
        if not statement.quotes or any(quote not in quotes for quote in statement.quotes):
            faults.append(f"a statement has no quote: {statement.text[:40]}")
        elif {quotes[quote][0] for quote in statement.quotes} != set(statement.citations):
            faults.append(f"a statement's quotes and numbers disagree: {statement.text[:40]}")
    return faults
