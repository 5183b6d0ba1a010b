"""The database of answers on SQLite, its ids, and what a killed writer leaves behind."""

import signal
import subprocess
import sys

import pytest
from keys_core import KeysCore
from places_core import PlacesCore
from records_core import RecordsCore

from service.records import Records, new_id

RECORD = '{"citations": [], "summary": {"statements": []}}'
WRITER = """
import sys, time
from service.answering.types import Turn
from service.records import Records
records = Records(sys.argv[1])
records.migrate()
for number in range(1000):
    records.save_answer(answer_id=f"ans_{number}", conversation_id="cnv_1", owner="local", starts=number == 0,
                        turn=Turn("q", "q"), record=sys.argv[2], cited=[])
    print(f"ans_{number}", flush=True)
"""


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'deep' / 'answers.db'}"


class TestSqlite(RecordsCore, PlacesCore, KeysCore):
    """Everything in records_core, places_core and keys_core."""


def test_every_acknowledged_answer_outlives_a_killed_writer(url):
    writer = subprocess.Popen([sys.executable, "-c", WRITER, url, RECORD], stdout=subprocess.PIPE, text=True)
    acknowledged = [writer.stdout.readline().strip() for _ in range(5)]
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate(timeout=30)
    assert writer.returncode == -signal.SIGKILL
    acknowledged += rest.split()
    assert len(acknowledged) < 1000, "it was killed while it wrote"
    records = Records(url)
    records.migrate()
    assert [records.answer(answer_id, "local") for answer_id in acknowledged] == [RECORD] * len(acknowledged)
    assert len(records.turns("cnv_1", "local")) - len(acknowledged) in (0, 1)  # the last one may lack its word
    records.close()


def test_ids_carry_128_random_bits():
    ids = [new_id("ans") for _ in range(1000)]
    assert len(set(ids)) == 1000
    bits = [int(identifier.removeprefix("ans_"), 16) for identifier in ids]
    assert all(len(identifier) == len("ans_") + 32 for identifier in ids)
    for place in range(128):  # a bit that were always the same would not be random
        assert 0 < sum(number >> place & 1 for number in bits) < 1000
