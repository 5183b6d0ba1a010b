"""The statements of the source files against the facts they are written from: nothing added, nothing lost."""

import re

from corpus.sentences import sentence_spans

# Digits that are part of a name and claim nothing.
_NAME = re.compile(
    r"\b\d+[A-Z][a-z]?\b(?:-[\w&]+)*"  # 177Lu-PSMA-617, 18F
    r"|\b(?:PSMA|Ga|F|lutetium|actinium|radium|samarium|strontium)-\d+\b"
    r"|\bRECIP 1\.0|\bPR\.21|\bv1\.2023"
)
# A number stands free of letters: not TA930, PCWG3, m2, 10^9.
_NUMBER = re.compile(r"(?<![A-Za-z\d.,^])\d+(?:[.,]\d+)*(?![A-Za-z\d]|[.,]\d)")
_LEANS_ON_ITS_NEIGHBOUR = re.compile(
    r"(?:It|Its|They|Their|This|That|These|Those|He|His|She|There|"
    r"The (?:trial|study|arm|panel|update|authors|comparison|same|radioligand|guideline|score|committee|population))\b"
)
_UNCERTAIN_SECTIONS = {"dosing", "dosimetry", "eligibility", "monitoring"}
_UNCERTAIN_FACTS = {"pcwg3-2016#01", "pcwg3-2016#03", "eau-2024#03", "patient-safety-pages#02"}
_MARK = "(not confirmed)"


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(_NAME.sub(" ", text)))


def _lines(sources):
    return [line for source in sources.values() for line in source.lines]


def test_the_rule_for_numbers_tells_a_claim_from_a_name():
    text = (
        "177Lu-PSMA-617 (7.4 GBq, x10^9/L, 75,000/uL) in TA930, PR.21 and RECIP 1.0: p=0.03, 2-year, 6 to 12, day-92."
    )
    assert _numbers(text) == {"7.4", "75,000", "0.03", "2", "6", "12", "92"}


def test_every_line_is_a_statement_with_the_fact_it_comes_from(sources):
    assert {name: source.stray for name, source in sources.items() if source.stray} == {}
    assert [line.fact for line in _lines(sources) if not line.heading] == []


def test_every_fact_is_stated_once_and_in_its_own_document(sources, facts):
    stated = [(name, line.fact) for name, source in sources.items() for line in source.lines]
    assert sorted(stated) == sorted((fact["doc_id"], key) for key, fact in facts.items())


def test_every_number_of_a_statement_is_in_its_fact(sources, facts):
    added = {line.fact: _numbers(line.text) - _numbers(facts[line.fact]["fact"]) for line in _lines(sources)}
    assert {fact: numbers for fact, numbers in added.items() if numbers} == {}


def test_every_number_of_a_fact_is_in_its_statement(sources, facts):
    lost = {line.fact: _numbers(facts[line.fact]["fact"]) - _numbers(line.text) for line in _lines(sources)}
    assert {fact: numbers for fact, numbers in lost.items() if numbers} == {}


def test_exactly_the_uncertain_facts_are_marked_as_not_confirmed(sources, facts):
    uncertain = _UNCERTAIN_FACTS | {
        key for key, fact in facts.items() if fact["confidence"] == "medium" and fact["section"] in _UNCERTAIN_SECTIONS
    }
    assert {line.fact for line in _lines(sources) if "not confirmed" in line.text} == uncertain


def test_the_mark_stands_inside_a_sentence_so_that_a_quote_keeps_it(sources):
    marked = [line for line in _lines(sources) if _MARK in line.text]
    for line in marked:
        sentences = [line.text[span.start : span.end] for span in sentence_spans(line.text)]
        assert any(_MARK in sentence and not sentence.startswith(_MARK) for sentence in sentences), line


def test_every_sentence_can_be_quoted_alone(sources):
    for line in _lines(sources):
        for span in sentence_spans(line.text):
            sentence = line.text[span.start : span.end]
            assert not _LEANS_ON_ITS_NEIGHBOUR.match(sentence), (line.fact, sentence)
            assert sentence.endswith(".") and len(sentence.split()) >= 6, (line.fact, sentence)
