"""Answers that a well-behaved model writes, in either form, and what their provenance says."""

import pytest

from tests.model_servers.behaviours import tagged
from tests.service.api.contract import assert_documented_fields, assert_text_is_statements_alone, statements
from tests.service.model.conftest import QUESTION, ask

WRITING = {"written", "shown", "repaired", "dropped", "added", "stopped"}


@pytest.mark.parametrize("output", ["structured", "tagged"])
@pytest.mark.parametrize("model", ["good", "good-json", "no-schema"])
def test_a_model_writes_the_answer(model_caller, model, output):
    answer = ask(model_caller(model, model_output=output)).done
    assert answer["outcome"] == "answered"
    made = answer["provenance"]
    assert (made["composer"], made["model"]) == ("model", model)
    assert made["writing"].keys() >= WRITING
    assert made["writing"]["stopped"] is None and made["writing"]["shown"] >= 2
    assert {"answer", "disclaimers", "triage"} <= made["prompts"].keys()
    assert_documented_fields(answer)
    assert_text_is_statements_alone(answer)
    assert all(statement["quotes"] and statement["citations"] for statement in statements(answer))


def test_it_is_shown_passages_and_what_it_writes_is_cited_from_them(model_caller, server):
    answer = ask(model_caller("good")).done
    shown = {text for request in server.of("good") for text in request.passages.values()}
    for statement in statements(answer):
        assert any(statement["text"] in text for text in shown)
    quotes = [quote for citation in answer["citations"] for quote in citation["quotes"]]
    assert all(any(quote["text"] in text for text in shown) for quote in quotes)


def test_a_draft_of_an_article_says_that_a_model_wrote_it(model_caller):
    caller = model_caller("good")
    article = caller.post("/v1/articles", json={"question": QUESTION}).json()
    made = article["provenance"]
    assert (made["composer"], made["model"], made["outside_model"]) == ("model", "good", None)
    assert [s["text"] for s in statements(article)] == [s["text"] for s in statements(ask(caller).done)]
    assert "with the language model good" in caller.get(f"/articles/{article['slug']}").text


def test_a_server_that_knows_no_schema_is_asked_for_text_from_then_on(model_caller, server):
    caller = model_caller("no-schema", model_timeout=19)
    before = len(server.of("no-schema"))
    for _ in range(2):
        assert ask(caller).done["provenance"]["composer"] == "model"
    assert [request.has_schema for request in server.of("no-schema")[before:]] == [True, False, False]


def test_running_text_is_asked_for_where_the_setting_says_so(model_caller, server):
    before = len(server.of("good-json"))
    ask(model_caller("good-json", model_output="tagged"))
    assert [request.has_schema for request in server.of("good-json")[before:]] == [False]


@pytest.mark.parametrize("audience", ["clinician", "patient", "caregiver", "student"])
def test_the_model_is_told_for_whom_it_writes(model_caller, server, audience):
    ask(model_caller("good"), audience=audience)
    told = server.of("good")[-1].body["messages"][0]["content"]
    assert {"clinician": "clinician", "patient": "patient", "caregiver": "patient", "student": "student"}[
        audience
    ] in told.split("The reader")[-1]


def test_the_settings_bound_what_it_may_write(model_caller, server):
    ask(model_caller("good", model_tokens=321))
    body = server.of("good")[-1].body
    assert 321 in (body.get("max_completion_tokens"), body.get("max_tokens"))


def test_the_answer_is_kept_as_it_was_shown(model_caller):
    caller = model_caller("good")
    answer = ask(caller).done
    assert caller.get(f"/v1/answers/{answer['id']}").json() == answer


def test_no_model_is_asked_about_an_emergency_or_what_the_library_lacks(model_caller, server):
    caller = model_caller("good")
    before = len(server.of("good"))
    for question in ("My legs are suddenly numb and I cannot pass urine", "Who won the football world cup?"):
        answer = caller.post("/v1/followups", json={"question": question}).json()
        assert answer["outcome"] in {"urgent", "declined"}
        assert answer["provenance"]["composer"] == "built-in" and answer["provenance"]["model"] is None
    assert len(server.of("good")) == before


def test_streamed_and_plain_are_the_same_answer(model_caller):
    caller = model_caller("good")
    streamed, plain = ask(caller).done, caller.post("/v1/followups", json={"question": QUESTION}).json()
    own = {"id", "conversation_id", "provenance"}
    assert {k: v for k, v in streamed.items() if k not in own} == {k: v for k, v in plain.items() if k not in own}


def test_a_part_that_the_model_passes_over_is_answered_from_the_library(model_caller, server):
    """A model that writes of survival alone, asked about survival and about something else."""
    first, second = "How long did men in VISION live?", "How common was dry mouth in VISION?"
    server.behaviours["survival-only"] = lambda request: iter(
        [tagged(*(good for good in request.good if "survival" in good[1]))]
    )
    answer = ask(model_caller("survival-only"), f"{first} {second}").done
    assert answer["outcome"] == "answered" and answer["provenance"]["composer"] == "mixed"
    headings = {section["heading"]: section["statements"] for section in answer["sections"]}
    assert any("dry mouth" in statement["text"].lower() for statement in headings[second])


def test_what_states_nothing_is_not_shown(model_caller, server):
    """An echo of the question, a heading, a bare yes: no quote can support them, whatever a model cites."""
    empty = ["The answer is yes.", "It is safe.", "Patients do well.", QUESTION, "Dry mouth with 177Lu-PSMA-617 in men"]

    def behaviour(request):
        yield tagged(*request.good[:2], *((key, text) for key, _ in request.good[:2] for text in empty))

    server.behaviours["empty-words"] = behaviour
    answer = ask(model_caller("empty-words")).done
    assert not {statement["text"] for statement in statements(answer)} & set(empty)
    assert answer["provenance"]["writing"]["shown"] == 2
