"""The service on an address that others reach: with a key it starts, asks for one, and counts who is behind a proxy."""

import json
import urllib.error
import urllib.request

import pytest
from processes import Service, footnote

PROXY = {"FOOTNOTE_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"}


@pytest.fixture
def database(tmp_path):
    return {"FOOTNOTE_DATABASE_URL": f"sqlite:///{tmp_path / 'answers.db'}"}


@pytest.fixture
def serve(data, tmp_path, database):
    started = []

    def start(**settings):
        service = Service(data, tmp_path, "--host", "0.0.0.0", **database, **settings)
        started.append(service)
        ready = service.wait_to_say(r"ready at http://0\.0\.0\.0:(\d+) \((.*)\)")
        assert "need an access key" in ready[2]
        return f"http://127.0.0.1:{ready[1]}"

    yield start
    for service in started:
        service.kill()


def status(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as response:
            json.load(response)
            return response.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def from_page(address, client):
    """What a visitor's browser gets whom a proxy says to be this client."""
    cookie = f"footnote_session={'0' * 32}"
    return status(f"{address}/v1/sources", **{"Cookie": cookie, "X-Forwarded-For": client})


def test_with_a_key_it_serves_others_and_asks_for_it(data, database, serve):
    key = footnote("keys", "create", "A partner", data=data, **database).stdout.strip()
    address = serve(FOOTNOTE_RATE="2", **PROXY)
    assert status(f"{address}/v1/health") == 200
    assert status(f"{address}/v1/sources") == 401
    assert status(f"{address}/v1/sources", Authorization=f"Bearer {key}") == 200
    assert [from_page(address, "192.0.2.1") for _ in range(3)] == [200, 200, 429]
    assert from_page(address, "192.0.2.2") == 200
    assert from_page(address, "192.0.2.9, 192.0.2.1") == 429, "what the client made up itself is not believed"
    footnote("keys", "revoke", key.split("_")[2], data=data, **database)
    assert status(f"{address}/v1/sources", Authorization=f"Bearer {key}") == 401


def test_without_a_trusted_proxy_nobody_can_say_that_they_are_another(data, database, serve):
    footnote("keys", "create", "A partner", data=data, **database)
    address = serve(FOOTNOTE_RATE="2")
    assert [from_page(address, f"192.0.2.{host}") for host in range(3)] == [200, 200, 429]


def test_when_its_only_key_was_revoked_it_does_not_start(data, database):
    key = footnote("keys", "create", "A partner", data=data, **database).stdout.strip()
    footnote("keys", "revoke", key.split("_")[2], data=data, **database)
    run = footnote("serve", "--port", "0", "--host", "0.0.0.0", data=data, **database)
    assert run.returncode == 2 and "footnote keys create" in run.stderr


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("FOOTNOTE_TRUSTED_PROXIES", "everybody"),
        ("FOOTNOTE_TRUSTED_PROXIES", "*"),
        ("FOOTNOTE_RATE", "0"),
        ("FOOTNOTE_DAILY", "many"),
        ("FOOTNOTE_CONCURRENCY", "0"),
        ("FOOTNOTE_REDIS_URL", "http://me:secret@127.0.0.1"),
    ],
)
def test_a_setting_of_the_door_that_cannot_be_is_named(tmp_path, name, wrong):
    run = footnote("serve", "--port", "0", data=tmp_path, **{name: wrong})
    assert run.returncode == 2 and name in run.stderr
    assert "Traceback" not in run.stderr and "secret" not in run.stderr
