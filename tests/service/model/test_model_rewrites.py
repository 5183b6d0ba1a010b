"""Follow-ups are put into words that stand alone by the model, and by the built-in rewriter where it invents."""

import pytest

from tests.model_servers.behaviours import Refuse, Stall, good
from tests.service.model.conftest import ask

FIRST = "How common was dry mouth in VISION?"
DEPENDENT = "And how common was fatigue?"
ALONE = "What is the labelled dose and schedule of Pluvicto?"
WELL = "How common was fatigue in VISION?"
BUILT_IN = f"{FIRST} {DEPENDENT}"
UNUSABLE = {
    "a number": "How common was fatigue in patients over 75 in VISION?",
    "a name": "How common was fatigue in VISION and TheraP?",
    "a name at the start": "TheraP and VISION: how common was fatigue?",
    "a treatment": "How common was fatigue with docetaxel in VISION?",
    "a treatment at the start": "Docetaxel in VISION: how common was fatigue?",
    "an answer": "Fatigue occurred in most patients.",
    "two lines": "Rewritten question:\nHow common was fatigue?",
    "a chat": "Sure! Here is the question: how common was fatigue? I hope this helps.",
    "nothing": "",
    "a treatise": "How common was " + "fatigue and " * 60 + "VISION?",
}


@pytest.fixture
def rewriting(server, model_caller):
    """Makes a service whose model rewrites a question to this and answers well, and asks the first question."""

    def make(text):
        def behaviour(request):
            if not request.is_rewriting:
                return good(request)
            if isinstance(text, Exception):
                raise text
            return iter([text])

        server.behaviours["rewrites"] = behaviour
        caller = model_caller("rewrites", model_timeout=8)
        conversation = ask(caller, FIRST).done["conversation_id"]
        before = len(server.of("rewrites"))

        def follow(question):
            answer = ask(caller, question, conversation_id=conversation).done
            return answer, [request for request in server.of("rewrites")[before:] if request.is_rewriting]

        return follow

    return make


def test_a_rewrite_of_the_conversations_own_words_is_used(rewriting):
    answer, asked = rewriting(f" {WELL}\n")(DEPENDENT)
    assert (answer["question"], answer["standalone_question"]) == (DEPENDENT, WELL)
    assert len(asked) == 1 and not asked[0].has_schema
    assert answer["outcome"] == "answered" and answer["provenance"]["composer"] == "model"
    assert {"answer", "condense"} <= answer["provenance"]["prompts"].keys()


@pytest.mark.parametrize("added", UNUSABLE)
def test_a_rewrite_that_adds_or_is_none_is_not_used(rewriting, added):
    answer, asked = rewriting(UNUSABLE[added])(DEPENDENT)
    assert answer["standalone_question"] == BUILT_IN
    assert len(asked) == 1 and answer["outcome"] in {"answered", "partial"}


@pytest.mark.parametrize("failure", [Refuse(500), Stall()], ids=["refused", "stalls"])
def test_a_rewrite_that_does_not_come_is_done_without(rewriting, failure):
    answer, _ = rewriting(failure)(DEPENDENT)
    assert answer["standalone_question"] == BUILT_IN


def test_a_question_that_stands_alone_goes_through_and_no_model_is_asked(rewriting):
    answer, asked = rewriting(WELL)(ALONE)
    assert answer["standalone_question"] == ALONE and asked == []


def test_the_model_is_told_the_conversation_without_marks(rewriting):
    _, (asked,) = rewriting(WELL)(DEPENDENT)
    conversation, _, question = asked.user.partition("</conversation>")
    assert FIRST in conversation and DEPENDENT in question and DEPENDENT not in conversation
    assert "[" not in conversation


def test_an_emergency_is_told_without_waiting_for_a_rewrite(rewriting):
    answer, asked = rewriting(WELL)("And my legs are suddenly numb and I cannot pass urine")
    assert answer["outcome"] == "urgent" and asked == []
