"""Hostile documents beside a library: the same answers word for word, and nothing of what they carry is shown."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient
from small_library import SCOPE

from corpus.embeddings import Embedder
from corpus.settings import CorpusSettings
from corpus.versions import VersionStore
from evals.cases import HERE, Answerable, load
from evals.injection.files import Case, cases, payloads_in, write
from ingest.pipeline import Report, build
from ingest.progress import Silent
from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings
from tests.conftest import SOURCES, wait_until_ready

HOSTILE = [case for case in cases() if not case.honest]
HONEST = [case for case in cases() if case.honest]
QUESTIONS = list(load(Answerable, HERE / "answerable.jsonl"))[1::2][:12]
COMPARED = ("outcome", "text", "summary", "sections", "citations", "gaps", "conflicts", "nearest", "suggestions")


class Shop:
    """A service over some of the shipped sources and these documents."""

    def __init__(self, folder: Path, documents: list[Case], embedder: Embedder) -> None:
        sources = folder / "sources"
        sources.mkdir(parents=True)
        (sources / "corpus.yaml").write_text(yaml.safe_dump(SCOPE), encoding="utf-8")
        wanted = {key for case in QUESTIONS for key in case.doc_ids} | {"vision-2021", "fda-label-2022"}
        for key in wanted:
            (sources / f"{key}.md").write_bytes((SOURCES / f"{key}.md").read_bytes())
        write(documents, sources)
        corpus = CorpusSettings(data=folder)
        self.report: Report = build(sources, VersionStore(corpus.versions), embedder, Silent())
        shelf = folder / "articles"
        shelf.mkdir()
        settings = ServiceSettings(corpus=corpus, database_url=f"sqlite:///{folder / 'answers.db'}", articles=shelf)
        self.app = create_app(settings, build=lambda chosen: bootstrap.build(chosen, embedder), follow=None)

    def answers(self) -> dict[str, dict[str, Any]]:
        with TestClient(self.app, raise_server_exceptions=False) as caller:
            wait_until_ready(caller)
            asked = {case.question: {"question": case.question, "audience": case.audience} for case in QUESTIONS}
            return {question: caller.post("/v1/followups", json=body).json() for question, body in asked.items()}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> dict[str, dict[str, Any]]:
    return Shop(tmp_path_factory.mktemp("before"), HONEST, embedder).answers()


def test_no_answer_changes_and_no_payload_appears(before, tmp_path, embedder):
    shop = Shop(tmp_path, [*HONEST, *HOSTILE], embedder)
    assert set(shop.report.quarantined) == {case.name for case in HOSTILE}
    after = shop.answers()
    assert sum(answer["outcome"] in ("answered", "partial") for answer in after.values()) >= 10
    for question, answer in after.items():
        assert {key: answer[key] for key in COMPARED} == {key: before[question][key] for key in COMPARED}
        assert payloads_in(answer, HOSTILE) == []
