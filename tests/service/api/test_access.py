"""Who is let in: keys and their scopes, pages and their visitors, and nobody else once there are keys."""

from datetime import timedelta

import pytest
from contract import assert_problem
from doors import ORIGIN, QUESTION, guarded
from fastapi.testclient import TestClient

from service.records import Records

LIBRARY = "/v1/sources"


@pytest.fixture
def door(services, tmp_path):
    with guarded(services, tmp_path) as opened:
        yield opened


@pytest.fixture
def open_door(services, tmp_path):
    with guarded(services, tmp_path, keyed=False) as opened:
        yield opened


def refused_without_a_key(response):
    problem = assert_problem(response, 401)
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert problem["code"] == "unauthorized" and problem["retryable"] is False
    return problem


def test_a_key_opens_what_its_holder_asks(door):
    partner = door.holder(door.key())
    answer = partner.post("/v1/followups", json=QUESTION)
    assert answer.status_code == 200 and answer.json()["citations"]
    assert partner.get(f"/v1/answers/{answer.json()['id']}").json()["text"] == answer.json()["text"]
    assert partner.get(LIBRARY).status_code == 200


@pytest.mark.parametrize("path", ["/v1/followups", "/v1/followups/stream"])
def test_once_there_are_keys_a_script_needs_one(door, path):
    problem = refused_without_a_key(door.stranger().post(path, json=QUESTION))
    assert "Authorization: Bearer" in problem["detail"]
    refused_without_a_key(door.stranger().get(LIBRARY))


@pytest.mark.parametrize("wrong", ["", "x", "fn_ask_", "fn_ask_" + "0" * 16 + "_" + "0" * 64, "💊", "a" * 5000])
def test_a_key_that_nobody_made_is_refused(door, wrong):
    headers = {"authorization": f"Bearer {wrong}".encode()}
    refused_without_a_key(door.stranger().get(LIBRARY, headers=headers))


def test_a_key_with_one_sign_changed_is_refused(door):
    key = door.key()
    for place in (len("fn_ask_"), -1):
        signs = list(key)
        signs[place] = "0" if signs[place] != "0" else "1"
        refused_without_a_key(door.holder("".join(signs)).get(LIBRARY))
    refused_without_a_key(door.holder(key.replace("fn_ask_", "fn_admin_")).get(LIBRARY))
    assert door.holder(key).get(LIBRARY).status_code == 200


def test_another_scheme_is_no_key(door):
    key = door.key()
    refused_without_a_key(door.stranger().get(LIBRARY, headers={"authorization": f"Basic {key}"}))
    assert door.stranger().get(LIBRARY, headers={"authorization": f"bearer {key}"}).status_code == 200


def test_a_revoked_key_is_refused_at_once_and_the_service_does_not_open(door, tmp_path):
    key = door.key()
    holder = door.holder(key)
    assert holder.get(LIBRARY).status_code == 200
    elsewhere = Records(f"sqlite:///{tmp_path / 'answers.db'}")  # as `footnote keys revoke` does
    for made in elsewhere.keys.list():
        elsewhere.keys.revoke(made.id)
    elsewhere.close()
    refused_without_a_key(holder.get(LIBRARY))
    refused_without_a_key(door.stranger().get(LIBRARY))


def test_the_first_key_closes_an_open_service_at_once(open_door):
    assert open_door.stranger().get(LIBRARY).status_code == 200
    open_door.key()
    refused_without_a_key(open_door.stranger().get(LIBRARY))


def test_while_the_service_is_open_what_clients_send_as_a_key_means_nothing(open_door):
    client = open_door.holder("none")
    answer = client.post("/v1/followups", json=QUESTION)
    assert answer.status_code == 200
    assert open_door.stranger().get(f"/v1/answers/{answer.json()['id']}").status_code == 200


def test_a_service_that_others_reach_is_never_open(services, tmp_path):
    with guarded(services, tmp_path, keyed=False, host="192.0.2.9") as door:
        refused_without_a_key(door.stranger().get(LIBRARY))
        assert door.visitor().get(LIBRARY).status_code == 200


def test_visitors_of_the_pages_go_on_asking_and_see_what_is_their_own(door):
    reader, other, partner = door.visitor(), door.visitor(), door.holder(door.key())
    answer = reader.post("/v1/followups", json=QUESTION).json()
    assert reader.get(f"/v1/answers/{answer['id']}").status_code == 200
    for stranger in (other, partner):
        assert_problem(stranger.get(f"/v1/answers/{answer['id']}"), 404)


def test_a_cookie_that_is_no_session_lets_nobody_in(door):
    forged = TestClient(door.client.app, cookies={"footnote_session": "mine"})
    refused_without_a_key(forged.get(LIBRARY))


def test_two_keys_do_not_see_each_others_answers_and_a_rotated_key_keeps_its_own(door):
    key = door.key()
    mine = door.holder(key)
    answer = mine.post("/v1/followups", json=QUESTION).json()
    assert_problem(door.holder(door.key()).get(f"/v1/answers/{answer['id']}"), 404)
    rotated = door.keys.rotate(key.split("_")[2], timedelta(0))
    refused_without_a_key(mine.get(f"/v1/answers/{answer['id']}"))
    assert door.holder(rotated).get(f"/v1/answers/{answer['id']}").json()["id"] == answer["id"]


def test_a_publishable_key_works_from_its_origins_alone(door):
    key = door.key(origins=[ORIGIN, "http://localhost:3000"])
    for origin in (ORIGIN, "http://localhost:3000"):
        assert door.holder(key, origin=origin).post("/v1/followups", json=QUESTION).status_code == 200
    for origin in (None, "null", "https://evil.example", f"{ORIGIN}.evil.example", "http://partner.example"):
        problem = assert_problem(door.holder(key, origin=origin).post("/v1/followups", json=QUESTION), 403)
        assert problem["code"] == "forbidden"


def test_readers_of_one_page_are_told_apart_by_the_session_that_it_sends(door):
    key = door.key(origins=[ORIGIN])
    readers = [door.holder(key, origin=ORIGIN) for _ in range(3)]
    for reader, session in zip(readers, ("0" * 32, "1" * 32, None), strict=True):
        if session:
            reader.headers["footnote-session"] = session
    answers = [reader.post("/v1/followups", json=QUESTION).json()["id"] for reader in readers]
    for reader in readers:
        seen = [reader.get(f"/v1/answers/{answer}").status_code for answer in answers]
        assert seen == [200 if reader is other else 404 for other in readers]
    secret = door.key()
    mine = door.holder(secret).post("/v1/followups", json=QUESTION).json()["id"]
    elsewhere = door.holder(secret)
    elsewhere.headers["footnote-session"] = "2" * 32
    assert elsewhere.get(f"/v1/answers/{mine}").status_code == 200, "a secret key has one owner"


def test_a_session_in_a_header_lets_nobody_in_and_tells_callers_of_an_open_service_apart(services, tmp_path, door):
    headers = {"footnote-session": "0" * 32}
    refused_without_a_key(door.stranger().get(LIBRARY, headers=headers))
    (tmp_path / "open").mkdir()
    with guarded(services, tmp_path / "open", keyed=False) as open_door:
        answer = open_door.stranger().post("/v1/followups", json=QUESTION, headers=headers).json()
        path = f"/v1/answers/{answer['id']}"
        assert open_door.stranger().get(path, headers=headers).status_code == 200
        assert_problem(open_door.stranger().get(path), 404)


@pytest.mark.parametrize("scope", ["ask", "review"])
def test_metrics_are_an_admins_once_there_are_keys(door, scope):
    assert_problem(door.holder(door.key(scope)).get("/metrics"), 403)
    refused_without_a_key(door.stranger().get("/metrics"))
    refused_without_a_key(door.visitor().get("/metrics"))
    told = door.holder(door.key("admin")).get("/metrics")
    assert told.status_code == 200 and "footnote_answers_total" in told.text


def test_refusals_are_counted_by_their_code(door):
    door.stranger().get(LIBRARY)
    told = door.holder(door.key("admin")).get("/metrics").text
    assert 'footnote_problems_total{code="unauthorized"} 1.0' in told


def test_while_the_keys_cannot_be_read_nobody_is_let_in_and_it_is_worth_a_retry(door, tmp_path):
    callers = (door.holder(door.key()), door.stranger(), door.visitor())
    door.records._engine.dispose()
    (tmp_path / "answers.db").unlink()
    for caller in callers:
        problem = assert_problem(caller.get(LIBRARY), 503)
        assert problem["retryable"] is True
    assert door.stranger().get("/metrics").status_code == 200


@pytest.mark.parametrize("path", ["/", "/editorial-policy", "/openapi.json", "/v1/health", "/v1/ready", "/v1/privacy"])
def test_what_is_public_needs_no_key(door, path):
    assert door.stranger().get(path).status_code == 200


def test_the_session_cookie_goes_over_https_alone_where_the_page_came_so(door):
    safe = TestClient(door.client.app, base_url="https://testserver").get("/").headers["set-cookie"]
    assert "Secure" in safe
    assert "Secure" not in door.stranger().get("/").headers["set-cookie"]


def test_a_key_is_in_no_log(door, caplog):
    caplog.set_level("DEBUG")
    key = door.key()
    door.holder(key).post("/v1/followups", json=QUESTION)
    door.holder(key[:-1] + "x").get(LIBRARY)
    assert key[:-1] not in caplog.text and key.rsplit("_", 1)[1][:-1] not in caplog.text
