"""Answers are found by what they quote, in every database; the modules beside this one run it on both kinds."""

import json
from datetime import UTC, datetime, timedelta

from database_core import DatabaseCore
from records_core import RECORD, go_back, save

from service.citing import Place

MILD, DRY, LATE = (Place("a-trial", "psg_a", 0, 10), Place("a-trial", "psg_a", 11, 30), Place("b-trial", "psg_b", 5, 9))


def record(*places: Place) -> str:
    """An answer's record whose quotes stand there."""
    citations = [
        {
            "source": {"id": place.document_id},
            "quotes": [{"passage_id": place.passage_id, "start": place.start, "end": place.stop}],
        }
        for place in places
    ]
    return json.dumps(json.loads(RECORD) | {"citations": citations})


class PlacesCore(DatabaseCore):
    def found(self, records, *passages):
        return {(place, answer_id) for place, answer_id, _ in records.places.citing(passages)}

    def test_an_answer_is_found_by_the_passages_that_it_quotes(self, records):
        one, _ = save(records, record=record(MILD, LATE, MILD))
        two, _ = save(records, record=record(MILD, DRY))
        save(records)  # quotes nothing
        assert sorted(records.places.all(), key=str) == sorted([MILD, DRY, LATE], key=str)
        assert self.found(records, "psg_a") == {(MILD, one), (MILD, two), (DRY, two)}
        assert self.found(records, "psg_b", "psg_unknown") == {(LATE, one)}
        made = [made for _, _, made in records.places.citing(["psg_b"])]
        assert abs(datetime.now(UTC) - made[0]) < timedelta(minutes=1) and made[0].tzinfo is UTC

    def test_more_passages_than_one_statement_takes_are_looked_for(self, records):
        many = [Place("a-trial", f"psg_{number}", 0, 1) for number in range(1_200)]
        answer_id, _ = save(records, record=record(*many))
        assert self.found(records, *(place.passage_id for place in many)) == {(place, answer_id) for place in many}

    def test_erasing_and_forgetting_take_the_places_along(self, records):
        _, erased = save(records, record=record(MILD))
        save(records, record=record(DRY))
        records.erase_conversation(erased, "local")
        assert records.places.all() == [DRY]
        records.forget_before(datetime.now(UTC))
        assert records.places.all() == []

    def test_answers_of_before_there_was_this_table_are_found_too(self, records):
        ids = [save(records, record=record(MILD, place))[0] for place in [DRY] * 600 + [LATE, MILD]]
        save(records)
        go_back(records, "0001")
        records.migrate()
        assert self.found(records, "psg_b") == {(LATE, ids[600])}
        assert self.found(records, "psg_a") == {(MILD, key) for key in ids} | {(DRY, key) for key in ids[:600]}
