"""A real model, small enough to invent readily: whatever it writes, only what its quotes support is shown."""

import pytest

from service.answering.types import Evidence
from tests.model_servers.llama import NAME, llama
from tests.service.api.contract import assert_text_is_statements_alone, markers, statements
from tests.service.model.conftest import ask

pytestmark = pytest.mark.slow
QUESTIONS = (
    "How common was dry mouth with 177Lu-PSMA-617?",
    "What is the labelled dose and schedule of Pluvicto?",
    "What should be monitored before each dose?",
    "Did overall survival improve in VISION?",
    "Cabazitaxel or 177Lu-PSMA after docetaxel?",
)


@pytest.fixture(scope="module")
def real():
    with llama() as url:
        yield url


@pytest.fixture(scope="module", params=["structured", "tagged"])
def answers(request, real, model_caller):
    caller = model_caller(NAME, url=real, model_output=request.param, model_timeout=90, model_tokens=300)
    return caller, [ask(caller, question) for question in QUESTIONS]


def test_no_stream_is_broken(answers):
    for events in answers[1]:
        names = [name for name, _ in events]
        assert names == ["accepted", "sources", *["statement"] * (len(names) - 3), "done"]
        assert events.done["outcome"] in {"answered", "partial"}
        assert [s["text"] for s in events.statements] == [s["text"] for s in statements(events.done)]


def test_the_model_was_heard(answers):
    assert any(events.done["provenance"]["writing"]["written"] for events in answers[1])


def test_no_mark_stands_in_the_text_but_those_of_citations(answers):
    for events in answers[1]:
        answer = events.done
        assert markers(answer["text"]) == [citation["number"] for citation in answer["citations"]]
        assert "[[" not in answer["text"] and "]]" not in answer["text"]
        assert_text_is_statements_alone(answer) if not answer["gaps"] else None


def test_every_statement_is_supported_when_it_is_judged_again(answers):
    caller, streamed = answers
    services = caller.app.state.services
    catalog, grounding = services.corpus.catalog, services.answerer._grounding
    for events in streamed:
        for statement in events.statements:
            evidence = []
            for quote in statement["quotes"]:
                passage = catalog.passages([quote["passage_id"]])[quote["passage_id"]]
                (span,) = (s for s in passage.sentences if passage.text[s.start : s.end] == quote["text"])
                evidence.append(Evidence(passage, catalog.documents[passage.document_id], span))
            judged = grounding.judge(statement["text"], evidence)
            assert judged.verdict == "supported", (statement["text"], judged.reason)
