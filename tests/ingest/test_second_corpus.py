"""A library about something else: other formats and another `corpus.yaml`, and the same service answers from it."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from corpus.embeddings import Embedder
from corpus.settings import CorpusSettings
from corpus.versions import VersionStore
from ingest.pipeline import build
from ingest.progress import Silent
from service import bootstrap
from service.answering.types import Question, Reply
from service.settings import ServiceSettings

SAMPLES = Path(__file__).parent / "samples"
FILES = ("jats/pntd.0002065.nxml", "clinicaltrials-gov-v2/NCT04175379.json", "pubmed-xml/pubmed-29768149.xml")
SCOPE = {
    "subject": "fever of livestock, breathing under anaesthesia and asthma",
    "referral": "Ask your doctor, or a veterinarian.",
    "vocabulary": [["Rift Valley fever", "RVF"], ["hypercapnia", "raised carbon dioxide"]],
}
Answer = Callable[[str], Reply]


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Answer]:
    folder = tmp_path_factory.mktemp("second")
    for name in ("sources", "articles"):
        (folder / name).mkdir()
    for file in FILES:
        shutil.copyfile(SAMPLES / file, folder / "sources" / Path(file).name)
    (folder / "sources" / "corpus.yaml").write_text(yaml.safe_dump(SCOPE))
    corpus = CorpusSettings(data=folder)
    report = build(folder / "sources", VersionStore(corpus.versions), embedder, Silent())
    assert report.documents == 3 and not report.quarantined
    services = bootstrap.build(ServiceSettings(corpus=corpus, articles=folder / "articles"), embedder)
    yield lambda question: asyncio.run(services.answerer.answer(Question(question))).reply
    services.close()


@pytest.mark.parametrize(
    ("question", "source", "fragment"),
    [
        (
            "Is budesonide-formoterol as needed better than terbutaline in mild asthma?",
            "pmid-29768149",
            "superior asthma-symptom control to as-needed terbutaline",
        ),
        (
            "Does RVF virus circulate in sheep and goats of Mozambique?",
            "pmc3585041",
            "antibodies are continuously present in at least a low percentage",
        ),
        (
            "What was the seroprevalence of Rift Valley fever in goats and sheep?",
            "pmc3585041",
            "seroprevalence",
        ),
        (
            "Does raised carbon dioxide improve oxygenation during one-lung ventilation?",
            "nct04175379",
            "difference in the degree of pulmonary oxygenation",
        ),
    ],
)
def test_it_answers_from_the_right_document_with_quotes_that_stand_in_it(answer, question, source, fragment):
    reply = answer(question)
    assert reply.outcome == "answered" and fragment in reply.text
    assert [citation.source.id for citation in reply.citations] == [source]
    passages = {passage.id: passage.text for passage in reply.passages}
    quotes = [quote for citation in reply.citations for quote in citation.quotes]
    assert quotes and all(passages[quote.passage_id][quote.start : quote.end] == quote.text for quote in quotes)


def test_it_says_so_where_the_library_does_not_answer(answer):
    reply = answer("What is the 5-year mortality of mild asthma under budesonide-formoterol?")
    assert (reply.outcome, reply.summary.statements) == ("abstained", ())


def test_what_the_other_library_is_about_is_outside_this_one_and_it_refers_in_its_own_words(answer):
    reply = answer("How long do men with prostate cancer live after docetaxel?")
    assert reply.outcome == "declined"
    assert SCOPE["referral"] in reply.text
