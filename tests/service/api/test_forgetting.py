"""A service with FOOTNOTE_RETENTION_DAYS: what is too old is gone soon after its start, and its readers are told."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from contract import assert_problem
from doubles import calling, wait_for
from fastapi.testclient import TestClient
from shop import QUESTION

from service import bootstrap
from service.app import create_app


def age(shop, answer_id, days):
    """Make an answer so many days old, and its conversation as old where the answer is its first."""
    then = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with sqlite3.connect(shop.settings.records_url.removeprefix("sqlite:///")) as database:
        database.execute("UPDATE answers SET created_at = ? WHERE id = ?", (then, answer_id))
        database.execute(
            "UPDATE conversations SET created_at = min(created_at, ?) "
            "WHERE id = (SELECT conversation_id FROM answers WHERE id = ?)",
            (then, answer_id),
        )
    database.close()


@pytest.fixture
def restarted(shop, embedder):
    """Starts another service over the shop's database, with so many days of retention."""

    def start(days):
        settings = shop.settings.model_copy(update={"retention_days": days})
        return calling(create_app(settings, build=lambda chosen: bootstrap.build(chosen, embedder)))

    return start


def test_an_old_conversation_is_gone_after_the_start_and_a_continued_one_is_whole(shop, shop_client, restarted):
    def ask(conversation=None):
        answer = shop_client.post("/v1/followups", json={"question": QUESTION, "conversation_id": conversation})
        return answer.json()

    old, recent, begun = ask(), ask(), ask()
    shop_client.post(f"/v1/answers/{old['id']}/feedback", json={"rating": "up"})
    continued = ask(begun["conversation_id"])
    for answer, days in ((old, 31), (recent, 29), (begun, 90), (continued, 1)):
        age(shop, answer["id"], days)
    with restarted(30) as caller:
        wait_for(lambda: caller.get(f"/v1/answers/{old['id']}").status_code == 404)
        assert_problem(caller.get(f"/v1/answers/{old['id']}"), 404)
        again = {"question": QUESTION, "conversation_id": old["conversation_id"]}
        assert_problem(caller.post("/v1/followups", json=again), 404)
        for kept in (recent, begun, continued):
            assert caller.get(f"/v1/answers/{kept['id']}").json() == kept


def test_where_nothing_is_to_be_forgotten_nothing_is_erased(shop, shop_client, restarted):
    answer = shop_client.post("/v1/followups", json={"question": QUESTION}).json()
    age(shop, answer["id"], 4000)
    with restarted(None) as caller:
        assert caller.get(f"/v1/answers/{answer['id']}").json() == answer


def test_readers_are_told_how_long_their_questions_are_kept(shop_client, restarted):
    assert "until 30 days after the last one" in shop_client.get("/editorial-policy").text
    with restarted(None) as caller:
        assert "after the last one" not in TestClient(caller.app).get("/editorial-policy").text
    with restarted(1) as caller:
        assert "until a day after the last one" in TestClient(caller.app).get("/editorial-policy").text
