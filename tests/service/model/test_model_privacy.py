"""What identifies a person reaches no model, with the first question or with those that follow it."""

import json

from tests.service.model.conftest import ask

FIRST = "My father John Smith, DOB 04/12/1951, hospital number 4415882: how common was dry mouth with 177Lu-PSMA-617?"
PRIVATE = ("John", "Smith", "1951", "4415882", "john.smith@example.org")


def test_no_identifier_is_sent_to_a_model(model_caller, server):
    caller = model_caller("good")
    first = ask(caller, FIRST).done
    ask(caller, "And in John Smith, john.smith@example.org?", conversation_id=first["conversation_id"])
    sent = [json.dumps(request.body) for request in server.of("good")]
    assert any("[name]" in text for text in sent), "the question itself was sent"
    assert {private for text in sent for private in PRIVATE if private in text} == set()
