"""Partners' code of today works tomorrow: nothing of the last release's description is taken away."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from compatibility import breaking

from service.app import create_app

DOCS = Path(__file__).parents[3] / "docs"
RELEASED, CURRENT = DOCS / "openapi-released.json", DOCS / "openapi.json"
HINT = "make openapi renews docs/openapi.json"


@pytest.fixture(scope="module")
def described():
    return json.loads(json.dumps(create_app().openapi()))


@pytest.fixture
def changed(described):
    """The description after a change that a test makes."""

    def change(make: Callable[[dict], object]) -> list[str]:
        newer = deepcopy(described)
        make(newer)
        return breaking(described, newer)

    return change


def schema(document, name):
    return document["components"]["schemas"][name]


def ask(document):
    return document["paths"]["/v1/followups"]["post"]


def test_the_file_is_what_the_service_says_of_itself(described):
    assert json.loads(CURRENT.read_text(encoding="utf-8")) == described, HINT


def test_nothing_of_the_last_release_is_taken_away(described):
    assert breaking(json.loads(RELEASED.read_text(encoding="utf-8")), described) == []


def test_what_is_added_breaks_nothing(changed):
    def add(document):
        document["paths"]["/v1/more"] = {"get": {"responses": {"200": {"description": "More"}}}}
        schema(document, "Answer")["properties"]["more"] = {"type": "string"}
        schema(document, "Answer")["required"].append("more")
        schema(document, "FollowupRequest")["properties"]["more"] = {"type": "string"}
        schema(document, "FollowupRequest")["properties"]["audience"]["enum"].append("nurse")
        ask(document)["parameters"] = [
            *ask(document).get("parameters", ()),
            {"in": "query", "name": "more", "required": False, "schema": {"type": "string"}},
        ]
        ask(document)["responses"]["418"] = {"description": "More"}

    assert changed(add) == []


BREAKS = {
    "a path is gone": lambda d: d["paths"].pop("/v1/sources"),
    "a method is gone": lambda d: d["paths"]["/v1/conversations/{conversation_id}"].pop("delete"),
    "a response field is gone": lambda d: schema(d, "Answer")["properties"].pop("gaps"),
    "a response field may be missing": lambda d: schema(d, "Answer")["required"].remove("gaps"),
    "a field far below is gone": lambda d: schema(d, "Quote")["properties"].pop("start"),
    "a response field may be null": lambda d: schema(d, "Answer")["properties"].update(
        text={"anyOf": [{"type": "string"}, {"type": "null"}]}
    ),
    "a response field has another type": lambda d: schema(d, "Quote")["properties"].update(start={"type": "string"}),
    "a response has other values": lambda d: schema(d, "Answer")["properties"]["outcome"]["enum"].append("maybe"),
    "a request field is gone": lambda d: schema(d, "FollowupRequest")["properties"].pop("article"),
    "a request field is required": lambda d: schema(d, "FollowupRequest")["required"].append("audience"),
    "a request field takes fewer values": lambda d: schema(d, "FollowupRequest")["properties"]["audience"][
        "enum"
    ].remove("student"),
    "a request field may no longer be null": lambda d: schema(d, "FollowupRequest")["properties"].update(
        article={"type": "string", "maxLength": 200}
    ),
    "a request field may be less long": lambda d: schema(d, "FollowupRequest")["properties"]["question"].update(
        maxLength=100
    ),
    "a request field must be longer": lambda d: schema(d, "FollowupRequest")["properties"]["question"].update(
        minLength=10
    ),
    "a parameter is required": lambda d: ask(d).update(
        parameters=[{"in": "header", "name": "X-Team", "required": True, "schema": {"type": "string"}}]
    ),
    "another body": lambda d: ask(d)["requestBody"].update(content={}),
    "another success": lambda d: ask(d)["responses"].update({"201": ask(d)["responses"].pop("200")}),
    "another media type": lambda d: ask(d)["responses"]["200"].update(content={"text/plain": {}}),
}


@pytest.mark.parametrize("make", BREAKS.values(), ids=BREAKS)
def test_what_breaks_a_client_is_found(changed, make):
    assert changed(make)
