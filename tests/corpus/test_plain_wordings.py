"""The plain wordings of the shipped sources: of the same facts as the sentences they word, and nothing more."""

import re
import statistics

import pytest
import textstat

from corpus.embeddings import make_embedder
from corpus.settings import CorpusSettings
from ingest.content import read_scope
from ingest.sources import SCOPE_FILE
from service.answering.entailment import OnnxEntailment
from service.answering.evidence import Grounding
from service.answering.grounding import Verifier
from service.answering.types import Evidence

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def grounding():
    settings = CorpusSettings()
    scope = read_scope(settings.sources / SCOPE_FILE)
    embedder = make_embedder(settings.embedder, settings.embedder_dtype)
    return Grounding(Verifier(scope.equivalents, embedder, OnnxEntailment(), scope.opposites))


def worded(sources):
    return [(name, line) for name, source in sources.items() for line in source.lines if line.plain]


def test_most_statements_have_a_plain_wording_and_each_is_read(sources):
    read = [wording.text for source in sources.values() for wording in source.parsed.document.plain]
    assert read == [line.plain[1] for _, line in worded(sources)]
    assert len(read) > 0.8 * sum(len(source.lines) for source in sources.values())


def test_a_plain_wording_is_of_the_same_fact_and_adds_no_number(sources):
    for name, line in worded(sources):
        fact, text = line.plain
        assert fact == line.fact, name
        assert set(NUMBER.findall(text)) <= set(NUMBER.findall(line.text)), text


def test_a_plain_wording_keeps_a_figure_where_the_sentence_is_about_figures(sources):
    bare = [line.fact for _, line in worded(sources) if len(NUMBER.findall(line.text)) > 3]
    kept = [line.fact for _, line in worded(sources) if line.fact in bare and NUMBER.search(line.plain[1])]
    assert len(kept) >= 0.95 * len(bare)


def test_the_verifier_finds_every_plain_wording_supported_by_its_sentence(sources, grounding):
    refused = {}
    for name, source in sources.items():
        document = source.parsed.document
        sentences = {
            passage.sentence(i): (passage, i)
            for passage in source.parsed.passages
            for i in range(len(passage.sentences))
        }
        for wording in document.plain:
            passage, index = sentences[wording.of]
            judged = grounding.judge(wording.text, [Evidence(passage, document, passage.sentences[index])])
            if judged.verdict != "supported":
                refused[name, wording.text] = judged.reason
    assert not refused


def test_plain_wordings_are_easier_to_read_than_what_they_word(sources):
    grade = textstat.textstat.flesch_kincaid_grade
    plain = [grade(line.plain[1]) for _, line in worded(sources)]
    clinical = [grade(line.text) for _, line in worded(sources)]
    assert statistics.median(plain) <= 9 < statistics.median(clinical)
