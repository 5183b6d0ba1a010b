"""What every database must do with reviews; test_records and test_records_postgresql run it on both kinds."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from database_core import DatabaseCore
from records_core import RECORD, save
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.records import Records
from service.reviews.events import SOFTWARE, Correction, Event, Reviewer
from service.reviews.export import events, lines
from service.reviews.history import AnotherHistory, Overtaken
from service.reviews.queue import Queue, Wanted

ADA = Reviewer("k1", "Dr. Ö. Example", "urologist")
WORDS = Correction(2, "It was 38 %.", "It was 38 %, mostly mild.", ("q1", "q2"), "Word for word.")
BEGUN = Event(
    kind="answers",
    item="ans_1",
    version=1,
    at=datetime(2026, 11, 28, 12, 0, 0, 123456, tzinfo=UTC),
    by=SOFTWARE,
    before="unreviewed",
    after="submitted",
    note="",
    reasons=("rated_down", "conflict"),
    risk=5,
    correction=None,
    corpus_version="cv_1",
    content="",
)
TAKEN = replace(BEGUN, version=2, by=ADA, before="submitted", after="under_review", note="½ “read”", correction=WORDS)
RATED = json.dumps(json.loads(RECORD) | {"provenance": {"corpus_version": "cv_7"}})


class NoArticles:
    """A shelf without any."""

    def all(self):
        return []


def listed(records, days=30, **wanted):
    return Queue(records.reviews, NoArticles(), days).page(Wanted(**wanted))


class ReviewsCore(DatabaseCore):
    def test_an_event_comes_back_as_it_was_added(self, records):
        records.reviews.add(BEGUN)
        records.reviews.add(TAKEN)
        records.reviews.add(replace(BEGUN, item="ans_2", kind="articles"))
        assert records.reviews.of("answers", "ans_1") == [BEGUN, TAKEN]
        assert records.reviews.of_all("answers", ["ans_1", "ans_2"]) == {"ans_1": [BEGUN, TAKEN], "ans_2": []}
        assert records.reviews.of("answers", "\0") == []

    @pytest.mark.parametrize(
        "tampering",
        [
            "UPDATE review_events SET risk = 0",
            "UPDATE review_events SET record = '{}' WHERE version = 2",
            "DELETE FROM review_events WHERE version = 2",
            "DELETE FROM review_events",
            "INSERT INTO review_events SELECT * FROM review_events",
            "INSERT OR REPLACE INTO review_events SELECT kind, item, version, at, 'approved', key, 0, reasons, record "
            "FROM review_events",
            "TRUNCATE review_events",
        ],
    )
    def test_the_database_itself_refuses_to_change_the_history(self, records, tampering):
        records.reviews.add(BEGUN, TAKEN)
        with pytest.raises(DBAPIError), records.reviews.engine.begin() as connection:
            connection.execute(text(tampering))
        assert records.reviews.of("answers", "ans_1") == [BEGUN, TAKEN]

    def test_of_many_who_decide_at_once_one_is_kept_and_each_other_is_told_of_it(self, records):
        records.reviews.add(BEGUN)
        together = Barrier(6)

        def decide(number):
            together.wait(30)
            try:
                records.reviews.add(replace(TAKEN, by=replace(ADA, key=f"k{number}")))
            except Overtaken as error:
                return error.last.by.key
            return None

        with ThreadPoolExecutor(6) as reviewers:
            told = list(reviewers.map(decide, range(6)))
        _, taken = records.reviews.of("answers", "ans_1")
        assert told.count(None) == 1 and set(told) == {None, taken.by.key}

    def test_several_events_are_kept_whole_or_not_at_all(self, records):
        records.reviews.add(BEGUN)
        with pytest.raises(Overtaken):
            records.reviews.add(TAKEN, BEGUN)
        assert records.reviews.of("answers", "ans_1") == [BEGUN]

    def test_an_export_brings_the_history_back_in_an_empty_database(self, records, tmp_path):
        answer_id, _ = save(records, f"key:k7 session:{'0' * 32}", record=RATED)
        records.add_feedback(answer_id, f"key:k7 session:{'0' * 32}", "down", ["wrong number"], "½")
        kept = [replace(BEGUN, item=f"ans_{n}", at=BEGUN.at + timedelta(seconds=n % 7)) for n in range(1_203)]
        records.reviews.add(*kept, TAKEN)
        exported = list(lines(records))
        assert json.loads(exported[-1]) | {"at": ""} == {
            "type": "feedback", "answer": answer_id, "by": "key:k7", "rating": "down", "reasons": ["wrong number"],
            "comment": "½", "corpus_version": "cv_7", "at": "",
        }  # fmt: skip
        other = Records(f"sqlite:///{tmp_path / 'other.db'}")
        other.migrate()
        assert other.reviews.restore(events(exported)) == 1_204
        assert list(lines(other)) == exported[:-1]
        assert other.reviews.restore(events(exported)) == 0
        with pytest.raises(AnotherHistory, match="version 2"):
            other.reviews.restore([replace(TAKEN, note="never said")])
        other.close()

    def test_the_queue_lists_answers_by_status_risk_and_age(self, records):
        ids = [save(records)[0] for _ in range(5)]
        for number, (answer_id, risk) in enumerate(zip(ids, (3, 5, 5, 4, 9), strict=True)):
            at = BEGUN.at - timedelta(hours=number)
            reasons = ("conflict",) if number == 3 else ("rated_down",)
            records.reviews.add(replace(BEGUN, item=answer_id, risk=risk, at=at, reasons=reasons))
        records.reviews.add(replace(TAKEN, item=ids[0], version=2, at=BEGUN.at, after="approved"))
        assert [entry.id for entry in listed(records).entries] == [ids[4], ids[2], ids[1], ids[3]]
        assert [entry.id for entry in listed(records, order="age").entries] == [ids[4], ids[3], ids[2], ids[1]]
        page = listed(records, offset=1, limit=2)
        assert ([entry.id for entry in page.entries], page.total) == ([ids[2], ids[1]], 4)
        assert [entry.id for entry in listed(records, reason="conflict").entries] == [ids[3]]
        assert [entry.id for entry in listed(records, statuses=("approved",)).entries] == [ids[0]]
        assert listed(records, by="k1").total == 0 and listed(records, statuses=("approved",), by="k1").total == 1
        assert listed(records, kind="articles").total == 0

    def test_the_queue_says_until_when_an_answer_is_kept_and_forgets_what_was_erased(self, records):
        answer_id, conversation = save(records)
        records.reviews.add(replace(BEGUN, item=answer_id))
        save(records, conversation=conversation)
        (entry,) = listed(records, days=7).entries
        assert entry.title == "And how often?"
        assert timedelta(days=6, hours=23) < entry.kept_until - datetime.now(UTC) <= timedelta(days=7)
        assert listed(records, days=None).entries[0].kept_until is None
        records.erase_conversation(conversation, "local")
        assert listed(records).total == 0
        assert len(records.reviews.of("answers", answer_id)) == 1
