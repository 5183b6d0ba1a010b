"""So many requests a minute and answers a day: told in headers, and refused with how long to wait."""

import re
import time

import pytest
from contract import assert_problem
from doors import ORIGIN, QUESTION, guarded

LIBRARY = "/v1/sources"


def limits(response) -> dict[str, dict[str, int]]:
    """RateLimit and RateLimit-Policy, by the name of the policy; refuses what is no list of structured fields."""
    found: dict[str, dict[str, int]] = {}
    for header in ("ratelimit-policy", "ratelimit"):
        for item in response.headers[header].split(", "):
            name, *parameters = item.split(";")
            assert re.fullmatch(r'"[a-z-]+"', name)
            numbers = [p.split("=") for p in parameters if p != 'qu="answers"']
            found.setdefault(name.strip('"'), {}).update({key: int(value) for key, value in numbers})
    assert all(policy.keys() == {"q", "w", "r", "t"} for policy in found.values())
    return found


def refused(response):
    problem = assert_problem(response, 429)
    assert problem["code"] == "too_many_requests" and problem["retryable"] is True
    left = limits(response)
    spent = [policy for policy in left.values() if policy["r"] == 0]
    assert int(response.headers["retry-after"]) in [policy["t"] for policy in spent]
    return problem


@pytest.fixture
def strict(services, tmp_path):
    with guarded(services, tmp_path, rate=3, daily=2) as door:
        yield door


def test_requests_of_a_minute_are_counted_down_and_then_refused(strict):
    partner = strict.holder(strict.key())
    for left in (2, 1, 0):
        told = limits(partner.get(LIBRARY))["minute"]
        assert (told["q"], told["w"], told["r"]) == (3, 60, left) and 0 < told["t"] <= 60
    problem = refused(partner.get(LIBRARY))
    assert "3 requests a minute" in problem["detail"]


def test_after_the_time_that_is_told_it_is_let_in_again(strict, monkeypatch):
    partner = strict.holder(strict.key())
    responses = [partner.get(LIBRARY) for _ in range(4)]
    wait, now = int(responses[-1].headers["retry-after"]), time.time
    monkeypatch.setattr("limits.aio.storage.memory.time.time", lambda: now() + wait)
    assert partner.get(LIBRARY).status_code == 200


def test_answers_of_a_day_are_counted_apart_whichever_way_they_are_asked(strict):
    partner = strict.holder(strict.key(rate=100))
    first = partner.post("/v1/followups", json=QUESTION)
    told = limits(first)
    assert (told["day"]["q"], told["day"]["r"], told["day"]["w"]) == (2, 1, 86_400)
    assert partner.get(LIBRARY).headers["ratelimit"].count("day") == 0
    assert partner.post("/v1/followups/stream", json=QUESTION).status_code == 200
    answer = f"/v1/answers/{first.json()['id']}"
    asking = ("/v1/followups", "/v1/followups/stream", "/v1/articles", f"{answer}/fresh", f"{answer}/fresh/stream")
    for path in asking:
        assert "2 answers a day" in refused(partner.post(path, json=QUESTION))["detail"]
    refused(partner.post(f"{answer}/replay"))
    assert partner.get(answer).status_code == 200, "what was made can still be read"


def test_what_cannot_be_answered_costs_no_answer_of_the_day(strict):
    partner = strict.holder(strict.key(rate=100))
    for _ in range(3):
        for path in ("/v1/followups", "/v1/articles"):
            assert_problem(partner.post(path, json={"question": ""}), 422)
        assert_problem(partner.post("/v1/followups", json={**QUESTION, "article": "none"}), 404)
    assert limits(partner.post("/v1/followups", json=QUESTION))["day"]["r"] == 1


def test_a_key_may_have_limits_of_its_own(strict):
    partner = strict.holder(strict.key(rate=50, quota=7))
    told = limits(partner.post("/v1/followups", json=QUESTION))
    assert (told["minute"]["q"], told["day"]["q"]) == (50, 7)


def test_a_key_is_counted_by_itself_wherever_it_is_sent_from(strict):
    key = strict.key()
    for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1"):
        assert strict.holder(key, address=address).get(LIBRARY).status_code == 200
    refused(strict.holder(key, address="192.0.2.3").get(LIBRARY))
    assert strict.holder(strict.key()).get(LIBRARY).status_code == 200


def test_visitors_are_counted_by_address_however_many_sessions_they_open(strict):
    for _ in range(3):
        assert strict.visitor("192.0.2.1").get(LIBRARY).status_code == 200
    refused(strict.visitor("192.0.2.1").get(LIBRARY))
    assert strict.visitor("192.0.2.2").get(LIBRARY).status_code == 200


def test_one_network_of_ipv6_is_one_address(strict):
    for host in range(3):
        assert strict.visitor(f"2001:db8:0:1::{host}").get(LIBRARY).status_code == 200
    refused(strict.visitor("2001:db8:0:1:ffff::1").get(LIBRARY))
    assert strict.visitor("2001:db8:0:2::1").get(LIBRARY).status_code == 200


def test_an_ipv4_address_is_the_same_when_it_comes_as_ipv6(strict):
    for address in ("192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1"):
        assert strict.visitor(address).get(LIBRARY).status_code == 200
    refused(strict.visitor("::ffff:192.0.2.1").get(LIBRARY))


def test_a_publishable_key_is_counted_by_address_and_its_quota_over_all_of_them(services, tmp_path):
    with guarded(services, tmp_path, rate=3, daily=2) as door:
        key = door.key(origins=[ORIGIN], quota=3)
        readers = [door.holder(key, origin=ORIGIN, address=f"192.0.2.{host}") for host in range(4)]
        told = limits(readers[0].post("/v1/followups", json=QUESTION))
        assert (told["day"]["q"], told["day-all-visitors"]["q"], told["day-all-visitors"]["r"]) == (2, 3, 2)
        assert readers[0].post("/v1/followups", json=QUESTION).status_code == 200
        another_session = {"footnote-session": "0" * 32}
        refused(readers[0].post("/v1/followups", json=QUESTION, headers=another_session))
        assert readers[1].post("/v1/followups", json=QUESTION).status_code == 200
        refused(readers[2].post("/v1/followups", json=QUESTION))
        assert readers[2].get(LIBRARY).status_code == 200


def test_a_refusal_for_another_reason_tells_the_limits_too(strict):
    partner = strict.holder(strict.key())
    assert limits(partner.get("/v1/answers/ans_0"))["minute"]["r"] == 2


def test_an_open_service_has_no_limits_but_those_that_are_set(services, tmp_path):
    with guarded(services, tmp_path, keyed=False) as door:
        response = door.stranger().post("/v1/followups", json=QUESTION)
        assert response.status_code == 200 and "ratelimit" not in response.headers
    (tmp_path / "set").mkdir()
    with guarded(services, tmp_path / "set", keyed=False, rate=1) as door:
        assert door.stranger().get(LIBRARY).status_code == 200
        refused(door.stranger().get(LIBRARY))


def test_a_service_with_keys_has_limits_that_nobody_set(services, tmp_path):
    with guarded(services, tmp_path) as door:
        told = limits(door.holder(door.key()).post("/v1/followups", json=QUESTION))
        assert told["minute"]["q"] == 120 and told["day"]["q"] == 1_000


def test_what_is_public_is_not_counted(strict):
    for _ in range(5):
        assert strict.stranger().get("/v1/health").status_code == 200
        assert strict.stranger().get("/").status_code == 200
