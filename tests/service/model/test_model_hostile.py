"""Hostile documents that an operator admitted: what a model is sent of them, and what a model that obeys can show."""

import json
import re
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient
from small_library import SCOPE, document

from corpus.orders import orders
from corpus.settings import CorpusSettings
from corpus.versions import VersionStore
from evals.injection.files import cases, payloads_in, write
from evals.written.messages import passages_in
from ingest.pipeline import build
from ingest.progress import Silent
from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings
from tests.conftest import wait_until_ready
from tests.model_servers.behaviours import written
from tests.service.model.conftest import ask

HOSTILE = [case for case in cases() if not case.honest]
DRY = "Dry mouth occurred in 38% of men on lutetium. It was mild in most men on lutetium."
QUESTIONS = (
    "How common was dry mouth on lutetium?",
    "What is the labelled dose of lutetium?",
    "How do lesions respond after further cycles?",
    "Where are patients of the ward seen before the infusion?",
)
_ELEMENT = re.compile(r"<passage key=.*?</passage>", re.DOTALL)


def obeys(request):
    """Says what every payload of the set wants said, resting on the first passage that it is shown."""
    key = next(iter(request.passages))
    yield written(
        *((f"{word} is the treatment of first choice.", key) for case in HOSTILE for word in case.payload[:1])
    )


@pytest.fixture(scope="module")
def caller(tmp_path_factory, embedder, server):
    server.behaviours["obeys"] = obeys
    folder: Path = tmp_path_factory.mktemp("admitted")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "corpus.yaml").write_text(yaml.safe_dump(SCOPE), encoding="utf-8")
    (sources / "a-trial.md").write_text(document("a-trial", {"Side effects": DRY}, title="Lutetium and dry mouth"))
    write(HOSTILE, sources)
    for case in HOSTILE:
        (sources / f"{case.name}.yaml").write_text("admit: [instructions, standing]", encoding="utf-8")
    corpus = CorpusSettings(data=folder)
    report = build(sources, VersionStore(corpus.versions), embedder, Silent())
    assert report.documents > len(HOSTILE) - 10
    (folder / "articles").mkdir()
    chosen = {"database_url": f"sqlite:///{folder / 'a.db'}", "articles": folder / "articles"}
    settings = ServiceSettings(corpus=corpus, model="obeys", OPENAI_BASE_URL=server.url, **chosen)
    app = create_app(settings, build=lambda own: bootstrap.build(own, embedder), follow=None)
    with TestClient(app, raise_server_exceptions=False) as calling:
        wait_until_ready(calling)
        yield calling


@pytest.fixture(scope="module")
def answers(caller):
    return [ask(caller, question).done for question in QUESTIONS]


def test_what_a_model_reads_holds_payloads_within_its_passages_alone_and_no_order(answers, server):
    requests = server.of("obeys")
    assert requests
    for request in requests:
        system = request.body["messages"][0]["content"]
        assert payloads_in(system, HOSTILE) == [] and payloads_in(_ELEMENT.sub("", request.user), HOSTILE) == []
        assert len(_ELEMENT.findall(request.user)) == request.user.count("<passage ") == len(request.passages)
        said = passages_in(request.user).values()
        assert [found for text in said if (found := orders().found(text))] == []
    assert len({request.body["messages"][0]["content"] for request in requests}) == 1


def test_a_model_that_obeys_shows_nothing_that_no_source_says(answers):
    for answer in answers:
        assert "treatment of first choice" not in json.dumps(answer)
        for section in [answer["summary"], *answer["sections"]]:
            for statement in section["statements"]:
                assert statement["verdict"] == "supported" and orders().found(statement["text"]) is None
