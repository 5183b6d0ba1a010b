"""Every route is public by name or needs a scope, and what one caller made is unknown to every other on all of them."""

import re
from pathlib import Path

import pytest
from contract import assert_problem, assert_refused
from doors import QUESTION, guarded
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from service.api.dependencies import ScopeNeeded
from service.web.desk.access import check_form, signed_in

PUBLIC = {
    ("GET", "/"),
    ("GET", "/articles/{slug}"),
    ("GET", "/editorial-policy"),
    ("GET", "/followup-box.js"),
    ("GET", "/openapi.json"),
    ("GET", "/v1/health"),
    ("GET", "/v1/ready"),
    ("GET", "/v1/privacy"),
    ("GET", "/sitemap.xml"),
    ("GET", "/robots.txt"),
    ("GET", "/desk/login"),
    ("POST", "/desk/login"),
    ("POST", "/desk/{kind}/{item_id}/login"),
    ("GET", "/metrics"),  # an admin's once there are keys: tests/service/api/test_access.py
}
"""Routes without a scope, each for a reason: docs/api.md."""
SIGNED_IN = {signed_in, check_form}
"""What the pages of the desk ask for: tests/browser/test_desk_sessions.py tries each."""
FOLDERS = {"/static"}
QUERIES = {"/v1/answers/{answer_id}/citations": {"format": "ris"}}
BODIES = {
    "/v1/followups": QUESTION,
    "/v1/followups/stream": QUESTION,
    "/v1/answers/{answer_id}/feedback": {"rating": "up"},
    "/v1/articles": QUESTION,
    "/v1/reviews/{kind}/{item_id}": {"status": "approved"},
}


@pytest.fixture(scope="module")
def door(services, tmp_path_factory):
    with guarded(services, tmp_path_factory.mktemp("door")) as opened:
        yield opened


def routes(app):
    """Every method and path, with the scopes that its dependencies ask for."""
    for context in iter_route_contexts(app.routes):
        methods = getattr(context, "methods", None)
        if methods:
            dependant = getattr(context, "dependant", None)
            for method in set(methods) - {"HEAD"}:
                yield method, context.path, scopes(dependant) if dependant else set()


def scopes(dependant: Dependant) -> set[str]:
    found = {dependant.call.scope} if isinstance(dependant.call, ScopeNeeded) else set()
    if dependant.call in SIGNED_IN:
        found.add("desk")
    return found.union(*(scopes(below) for below in dependant.dependencies))


def test_every_route_has_a_scope_or_is_on_the_public_list(door):
    table = {(method, path): needed for method, path, needed in routes(door.client.app)}
    assert len(table) > 15
    assert {route for route, needed in table.items() if not needed} == PUBLIC
    mounted = {route.path for route in door.client.app.routes if type(route).__name__ == "Mount"}
    assert mounted == FOLDERS


def test_the_table_of_the_documentation_is_the_table_of_routes(door):
    page = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z]+) (/\S*)` \| (\w+) \|", page, re.MULTILINE)
    documented = {(method, path): {scope} - {"public"} for method, path, scope in rows}
    assert documented == {(method, path): needed for method, path, needed in routes(door.client.app)}


def test_a_route_that_needs_a_scope_refuses_whoever_has_none(door):
    nobody = door.stranger()
    refused = 0
    for method, path, needed in routes(door.client.app):
        if needed - {"desk"}:
            response = nobody.request(method, re.sub(r"{\w+}", "x", path), json=BODIES.get(path))
            assert_refused(response, 401)
            refused += 1
    assert refused > 10


def test_no_key_opens_a_scope_that_is_not_its_own(door):
    grants = {"ask": {"ask"}, "review": {"ask", "review"}, "admin": {"ask", "admin"}}
    for scope, allowed in grants.items():
        holder = door.holder(door.key(scope, rate=10_000))
        for method, path, needed in routes(door.client.app):
            if needed - allowed - {"desk"}:
                response = holder.request(method, re.sub(r"{\w+}", "x", path), json=BODIES.get(path))
                assert_problem(response, 403)


def test_what_one_caller_made_is_unknown_to_every_other_on_every_route(door):
    made = {"key": door.holder(door.key()), "visitor": door.visitor()}
    for owner in made.values():
        answer = owner.post("/v1/followups", json=QUESTION).json()
        ids = {"answer_id": answer["id"], "conversation_id": answer["conversation_id"]}
        strangers = [door.holder(door.key(scope)) for scope in ("ask", "review", "admin")] + [door.visitor()]
        owned = [
            (method, path)
            for method, path, needed in routes(door.client.app)
            if needed == {"ask"} and set(re.findall(r"{(\w+)}", path)) & ids.keys()
        ]
        assert len(owned) >= 6
        for method, path in owned:
            for stranger in strangers:
                response = stranger.request(method, path.format(**ids), json=BODIES.get(path), params=QUERIES.get(path))
                assert_problem(response, 404)
        for stranger in strangers:
            for path in ("/v1/followups", "/v1/followups/stream"):
                goes_on = {**QUESTION, "conversation_id": ids["conversation_id"]}
                assert_problem(stranger.post(path, json=goes_on), 404)
        assert owner.get(f"/v1/answers/{answer['id']}").json() == answer
