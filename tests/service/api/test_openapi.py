"""openapi.json describes the API to partners: every route, what it takes, and how it refuses."""

import jsonschema
import pytest
from contract import assert_problem

PROBLEM = "application/problem+json"

ROUTES = {
    ("post", "/v1/followups"),
    ("post", "/v1/followups/stream"),
    ("get", "/v1/answers/{answer_id}"),
    ("post", "/v1/answers/{answer_id}/feedback"),
    ("post", "/openai/v1/chat/completions"),
    ("get", "/openai/v1/models"),
    ("delete", "/v1/conversations/{conversation_id}"),
    ("get", "/v1/sources"),
    ("get", "/v1/sources/{source_id}"),
    ("get", "/v1/passages/{passage_id}"),
    ("get", "/v1/articles"),
    ("get", "/v1/articles/{slug}"),
    ("post", "/v1/articles"),
    ("delete", "/v1/articles/{slug}"),
    ("get", "/v1/health"),
    ("get", "/v1/privacy"),
    ("get", "/v1/ready"),
}


@pytest.fixture(scope="module")
def schema(client):
    return client.get("/openapi.json").json()


def operations(schema):
    return {(method, path): what for path, methods in schema["paths"].items() for method, what in methods.items()}


def test_every_route_of_the_contract_is_described(schema):
    assert operations(schema).keys() >= ROUTES


def test_every_route_has_a_summary_of_its_own(schema):
    summaries = [operation["summary"] for operation in operations(schema).values()]
    assert all(summaries) and len(set(summaries)) == len(summaries)


def test_every_route_describes_its_refusals(schema):
    for route in ROUTES - {("get", "/v1/health"), ("get", "/v1/privacy")}:
        assert "503" in operations(schema)[route]["responses"]


def test_a_refusal_is_described_as_what_is_sent(schema):
    for (_, path), operation in operations(schema).items():
        model = ("application/json", "FailureBody") if path.startswith("/openai/") else (PROBLEM, "Problem")
        for code, response in operation["responses"].items():
            if int(code) >= 400:
                sent = [(media_type, what["schema"]["$ref"]) for media_type, what in response["content"].items()]
                assert sent == [(model[0], f"#/components/schemas/{model[1]}")]


def test_every_route_says_what_it_does_and_shows_it(schema):
    for route, operation in operations(schema).items():
        assert operation["description"] and operation["summary"], route
        if "requestBody" in operation:
            assert "example" in operation["requestBody"]["content"]["application/json"], route
        for parameter in operation.get("parameters", ()):
            assert not parameter["required"] or "example" in parameter, route
        for code, response in operation["responses"].items():
            shown = [content.get("example") for content in response.get("content", {}).values()]
            assert code not in ("200", "201") or (shown and all(shown)), (
                f"{route}: service/api/examples.yaml has no example"
            )


def test_what_is_shown_is_what_is_described(schema):
    registry = {"components": schema["components"]}
    held = 0
    for operation in operations(schema).values():
        bodies = [operation.get("requestBody", {}), *(operation["responses"].get(code, {}) for code in ("200", "201"))]
        for content in (body.get("content", {}).get("application/json", {}) for body in bodies):
            if "example" in content:
                jsonschema.validate(content["example"], {**registry, **content["schema"]})
                held += 1
    assert held > 15


@pytest.mark.parametrize("route", [route for route in sorted(ROUTES) if route[0] == "post"], ids=" ".join)
def test_what_takes_a_body_describes_it_and_how_it_is_refused(schema, route):
    operation = operations(schema)[route]
    assert operation["requestBody"]["content"].keys() == {"application/json"}
    assert {"400", "404", "415", "422"} <= operation["responses"].keys()


def test_what_needs_a_key_says_so_and_how_it_refuses(schema):
    public = {("get", "/v1/health"), ("get", "/v1/privacy"), ("get", "/v1/ready")}
    (scheme,) = schema["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    for route in ROUTES:
        operation = operations(schema)[route]
        assert bool(operation.get("security")) == (route not in public)
        if route not in public:
            assert {"401", "403", "429"} <= operation["responses"].keys()
            assert "Retry-After" in operation["responses"]["429"]["headers"]


@pytest.mark.parametrize("path", ["/v1/followups", "/v1/followups/stream", "/v1/answers/{answer_id}/fresh"])
def test_what_may_be_sent_twice_says_so(schema, path):
    operation = operations(schema)["post", path]
    assert "Idempotency-Key" in {parameter["name"] for parameter in operation["parameters"]}
    assert "409" in operation["responses"]


def test_the_stream_is_described_as_a_stream(schema):
    responses = operations(schema)["post", "/v1/followups/stream"]["responses"]
    assert "text/event-stream" in responses["200"]["content"]


def test_the_example_question_is_answered(schema, client):
    example = schema["components"]["schemas"]["FollowupRequest"]["example"]
    assert client.post("/v1/followups", json=example).json()["outcome"] == "answered"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/docs/oauth2-redirect"])
def test_no_page_that_loads_scripts_from_elsewhere_is_served(client, path):
    assert_problem(client.get(path), 404)
