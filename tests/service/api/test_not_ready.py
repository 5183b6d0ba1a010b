"""A service that is starting, that could not start, or that fails under a request."""

import threading

import pytest
from contract import assert_problem
from doubles import Failing, app_with, borrow, calling, wait_for
from fastapi.testclient import TestClient

from corpus.versions import CorpusError
from service.answering.cross_encoders import CrossEncoderError
from service.app import create_app
from service.bootstrap import make_verifier
from service.records import Records

QUESTION = {"question": "What is the labelled dose and schedule of Pluvicto?"}
SECRET = "postgresql://admin:hunter2@db"


def assert_alive_but_not_ready(caller, reason):
    assert caller.get("/v1/health").status_code == 200
    asked = [caller.post(path, json=QUESTION) for path in ("/v1/followups", "/v1/followups/stream")]
    read = [caller.get(path) for path in ("/v1/ready", "/v1/sources", "/v1/articles", "/v1/answers/ans_0")]
    for response in (*asked, *read):
        problem = assert_problem(response, 503)
        assert problem["code"] == "not_ready" and problem["retryable"] is True
        assert reason in problem["detail"]


def test_a_service_that_is_starting_is_alive_and_asks_to_try_again(settings):
    opened = threading.Event()

    def build(_):
        opened.wait(60)
        raise RuntimeError("the test is over")

    with TestClient(create_app(settings, build=build)) as caller:
        try:
            assert_alive_but_not_ready(caller, "starting")
        finally:
            opened.set()


def test_a_service_becomes_ready_when_its_parts_are_open(services):
    opened = threading.Event()

    def build(_):
        opened.wait(60)
        return borrow(services)

    with TestClient(create_app(build=build)) as caller:
        assert_problem(caller.get("/v1/ready"), 503)
        opened.set()
        wait_for(lambda: caller.get("/v1/ready").status_code == 200)
        assert caller.post("/v1/followups", json=QUESTION).status_code == 200


@pytest.mark.parametrize(
    ("error", "told"),
    [(CorpusError("Run `make ingest`."), "make ingest"), (RuntimeError("password=hunter2"), "log")],
)
def test_a_service_that_could_not_start_is_alive_and_says_why_without_secrets(settings, error, told):
    def build(_):
        raise error

    app = create_app(settings, build=build)
    with TestClient(app) as caller:
        wait_for(lambda: app.state.failed)
        assert_alive_but_not_ready(caller, told)
        assert "hunter2" not in caller.get("/v1/ready").text


def test_a_service_whose_entailment_model_is_missing_says_so_at_the_start(settings, corpus, embedder, tmp_path):
    missing = settings.model_copy(update={"nli_model": str(tmp_path / "nowhere")})
    with pytest.raises(CrossEncoderError, match=r"FOOTNOTE_NLI_MODEL=.*nowhere"):
        make_verifier(missing, corpus, embedder)


@pytest.mark.parametrize("after", [0, 1])
def test_an_unforeseen_failure_is_a_problem_that_tells_no_secret(services, after, caplog):
    failing = Failing(services.answerer, RuntimeError(SECRET), after)
    with calling(app_with(services, answerer=failing)) as caller:
        response = caller.post("/v1/followups", json=QUESTION)
    assert response.status_code == 500
    assert SECRET not in response.text and "RuntimeError" not in response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["request_id"] in caplog.text, "the request id finds the log entry"
    assert QUESTION["question"] not in caplog.text


def test_an_unforeseen_failure_has_the_headers_of_every_other_answer(services):
    failing = Failing(services.answerer, RuntimeError(SECRET), 0)
    with calling(app_with(services, answerer=failing)) as caller:
        response = caller.post("/v1/followups", json=QUESTION)
    assert assert_problem(response, 500)["retryable"] is False
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_an_answer_that_cannot_be_stored_is_not_given(services, damaged):
    with calling(app_with(services, records=damaged)) as caller:
        response = caller.post("/v1/followups", json=QUESTION)
    assert response.status_code == 500
    assert "sqlite" not in response.text and "ans_" not in response.text


@pytest.mark.parametrize("path", ["/v1/followups", "/v1/followups/stream"])
def test_a_question_that_cannot_be_stored_does_not_reach_the_log(services, damaged, caplog, path):
    with calling(app_with(services, records=damaged)) as caller:
        caller.post(path, json={"question": "What is the labelled dose of Pluvicto for Mr Quizzlebottom?"})
    assert "OperationalError" in caplog.text
    assert "Quizzlebottom" not in caplog.text


def test_a_service_whose_database_is_out_of_reach_is_not_ready(services, tmp_path):
    unreachable = Records(f"sqlite:///{tmp_path}")  # a folder is no database
    with calling(app_with(services, records=unreachable)) as caller:
        response = caller.get("/v1/ready")
        assert caller.get("/v1/health").status_code == 200
    unreachable.close()
    assert assert_problem(response, 503)["retryable"] is True
    assert str(tmp_path) not in response.text
