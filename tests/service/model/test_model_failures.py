"""A model that fails in any way costs a reader nothing but its own sentences."""

import time

import pytest

from tests.service.api.contract import statements
from tests.service.model.conftest import QUESTION, as_text, ask

TIMEOUT, BOUND = 1.5, 15
STALLING = {"stalls", "stalls-later"}
BUILT_IN, MIXED = "built-in", "mixed"
FAILURES = {
    "refused": (BUILT_IN, "500"),
    "busy": (BUILT_IN, "429"),
    "stalls": (BUILT_IN, "time-out"),
    "stalls-later": (MIXED, "time-out"),
    "drops": (MIXED, "Error"),
    "drops-json": (MIXED, "Error"),
    "nonsense": (BUILT_IN, None),
    "garbage": (BUILT_IN, "nothing that could be read"),
    "endless": (MIXED, "endless output"),
    "endless-sentence": (MIXED, "endless output"),
}
"""Who wrote the answer in the end, and what stopped the model."""


@pytest.fixture(scope="module", params=FAILURES)
def failed(request, model_caller):
    caller = model_caller(request.param, model_timeout=TIMEOUT if request.param in STALLING else BOUND)
    started = time.monotonic()
    events = ask(caller)
    return request.param, events, time.monotonic() - started


def test_the_reader_is_answered_all_the_same(failed):
    model, events, took = failed
    names = [name for name, _ in events]
    assert names == ["accepted", "sources", *["statement"] * (len(names) - 3), "done"]
    assert events.done["outcome"] == "answered" and len(events.statements) >= 2
    assert took < BOUND, f"{model} took {took:.1f} s"


def test_provenance_says_who_wrote_it_and_what_stopped_the_model(failed):
    model, events, _ = failed
    composer, why = FAILURES[model]
    made = events.done["provenance"]
    assert made["composer"] == composer, as_text(events)
    assert made["model"] == (None if composer == BUILT_IN else model)
    assert why is None or why in str(made["writing"]["stopped"])
    assert made["writing"]["added"] > 0


def test_what_was_shown_stays(failed):
    _, events, _ = failed
    final = list(statements(events.done))
    assert [shown["text"] for shown in events.statements] == [statement["text"] for statement in final]
    assert all(statement["quotes"] for statement in final)
    text = events.done["text"]
    assert all(text[shown["start"] : shown["end"]] == shown["text"] for shown in events.statements)


def test_nothing_but_supported_sentences_is_shown(failed):
    _, events, _ = failed
    text = events.done["text"]
    assert not any(word in text for word in ("fishermen", "gulls", "{", "}", "and on and on", "\x00"))


def test_nothing_is_said_twice(failed):
    _, events, _ = failed
    said = [shown["text"] for shown in events.statements]
    assert len(set(said)) == len(said)


def test_a_plain_request_is_answered_as_well(model_caller):
    answer = model_caller("drops", model_timeout=BOUND).post("/v1/followups", json={"question": QUESTION})
    assert answer.status_code == 200 and answer.json()["provenance"]["composer"] == MIXED


def test_a_busy_server_is_asked_once_more(model_caller, server):
    events = ask(model_caller("busy-once"))
    assert events.done["provenance"]["composer"] == "model"
    assert len(server.of("busy-once")) == 2


def test_a_server_that_stays_busy_is_not_asked_for_ever(model_caller, server):
    before = len(server.of("busy"))
    ask(model_caller("busy", model_timeout=BOUND))
    assert len(server.of("busy")) - before <= 2


def test_no_generation_is_left_running(failed, server):
    for _ in range(100):
        if server.open == 0:
            return
        time.sleep(0.02)
    raise AssertionError(f"{server.open} generations are still running")


def test_a_server_that_is_not_there_costs_no_answer(model_caller):
    events = ask(model_caller("good", url="http://127.0.0.1:9/v1", model_timeout=TIMEOUT))
    assert events.done["provenance"]["composer"] == BUILT_IN
    assert events.done["provenance"]["writing"]["stopped"]
