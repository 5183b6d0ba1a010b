"""`/openai/v1` as the official `openai` client meets it: what is refused, and what goes wrong."""

import re

import httpx2
import openai
import pytest

from service.api import event_stream
from tests.service.api.doubles import Failing, Stalling, wait_for
from tests.service.clients.chat import DOSE, client_of, content

REFUSED = {
    "audio": {"voice": "alloy", "format": "wav"},
    "function_call": "auto",
    "functions": [{"name": "search"}],
    "logit_bias": {"50256": -100},
    "logprobs": True,
    "modalities": ["text", "audio"],
    "moderation": {"model": "omni-moderation-latest"},
    "n": 2,
    "parallel_tool_calls": True,
    "prediction": {"type": "content", "content": "7.4 GBq"},
    "response_format": {"type": "json_object"},
    "stop": "\n",
    "tool_choice": "required",
    "tools": [{"type": "function", "function": {"name": "search"}}],
    "top_logprobs": 3,
    "web_search_options": {},
}
HARMLESS = {
    "frequency_penalty": 1.5,
    "max_completion_tokens": 1,
    "max_tokens": 1,
    "metadata": {"ward": "7"},
    "n": 1,
    "presence_penalty": 1.5,
    "reasoning_effort": "high",
    "response_format": {"type": "text"},
    "seed": 3,
    "service_tier": "flex",
    "store": False,
    "temperature": 2,
    "tool_choice": "none",
    "top_p": 0.1,
    "user": "ward-7",
    "verbosity": "low",
}


def test_an_image_is_refused(complete):
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    with pytest.raises(openai.UnprocessableEntityError, match="leave images") as refused:
        complete({"role": "user", "content": [{"type": "text", "text": DOSE}, image]})
    assert refused.value.param == "messages.0.user.content"


@pytest.mark.parametrize(("name", "value"), REFUSED.items(), ids=REFUSED)
@pytest.mark.parametrize("stream", [False, True])
def test_what_would_change_the_answer_is_refused_by_name(complete, name, value, stream):
    with pytest.raises(openai.UnprocessableEntityError, match=f"{name}: not supported: ") as refused:
        complete(DOSE, stream=stream, extra_body={name: value})
    assert (refused.value.param, refused.value.code) == (name, "invalid_request")


def test_what_cannot_change_the_answer_is_taken(complete):
    assert content(complete(DOSE, **HARMLESS)) == content(complete(DOSE))


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ([], "at least 1 item"),
        ([{"role": "user", "content": "?"}], "at least 3 characters"),
        ([{"role": "user", "content": "a" * 2001}], "at most 2000 characters"),
        ([{"role": "user", "content": DOSE}, {"role": "assistant", "content": "Well."}], "user's question"),
        ([{"role": "tool", "content": "7.4 GBq", "tool_call_id": "1"}], "messages.0: the role is"),
    ],
)
def test_messages_without_a_question_are_refused(openai_client, messages, told):
    with pytest.raises(openai.UnprocessableEntityError, match=re.escape(told)):
        openai_client.chat.completions.create(model="footnote", messages=messages)


def test_an_unknown_model_is_not_found(complete):
    with pytest.raises(openai.NotFoundError, match="footnote-patient"):
        complete(DOSE, model="gpt-4o")


def test_a_long_conversation_is_taken_and_an_endless_one_refused(complete):
    said = {"role": "assistant", "content": "It was answered at length. " * 100}
    assert complete(*[DOSE, said] * 50, DOSE).footnote["outcome"] == "answered"
    with pytest.raises(openai.APIStatusError) as refused:
        complete(*[DOSE, said] * 450, DOSE)
    assert (refused.value.status_code, refused.value.code) == (413, "too_large")


def test_a_failure_is_the_clients_own_error_and_tells_no_secret(services, served):
    failing = Failing(services.answerer, RuntimeError("hunter2"), after=0)
    messages = [{"role": "user", "content": DOSE}]
    with (
        served(failing) as address,
        client_of(address) as caller,
        pytest.raises(openai.InternalServerError) as failed,
    ):
        caller.chat.completions.create(model="footnote", messages=messages)
    assert failed.value.code == "internal_error" and failed.value.body["retryable"] is False
    assert failed.value.request_id == failed.value.body["request_id"] and "hunter2" not in str(failed.value)


def test_a_failure_in_the_middle_of_a_stream_is_raised_where_it_happened(services, served):
    failing = Failing(services.answerer, RuntimeError("hunter2"), after=3)
    said = []
    with served(failing) as address, client_of(address) as caller:
        messages = [{"role": "user", "content": DOSE}]
        with pytest.raises(openai.APIError, match="could not be finished") as failed:
            said.extend(caller.chat.completions.create(model="footnote", messages=messages, stream=True))
    assert len(said) == 2 and "hunter2" not in str(failed.value.body)


def test_a_silent_stream_is_kept_open_and_a_client_that_leaves_ends_the_work(served, monkeypatch):
    monkeypatch.setattr(event_stream, "PING_S", 0.05)
    stalling = Stalling()
    body = {"model": "footnote", "stream": True, "messages": [{"role": "user", "content": DOSE}]}
    with served(stalling) as address:
        with httpx2.stream("POST", f"{address}/openai/v1/chat/completions", json=body) as response:
            assert response.headers["x-accel-buffering"] == "no"
            assert response.headers["cache-control"] == "no-cache"
            pieces = response.iter_text()
            assert ": ping" in next(piece for piece in pieces if "chat.completion" not in piece)
            assert not stalling.cancelled.is_set()
        wait_for(stalling.cancelled.is_set)
