"""What every database does with access keys and idempotent requests; modules beside this one run it on both kinds."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from database_core import DatabaseCore
from records_core import save
from sqlalchemy import text

from service.idempotency import AnotherBody, Claim, Running
from service.keys import KeyRefused, KeysUnreachable
from service.records import Records, UnknownRecord

DAY = timedelta(days=1)
REQUEST = ("key:1", "/v1/followups", "a-key", b'{"question": "how often?"}')


class KeysCore(DatabaseCore):
    @pytest.fixture
    def keys(self, records):
        return records.keys

    def everything(self, records):
        """All that the database holds of keys."""
        with records._engine.connect() as connection:
            tables = ("access_keys", "access_secrets")
            return str([connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables])

    def test_a_key_is_known_by_its_text_and_of_that_nothing_is_kept(self, records, keys):
        info, key = keys.create("A clinic", "ask", rate=10, quota=100)
        assert re.fullmatch(rf"fn_ask_{info.id}_[0-9a-f]{{64}}", key)
        assert keys.authenticate(key) == info == keys.list()[0]
        assert (info.name, info.scope, info.rate, info.quota, info.owner) == (
            "A clinic",
            "ask",
            10,
            100,
            f"key:{info.id}",
        )
        assert key.rsplit("_", 1)[1] not in self.everything(records)

    def test_a_reviewers_key_says_who_they_are_and_a_page_key_where_it_stands(self, keys):
        reviewer, text_of_reviewer = keys.create("Dr. A", "review", role="urologist")
        assert text_of_reviewer.startswith("fn_review_") and reviewer.role == "urologist" and not reviewer.publishable
        page, text_of_page = keys.create("site", "ask", origins=["https://partner.example", "http://127.0.0.1:3000"])
        assert text_of_page.startswith("fn_pub_") and page.publishable
        assert keys.authenticate(text_of_page).origins == ("https://partner.example", "http://127.0.0.1:3000")

    def test_keys_are_random(self, keys):
        made = [keys.create("k", "ask")[1] for _ in range(40)]
        secrets = [int(key.rsplit("_", 1)[1], 16) for key in made]
        assert len(set(secrets)) == 40
        for place in range(256):  # a bit that were always the same would not be random
            assert 0 < sum(secret >> place & 1 for secret in secrets) < 40

    @pytest.mark.parametrize(
        ("chosen", "told"),
        [
            ({"name": " "}, "name"),
            ({"name": "a\tb"}, "name"),
            ({"name": "x" * 81}, "name"),
            ({"scope": "review"}, "role"),
            ({"scope": "review", "role": "\n"}, "role"),
            ({"scope": "admin", "origins": ["https://a.example"]}, "only ask"),
            ({"scope": "review", "role": "nurse", "origins": ["https://a.example"]}, "only ask"),
            ({"origins": ["https://a.example/"]}, "origin"),
            ({"origins": ["https://a.example", "*"]}, "origin"),
            ({"origins": ["null"]}, "origin"),
            ({"origins": ["https://A.example"]}, "origin"),
            ({"origins": ["https://a.example:443"]}, "origin"),
            ({"origins": ["https://a.example:port"]}, "origin"),
            ({"origins": ["ftp://a.example"]}, "origin"),
            ({"origins": ["https://u@a.example"]}, "origin"),
            ({"rate": 0}, "at least 1"),
            ({"quota": -1}, "at least 1"),
        ],
        ids=str,
    )
    def test_a_key_that_cannot_be_is_refused_and_not_kept(self, keys, chosen, told):
        with pytest.raises(KeyRefused, match=told):
            keys.create(**{"name": "k", "scope": "ask", **chosen})
        assert keys.list() == [] and not keys.exist()

    def test_a_rotated_key_is_the_same_key_and_its_old_text_holds_for_a_while(self, keys):
        info, old = keys.create("k", "ask")
        new = keys.rotate(info.id, DAY)
        assert new != old and keys.authenticate(old) == keys.authenticate(new) == info
        assert len(keys.list()) == 1

    def test_after_the_overlap_the_old_text_is_refused(self, records, keys):
        info, old = keys.create("k", "ask")
        new = keys.rotate(info.id, timedelta(0))
        assert keys.authenticate(old) is None and keys.authenticate(new) == info
        newest = keys.rotate(info.id, DAY)
        assert self.everything(records).count(info.id) == 1 + 2, "what holds no longer is not kept"
        assert keys.authenticate(newest) == info

    def test_rotating_again_does_not_lengthen_what_was_to_end(self, keys):
        info, first = keys.create("k", "ask")
        second = keys.rotate(info.id, timedelta(0))
        third = keys.rotate(info.id, DAY)
        assert [keys.authenticate(key) is not None for key in (first, second, third)] == [False, True, True]
        assert keys.rotate(info.id, timedelta(0)) and keys.authenticate(second) is None

    def test_a_revoked_key_is_refused_in_every_text_and_elsewhere_too(self, url, keys):
        info, old = keys.create("k", "ask")
        new = keys.rotate(info.id, DAY)
        elsewhere = Records(url)
        assert elsewhere.keys.authenticate(new) == info
        keys.revoke(info.id)
        assert [elsewhere.keys.authenticate(key) for key in (old, new)] == [None, None]
        elsewhere.close()
        assert keys.list()[0].revoked_at is not None and keys.exist()
        for change in (keys.revoke, lambda key_id: keys.rotate(key_id, DAY)):
            with pytest.raises(KeyRefused, match="keys list"):
                change(info.id)

    @pytest.mark.parametrize("unknown", ["", "0" * 16, "\x00", "💊", "' OR 1=1 --"])
    def test_a_key_that_is_not_there_is_told(self, keys, unknown):
        keys.create("k", "ask")
        with pytest.raises(KeyRefused):
            keys.revoke(unknown)

    def test_times_are_aware_whatever_the_database(self, keys):
        before = datetime.now(UTC) - timedelta(seconds=5)
        info, _ = keys.create("k", "ask")
        keys.revoke(info.id)
        (listed,) = keys.list()
        assert before < listed.created_at <= listed.revoked_at < datetime.now(UTC) + timedelta(seconds=5)

    def test_keys_that_cannot_be_read_are_not_taken_for_none(self, records, keys):
        _, key = keys.create("k", "ask")
        with records._engine.begin() as connection:
            connection.execute(text("DROP TABLE access_secrets"))
            connection.execute(text("DROP TABLE access_keys"))
        with pytest.raises(KeysUnreachable):
            keys.authenticate(key)
        with pytest.raises(KeysUnreachable):
            keys.exist()

    def test_a_request_that_was_answered_is_remembered_by_its_answer(self, records):
        claim = records.idempotency.claim(*REQUEST)
        answer_id, _ = save(records, claim=claim)
        assert records.idempotency.claim(*REQUEST) == answer_id
        records.idempotency.release(claim)
        assert records.idempotency.claim(*REQUEST) == answer_id

    def test_a_request_is_its_owners_its_routes_and_its_keys(self, records):
        save(records, claim=records.idempotency.claim(*REQUEST))
        owner, route, key, body = REQUEST
        for other in (("key:2", route, key), (owner, "/v1/other", key), (owner, route, "another")):
            assert isinstance(records.idempotency.claim(*other, body), Claim)

    def test_while_it_runs_and_with_another_body_it_is_refused(self, records):
        claim = records.idempotency.claim(*REQUEST)
        with pytest.raises(Running):
            records.idempotency.claim(*REQUEST)
        with pytest.raises(AnotherBody):
            records.idempotency.claim(*REQUEST[:3], b"something else")
        records.idempotency.release(claim)
        assert isinstance(records.idempotency.claim(*REQUEST), Claim)

    def test_of_many_at_once_one_is_to_be_answered(self, records):
        together = Barrier(8)

        def ask(_):
            together.wait(30)
            try:
                return records.idempotency.claim(*REQUEST)
            except Running:
                return None

        with ThreadPoolExecutor(8) as asking:
            claims = [claim for claim in asking.map(ask, range(8)) if claim]
        assert len(claims) == 1

    def age(self, records, by):
        """Let so much time go by for what is remembered."""
        with records._engine.begin() as connection:
            was = datetime.now(UTC) - by
            stamp = was if records._engine.dialect.name == "postgresql" else f"{was:%Y-%m-%d %H:%M:%S.%f}"
            connection.execute(text("UPDATE idempotent_requests SET created_at = :was"), {"was": stamp})

    def test_after_a_day_a_request_is_new(self, records):
        answer_id, _ = save(records, claim=records.idempotency.claim(*REQUEST))
        self.age(records, timedelta(hours=23, minutes=59))
        assert records.idempotency.claim(*REQUEST) == answer_id
        self.age(records, timedelta(hours=24, minutes=1))
        assert isinstance(records.idempotency.claim(*REQUEST), Claim)

    def test_a_request_whose_process_was_killed_can_be_sent_again(self, records):
        killed = records.idempotency.claim(*REQUEST)
        self.age(records, timedelta(minutes=3))
        second = records.idempotency.claim(*REQUEST)
        assert isinstance(second, Claim) and second != killed
        save(records, claim=killed)  # it was only slow
        with pytest.raises(Running):
            records.idempotency.claim(*REQUEST)
        records.idempotency.release(killed)
        answer_id, _ = save(records, claim=second)
        assert records.idempotency.claim(*REQUEST) == answer_id

    def test_what_is_erased_or_forgotten_is_remembered_no_more(self, records):
        _, conversation = save(records, claim=records.idempotency.claim(*REQUEST))
        records.erase_conversation(conversation, "local")
        assert isinstance(records.idempotency.claim(*REQUEST), Claim)
        other = (*REQUEST[:2], "another", REQUEST[3])
        save(records, claim=records.idempotency.claim(*other))
        records.forget_before(datetime.now(UTC) + DAY)
        assert isinstance(records.idempotency.claim(*other), Claim)

    def test_an_answer_that_is_not_kept_is_not_remembered(self, records):
        claim = records.idempotency.claim(*REQUEST)
        with pytest.raises(UnknownRecord):
            save(records, conversation="cnv_unknown", claim=claim)
        records.idempotency.release(claim)
        assert isinstance(records.idempotency.claim(*REQUEST), Claim)

    def test_a_claim_of_another_time_releases_nothing(self, records):
        claim = records.idempotency.claim(*REQUEST)
        records.idempotency.release(replace(claim, token="0" * 32))
        with pytest.raises(Running):
            records.idempotency.claim(*REQUEST)
