"""The settings of a model: refused at start where they cannot be, unused where none is named, told to readers."""

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError
from typer.testing import CliRunner

from service import bootstrap
from service.app import create_app
from service.cli import app
from service.settings import ServiceSettings
from tests.conftest import wait_until_ready
from tests.service.model.conftest import ask

SECRET = "sk-not-for-anyone"


@pytest.fixture(autouse=True)
def no_key_of_this_machine(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "FOOTNOTE_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def refused(monkeypatch, tmp_path):
    """What `footnote serve` says of these settings before it ends."""

    def start(**settings):
        for name, value in {"FOOTNOTE_DATA": str(tmp_path), **settings}.items():
            monkeypatch.setenv(name, value)
        run = CliRunner().invoke(app, ["serve", "--port", "0"])
        assert run.exit_code == 2 and run.stdout == ""
        return run.stderr

    return start


def test_a_model_without_key_and_server_is_refused_at_start(refused):
    said = refused(FOOTNOTE_MODEL="some-model")
    assert all(name in said for name in ("FOOTNOTE_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "configuration.md"))
    assert "FOOTNOTE:" not in said, "there is no such variable"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FOOTNOTE_MODEL", ""),
        ("FOOTNOTE_MODEL_TIMEOUT", "0"),
        ("FOOTNOTE_MODEL_TOKENS", "many"),
        ("FOOTNOTE_MODEL_OUTPUT", "xml"),
        ("FOOTNOTE_OUTSIDE_MODEL", "perhaps"),
    ],
)
def test_a_setting_that_cannot_be_is_named(refused, name, value):
    chosen = {"FOOTNOTE_MODEL": "some-model", "OPENAI_API_KEY": SECRET, name: value}
    said = refused(**chosen)
    assert f"{name}:" in said and SECRET not in said


@pytest.mark.parametrize("address", [None, "https://models.example/v1", "http://10.0.0.5:8080/v1"])
def test_where_outside_models_are_forbidden_one_is_refused_at_start(refused, address):
    where = {} if address is None else {"OPENAI_BASE_URL": address}
    said = refused(FOOTNOTE_OUTSIDE_MODEL="forbid", FOOTNOTE_MODEL="writer", OPENAI_API_KEY=SECRET, **where)
    assert "FOOTNOTE_OUTSIDE_MODEL=forbid" in said and "loopback" in said and SECRET not in said


def test_where_outside_models_are_forbidden_one_of_this_machine_may_write(monkeypatch):
    for name, value in {"OUTSIDE_MODEL": "forbid", "MODEL": "writer"}.items():
        monkeypatch.setenv(f"FOOTNOTE_{name}", value)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1")
    assert ServiceSettings().model == "writer"
    monkeypatch.setenv("FOOTNOTE_OUTSIDE_MODEL", "perhaps")
    with pytest.raises(ValidationError, match="FOOTNOTE_OUTSIDE_MODEL"):
        ServiceSettings()


def test_a_key_is_never_shown(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert SECRET not in repr(ServiceSettings()) + str(ServiceSettings())
    with pytest.raises(ValidationError) as refusal:
        ServiceSettings(model="some-model", model_timeout=-1)
    assert SECRET not in str(refusal.value)


@pytest.fixture
def with_a_key_alone(monkeypatch, data, embedder, tmp_path):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    settings = ServiceSettings(corpus={"data": data}, database_url=f"sqlite:///{tmp_path / 'answers.db'}")
    with TestClient(create_app(settings, build=lambda s: bootstrap.build(s, embedder), follow=None)) as caller:
        wait_until_ready(caller)
        yield caller


def test_a_key_alone_leaves_the_built_in_composer(with_a_key_alone):
    made = ask(with_a_key_alone).done["provenance"]
    assert (made["composer"], made["model"], made["writing"]) == ("built-in", None, None)
    assert "answer" not in made["prompts"]


def test_readers_are_told_which_outside_model_gets_their_questions(model_caller):
    caller = model_caller("good", url="https://models.example/v1")
    assert caller.get("/v1/privacy").json()["outside_model"] == "good"
    assert "An outside language model (good) reads questions" in caller.get("/editorial-policy").text


def test_an_answer_says_which_outside_model_may_have_read_its_question(model_caller):
    caller = model_caller("good", url="https://models.example/v1")
    assert ask(caller).done["provenance"]["outside_model"] == "good"
    urgent = ask(caller, "My legs are suddenly numb and I cannot pass urine").done
    assert urgent["outcome"] == "urgent" and urgent["provenance"]["outside_model"] is None
    assert ask(model_caller("good")).done["provenance"]["outside_model"] is None


def test_readers_are_told_of_none_where_there_is_none(client):
    assert client.get("/v1/privacy").json()["outside_model"] is None
    assert "No outside model reads them" in client.get("/editorial-policy").text


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        (None, "writer"),
        ("https://models.example/v1", "writer"),
        ("http://127.0.0.1:8080/v1", None),
        ("http://localhost/v1", None),
    ],
)
def test_a_model_is_an_outside_one_unless_its_server_is_on_this_machine(monkeypatch, address, outside):
    monkeypatch.setenv("FOOTNOTE_MODEL", "writer")
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    if address is None:
        monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    else:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
    assert ServiceSettings().outside_model == outside
