"""A service that is killed while reviewers decide has kept every decision that it acknowledged, and none by half."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import httpx2
import pytest
from processes import Service, footnote

from service.records import Records
from service.reviews.export import lines


@pytest.fixture
def database(tmp_path):
    return {"FOOTNOTE_DATABASE_URL": f"sqlite:///{tmp_path / 'reviews.db'}", "FOOTNOTE_RATE": "100000"}


@pytest.fixture
def serve(data, tmp_path, database):
    service = Service(data, tmp_path, **database)
    yield service
    service.kill()


def key(data, database, name):
    made = footnote("keys", "create", name, "--scope", "review", "--role", "urologist", data=data, **database)
    assert made.returncode == 0, made.stderr
    return {"Authorization": f"Bearer {made.stdout.strip()}"}


def test_no_acknowledged_decision_is_lost_when_the_service_is_killed(data, database, serve):
    reviewers = [key(data, database, name) for name in ("Ada", "Ben")]
    address = serve.wait_to_say(r"ready at (http://127\.0\.0\.1:\d+)")[1]
    asking = httpx2.Client(base_url=address, headers=reviewers[0], timeout=60)
    answer_id = asking.post("/v1/followups", json={"question": "How common is a dry mouth?"}).json()["id"]
    for status in ("submitted", "under_review"):
        decided = asking.post(f"/v1/reviews/answers/{answer_id}", json={"status": status})
        assert decided.status_code == 200, decided.text
    asking.close()
    acknowledged, killed = [], threading.Event()

    def decide(number):
        """Write note after note; a colleague's comes between at times, and is told."""
        with httpx2.Client(base_url=address, headers=reviewers[number], timeout=60) as client:
            for count in range(1_000):
                note = f"note {count} of reviewer {number}"
                try:
                    told = client.post(
                        f"/v1/reviews/answers/{answer_id}", json={"status": "under_review", "note": note}
                    )
                except httpx2.TransportError:
                    assert killed.is_set()
                    return
                assert told.status_code in (200, 409)
                if told.status_code == 200:
                    acknowledged.append(note)

    with ThreadPoolExecutor(2) as deciding:
        both = [deciding.submit(decide, number) for number in range(2)]
        deadline = time.monotonic() + 60
        while len(acknowledged) < 8:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        killed.set()
        serve.kill()
        for one in both:
            one.result(60)
    records = Records(database["FOOTNOTE_DATABASE_URL"])
    records.migrate()
    events = records.reviews.of("answers", answer_id)
    kept = [event.note for event in events]
    assert set(acknowledged) <= set(kept)
    assert len(kept) - 2 - len(acknowledged) in (0, 1, 2)  # of each the last may lack its word
    assert all(later.version == earlier.version + 1 for earlier, later in pairwise(events))
    assert len(list(lines(records))) == len(kept)
    records.close()
