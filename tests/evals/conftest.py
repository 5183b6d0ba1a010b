"""The services over the shipped library, and a small run of them, once a session."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpus.embeddings import Embedder
from corpus.versions import CorpusVersion
from evals.run.asking import Answers
from evals.run.asks import Case
from evals.run.folder import RunFolder
from evals.run.making import made_by
from evals.run.registry import chosen, registered
from evals.run.running import make_run
from evals.run.scoring import Scorer
from service import bootstrap
from service.answering.types import Answer, Question
from service.bootstrap import Services
from service.settings import ServiceSettings

ASKED = {"answerable": 9, "unanswerable": 6, "safety": 4, "conversations": 1, "alone-00?": 3, "aud-114": 1}


@dataclass
class Remembered:
    """Answers a question once, however often a test asks it."""

    inner: Answers
    given: dict[Question, Answer] = field(default_factory=dict)

    async def answer(self, question: Question) -> Answer:
        if question not in self.given:
            self.given[question] = await self.inner.answer(question)
        return self.given[question]


@dataclass(frozen=True)
class Laboratory:
    """Makes runs of the small set of cases."""

    services: Services
    cases: list[Case]
    remembered: Remembered
    scorer: Scorer
    folder: Path

    def run(self, name: str, answerer: Answers | None = None, cases: list[Case] | None = None) -> RunFolder:
        """A run of its own folder; by the remembered answers where no answerer is given."""
        run = RunFolder(self.folder / name)
        run.begin(made_by(self.services, (), None))
        asking = answerer or self.remembered
        make_run(run, cases or self.cases, self.services, answerer=asking, scorer=self.scorer)
        return run


@pytest.fixture(scope="session")
def services(settings: ServiceSettings, embedder: Embedder, corpus: CorpusVersion) -> Iterator[Services]:
    opened = bootstrap.build(settings, embedder, corpus)
    yield opened
    opened.records.close()


@pytest.fixture(scope="session")
def laboratory(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    every = registered()
    cases = [case for kind, count in ASKED.items() for case in chosen(every, [kind], count)]
    folder = tmp_path_factory.mktemp("runs")
    return Laboratory(services, cases, Remembered(services.answerer), Scorer.of(services), folder)


@pytest.fixture(scope="session")
def clean(laboratory: Laboratory) -> RunFolder:
    """The run that nothing was done to."""
    return laboratory.run("clean")
