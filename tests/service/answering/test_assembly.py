"""Numbers, quotes and offsets of an answer under construction, whatever is added to it."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Document, Passage, Span
from service.answering.assembly import Assembly
from service.answering.types import Draft, Evidence

SENTENCES = ("Dry mouth was seen in 39%.", "Fatigue: 43 % (¹⁷⁷Lu) 💊.", "Survival was 15.3 months.", "Né à 8.5 GBq.")
HEADINGS = (None, "Benefit", "Harm")


def document(name: str) -> Document:
    bibliography = {"title": name, "authors": None, "organization": "O", "year": 2024, "kind": "rct"}
    return Document(id=name, **bibliography, licence="none", text_basis="summary", as_of="2026-11")


def passage(of: str, number: int) -> Passage:
    spans, text = [], ""
    for sentence in SENTENCES[number:] + SENTENCES[:number]:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + " "
    place = {"ordinal": number, "section": ("Results", f"Part {number}"), "start": 0, "end": len(text)}
    return Passage(id=f"psg_{of}_{number}", document_id=of, text=text, sentences=tuple(spans), **place)


EVIDENCE = [
    Evidence(held, document(name), span)
    for name in ("one", "two", "three", "four")
    for held in (passage(name, 0), passage(name, 1))
    for span in held.sentences
]


@st.composite
def drafts(draw):
    """Drafts in reading order, some of which their evidence does not support."""
    made = []
    for heading in HEADINGS:
        for _ in range(draw(st.integers(0, 4))):
            evidence = draw(st.lists(st.sampled_from(EVIDENCE), min_size=0, max_size=3, unique=True))
            said = evidence[0].text if evidence else SENTENCES[0]
            made.append(
                Draft(draw(st.sampled_from([said, said, said.replace("3", "4"), ""])), tuple(evidence), heading)
            )
    return made


def parts(assembly):
    return (assembly.text, assembly.summary, assembly.sections, assembly.citations, assembly.passages)


def statements(assembly):
    return [s for section in (assembly.summary, *assembly.sections) for s in section.statements]


@given(drafts=drafts())
def test_a_draft_is_added_whole_or_changes_nothing(drafts):
    assembly = Assembly()
    for draft in drafts:
        before = parts(assembly)
        ready = assembly.add(draft)
        supported = any(draft.text == evidence.text for evidence in draft.evidence)
        assert (ready is not None) is supported
        if ready is None:
            assert parts(assembly) == before
        else:
            assert ready.statement == statements(assembly)[-1] and ready.statement.text == draft.text
            assert assembly.text.startswith(before[0])


@given(drafts=drafts())
def test_numbers_run_in_order_of_first_use_and_a_source_has_one(drafts):
    assembly = Assembly()
    for draft in drafts:
        assembly.add(draft)
    numbers = [citation.number for citation in assembly.citations]
    marked = list(dict.fromkeys(int(number) for number in re.findall(r"\[(\d+)\]", assembly.text)))
    assert numbers == marked == list(range(1, len(numbers) + 1))
    sources = [citation.source.id for citation in assembly.citations]
    assert len(set(sources)) == len(sources)


@given(drafts=drafts())
def test_every_offset_and_quote_holds(drafts):
    assembly = Assembly()
    for draft in drafts:
        assembly.add(draft)
    held = {kept.id: kept for kept in assembly.passages}
    quotes = {quote.id: (citation, quote) for citation in assembly.citations for quote in citation.quotes}
    assert sorted(quotes) == sorted(f"q{number}" for number in range(1, len(quotes) + 1))
    for citation, quote in quotes.values():
        assert held[quote.passage_id].text[quote.start : quote.end] == quote.text
        assert held[quote.passage_id].document_id == citation.source.id
    assert len({(quote.passage_id, quote.start, quote.end) for _, quote in quotes.values()}) == len(quotes)
    for statement in statements(assembly):
        assert assembly.text[statement.start : statement.end] == statement.text
        assert statement.quotes and {quotes[quote][0].number for quote in statement.quotes} == {*statement.citations}
        assert assembly.text[statement.end :].startswith("".join(f" [{number}]" for number in statement.citations))
    assert {key for statement in statements(assembly) for key in statement.quotes} == quotes.keys()


@given(drafts=drafts())
def test_what_is_announced_with_a_statement_is_final(drafts):
    assembly = Assembly()
    announced = [ready for draft in drafts if (ready := assembly.add(draft)) is not None]
    introduced = [citation for ready in announced for citation in ready.introduces]
    assert [(c.number, c.source) for c in introduced] == [(c.number, c.source) for c in assembly.citations]
    assert [ready.statement for ready in announced] == statements(assembly)
    final = {quote.id: (citation.number, quote) for citation in assembly.citations for quote in citation.quotes}
    for ready in announced:
        assert tuple(quote.id for _, quote in ready.quotes) == ready.statement.quotes
        assert all(final[quote.id] == (number, quote) for number, quote in ready.quotes)
        assert [s.heading for s in assembly.sections if ready.statement in s.statements] in ([ready.heading], [])


def test_a_sentence_quoted_twice_is_one_quote():
    assembly = Assembly()
    twice = Draft(EVIDENCE[0].text, (EVIDENCE[0],), None)
    first, second = assembly.add(twice), assembly.add(replace(twice, heading="Harm"))
    assert first.statement.quotes == second.statement.quotes == ("q1",)
    assert assembly.text == "Dry mouth was seen in 39%. [1]\n\nHarm\nDry mouth was seen in 39%. [1]"
