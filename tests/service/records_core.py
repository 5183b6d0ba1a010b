"""What every database of answers must do; the test modules beside this one run it on SQLite and on PostgreSQL."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier

import pytest
from alembic import command
from alembic.config import Config
from database_core import DatabaseCore
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from corpus.documents import Document, Passage, Replacement, Span
from service.answering.types import Turn
from service.records import Records, UnknownRecord, new_id

MIGRATIONS = Path(__file__).parents[2] / "service" / "migrations"
DOCUMENT = Document(
    id="vision-2021",
    title="VISION – “177Lu”",
    authors=None,
    organization="NEJM",
    year=2021,
    kind="rct",
    licence="none",
    text_basis="summary",
    as_of="2026-11",
    replaced_in_part=(Replacement("vision-2025", "survival"),),
)
PASSAGE = Passage(
    id="psg_" + "a" * 24,
    document_id="vision-2021",
    ordinal=3,
    section=("Results", "Efficacy"),
    text="Überleben: 15.3 months. 11.3 before.",
    start=10,
    end=46,
    sentences=(Span(0, 23), Span(24, 36)),
)

SAID = "Dry mouth was seen in 39%."
RECORD = json.dumps(
    {
        "text": f"{SAID} [1] ½ ✓",
        "summary": {"statements": [{"text": SAID}]},
        "citations": [{"source": {"id": "a-trial"}}],
    },
    ensure_ascii=False,
)


def save(records: Records, owner: str = "local", conversation: str | None = None, **more: object) -> tuple[str, str]:
    """Keeps an answer; returns its id and its conversation's."""
    answer_id, conversation_id = new_id("ans"), conversation or new_id("cnv")
    given = {"turn": Turn("And how often?", "Dry mouth. And how often?"), "record": RECORD, **more}
    records.save_answer(
        answer_id=answer_id,
        conversation_id=conversation_id,
        owner=owner,
        starts=conversation is None,
        cited=[(PASSAGE, DOCUMENT)],
        **given,
    )
    return answer_id, conversation_id


def go_back(records: Records, revision: str) -> None:
    """The database as a release of then left it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with records._engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


class RecordsCore(DatabaseCore):
    def ratings(self, records):
        """Every rating that is kept."""
        with records._engine.connect() as connection:
            return list(connection.execute(text("SELECT rating FROM feedback")).scalars())

    def test_migrating_again_is_harmless(self, records, url):
        answer_id, _ = save(records)
        records.migrate()
        later = Records(url)
        later.migrate()
        assert later.answer(answer_id, "local") == RECORD
        later.close()

    def test_an_answer_survives_reopening(self, url):
        first = Records(url)
        first.migrate()
        answer_id, conversation = save(first)
        first.close()
        second = Records(url)
        assert second.answer(answer_id, "local") == RECORD
        assert second.turns(conversation, "local") == (
            Turn("And how often?", "Dry mouth. And how often?", ("a-trial",), SAID),
        )
        second.close()

    def test_a_cited_passage_comes_back_whole(self, records):
        save(records)
        assert records.cited_passage(PASSAGE.id) == (PASSAGE, DOCUMENT)

    def test_a_passage_may_be_cited_by_many_answers(self, records):
        _, conversation = save(records)
        save(records)
        records.erase_conversation(conversation, "local")
        assert records.cited_passage(PASSAGE.id) == (PASSAGE, DOCUMENT)

    def test_turns_come_in_the_order_they_were_asked(self, records):
        asked = [Turn(f"question {n}", f"stands alone {n}") for n in range(9)]
        _, conversation = save(records, turn=asked[0])
        for turn in asked[1:]:
            save(records, conversation=conversation, turn=turn)
        answered = [replace(turn, sources=("a-trial",), said=SAID) for turn in asked]
        assert records.turns(conversation, "local") == tuple(answered)

    def test_what_belongs_to_another_is_unknown(self, records):
        owner = f"session:{'0' * 32}"
        answer_id, conversation = save(records, owner)
        for stranger in ("local", f"session:{'1' * 32}", ""):
            for refused in (
                lambda who: records.answer(answer_id, who),
                lambda who: records.turns(conversation, who),
                lambda who: records.add_feedback(answer_id, who, "up", [], None),
                lambda who: records.erase_conversation(conversation, who),
            ):
                with pytest.raises(UnknownRecord):
                    refused(stranger)
        assert records.answer(answer_id, owner)

    @pytest.mark.parametrize("unknown", ["ans_0", "", "\x00", "💊", "x" * 500, "' OR 1=1 --"])
    def test_what_does_not_exist_is_unknown(self, records, unknown):
        save(records)
        for refused in (records.answer, records.turns, records.erase_conversation):
            with pytest.raises(UnknownRecord):
                refused(unknown, "local")
        with pytest.raises(UnknownRecord):
            records.cited_passage(unknown)

    def test_erasing_takes_the_answers_and_their_feedback_and_nothing_else(self, records):
        kept, _ = save(records)
        answer_id, conversation = save(records)
        second, _ = save(records, conversation=conversation)
        records.add_feedback(answer_id, "local", "down", ["wrong number"], "85 % is not 87 %")
        records.erase_conversation(conversation, "local")
        for gone in (answer_id, second):
            with pytest.raises(UnknownRecord):
                records.answer(gone, "local")
        with pytest.raises(UnknownRecord):
            records.turns(conversation, "local")
        assert records.answer(kept, "local")

    def test_forgetting_takes_conversations_whose_last_answer_is_older_and_nothing_else(self, records):
        old, forgotten = save(records)
        second, _ = save(records, "session:" + "0" * 32)
        begun, conversation = save(records)
        records.add_feedback(old, "local", "down", ["wrong number"], "85 % is not 87 %")
        records.add_feedback(begun, "local", "up", [], None)
        moment = datetime.now(UTC)
        continued, _ = save(records, conversation=conversation)
        recent, _ = save(records)
        assert records.forget_before(moment) == 2
        for gone, owner in ((old, "local"), (second, "session:" + "0" * 32)):
            with pytest.raises(UnknownRecord):
                records.answer(gone, owner)
        with pytest.raises(UnknownRecord):
            records.turns(forgotten, "local")
        assert all(records.answer(kept, "local") for kept in (begun, continued, recent))
        assert len(records.turns(conversation, "local")) == 2
        assert self.ratings(records) == ["up"]
        assert records.cited_passage(PASSAGE.id) == (PASSAGE, DOCUMENT)
        assert records.forget_before(moment) == 0

    def test_a_moment_means_the_same_in_every_time_zone(self, records):
        answer_id, _ = save(records)
        east = timezone(timedelta(hours=11))
        assert records.forget_before(datetime.now(east) - timedelta(hours=1)) == 0
        assert records.answer(answer_id, "local")
        west = timezone(-timedelta(hours=11))
        assert records.forget_before(datetime.now(west) + timedelta(seconds=1)) == 1

    def test_what_is_continued_while_old_conversations_are_forgotten_is_kept_whole_or_refused(self, records):
        conversations = [save(records)[1] for _ in range(40)]
        moment, together, kept = datetime.now(UTC), Barrier(2), []

        def go_on():
            together.wait(30)
            for conversation in conversations:
                try:
                    kept.append((conversation, save(records, conversation=conversation)[0]))
                except (UnknownRecord, IntegrityError):
                    continue

        with ThreadPoolExecutor(1) as writer:
            going_on = writer.submit(go_on)
            together.wait(30)
            erased = records.forget_before(moment)
            going_on.result()
        assert erased + len(kept) == len(conversations)
        for conversation, answer_id in kept:
            assert records.answer(answer_id, "local") and len(records.turns(conversation, "local")) == 2

    def test_an_erased_conversation_is_not_brought_back_by_an_answer_that_was_being_made(self, records):
        _, conversation = save(records)
        records.erase_conversation(conversation, "local")
        with pytest.raises(UnknownRecord):
            save(records, conversation=conversation)

    def test_an_answer_is_kept_whole_or_not_at_all(self, records):
        answer_id, conversation = new_id("ans"), new_id("cnv")

        def failing_citations():
            yield PASSAGE, DOCUMENT
            raise RuntimeError("power cut")

        with pytest.raises(RuntimeError, match="power cut"):
            records.save_answer(
                answer_id=answer_id,
                conversation_id=conversation,
                owner="local",
                starts=True,
                turn=Turn("q", "q"),
                record=RECORD,
                cited=failing_citations(),
            )
        for unknown in (
            lambda: records.answer(answer_id, "local"),
            lambda: records.turns(conversation, "local"),
            lambda: records.cited_passage(PASSAGE.id),
        ):
            with pytest.raises(UnknownRecord):
                unknown()

    def test_answers_written_at_once_are_all_kept_though_they_cite_the_same_passage(self, records):
        together = Barrier(8)

        def write(_):
            together.wait(30)
            return [save(records) for _ in range(5)]

        with ThreadPoolExecutor(8) as writers:
            saved = [answer_id for written in writers.map(write, range(8)) for answer_id, _ in written]
        assert len({records.answer(answer_id, "local") and answer_id for answer_id in saved}) == 40

    @pytest.mark.parametrize("question", ["💊 ½ µg", "'; DROP TABLE answers; --", "x" * 2000])
    def test_any_question_is_kept_as_asked(self, records, question):
        _, conversation = save(records, turn=Turn(question, question))
        assert records.turns(conversation, "local") == (Turn(question, question, ("a-trial",), SAID),)
