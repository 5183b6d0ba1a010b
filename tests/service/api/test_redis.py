"""Limits that several processes share through a real Redis, and what becomes of them when it is killed."""

import socket
import time

import pytest
from contract import assert_problem
from doors import QUESTION, guarded
from doubles import wait_for
from prometheus_client.parser import text_string_to_metric_families
from pydantic import ValidationError

from service import rates
from service.settings import ServiceSettings
from tests.running import redis

LIBRARY = "/v1/sources"


def alone(door) -> float:
    told = door.client.get("/metrics", headers={"authorization": f"Bearer {door.key('admin')}"}).text
    samples = [sample for family in text_string_to_metric_families(told) for sample in family.samples]
    return next(sample.value for sample in samples if sample.name == "footnote_limits_alone")


def test_two_processes_count_together_and_keep_counting_when_one_begins_anew(services, tmp_path):
    with redis() as (url, _), guarded(services, tmp_path, rate=3, redis_url=url) as door:
        key = {"authorization": f"Bearer {door.key()}"}
        assert [door.client.get(LIBRARY, headers=key).status_code for _ in range(2)] == [200, 200]
        with guarded(services, tmp_path, rate=3, redis_url=url) as other:
            assert other.client.get(LIBRARY, headers=key).status_code == 200
            response = other.client.get(LIBRARY, headers=key)
            assert_problem(response, 429)
            assert 0 < int(response.headers["retry-after"]) <= 60
        assert_problem(door.client.get(LIBRARY, headers=key), 429)
        assert alone(door) == 0


def test_a_redis_that_is_killed_turns_nobody_away_and_leaves_nobody_unlimited(services, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(rates, "PAUSE", 0.2)
    with redis() as (url, kill), guarded(services, tmp_path, rate=3, redis_url=url) as door:
        key, later = ({"authorization": f"Bearer {door.key()}"} for _ in range(2))
        assert [door.client.get(LIBRARY, headers=key).status_code for _ in range(4)] == [200, 200, 200, 429]
        kill()
        began = time.monotonic()
        statuses = [door.client.get(LIBRARY, headers=key).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429], "each process counts by itself, from nothing"
        assert time.monotonic() - began < 5
        assert door.client.post("/v1/followups", json=QUESTION, headers=later).status_code == 200
        assert alone(door) == 1
        assert "Redis does not answer" in caplog.text and url not in caplog.text
        with redis(port=int(url.split(":")[2].split("/")[0])):
            wait_for(lambda: door.client.get("/v1/articles", headers=later).status_code == 200 and alone(door) == 0)


def test_a_redis_that_never_answers_is_not_waited_for_by_everybody(services, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and says nothing
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        with guarded(services, tmp_path, rate=50, redis_url=url) as door:
            key = {"authorization": f"Bearer {door.key()}"}
            began = time.monotonic()
            assert [door.client.get(LIBRARY, headers=key).status_code for _ in range(20)] == [200] * 20
            assert time.monotonic() - began < 3


@pytest.mark.parametrize("url", ["http://127.0.0.1:6379", "127.0.0.1:6379", "memcached://127.0.0.1"])
def test_an_address_that_is_no_redis_is_refused_at_start(url):
    with pytest.raises(ValidationError, match="redis://"):
        ServiceSettings(redis_url=url)
