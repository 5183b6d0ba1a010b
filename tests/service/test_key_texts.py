"""The text of a key: read whole or not at all, and what is kept of it does not give it away."""

import hmac
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.keys import key_id
from service.records import Records

HEX = "0123456789abcdef"
IDS = st.text(HEX, min_size=16, max_size=16)
KINDS = st.sampled_from(["ask", "pub", "review", "admin"])
SECRETS = st.text(HEX, min_size=64, max_size=64)


@given(KINDS, IDS, SECRETS)
def test_every_key_names_its_id(kind, identifier, secret):
    assert key_id(f"fn_{kind}_{identifier}_{secret}") == identifier


@given(st.text() | st.builds("fn_{}_{}_{}".format, st.text(), st.text(), st.text()))
def test_no_other_text_is_taken_for_a_key(text):
    assert key_id(text) is None


@given(KINDS, IDS, SECRETS, st.integers(0, 100), st.characters(exclude_characters=HEX))
def test_a_key_with_a_foreign_sign_is_none(kind, identifier, secret, place, sign):
    key = f"fn_{kind}_{identifier}_{secret}"
    place %= len(key) + 1
    assert key_id(key[:place] + sign + key[place:]) is None


@given(KINDS, IDS, SECRETS, st.integers(1, 80))
def test_a_key_that_was_cut_is_none(kind, identifier, secret, rest):
    key = f"fn_{kind}_{identifier}_{secret}"
    assert key_id(key[:-rest]) is None and key_id(key + "\n") is None


def test_the_database_file_does_not_hold_a_secret(tmp_path):
    records = Records(f"sqlite:///{tmp_path / 'answers.db'}")
    records.migrate()
    info, first = records.keys.create("A partner", "ask")
    second = records.keys.rotate(info.id, timedelta(hours=1))
    assert records.keys.authenticate(first) == records.keys.authenticate(second) == info
    records.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"A partner" in kept
    for key in (first, second):
        secret = key.rsplit("_", 1)[1]
        assert key.encode() not in kept and secret.encode() not in kept and bytes.fromhex(secret) not in kept


def test_hashes_are_compared_in_constant_time(tmp_path, monkeypatch):
    compared = []
    real = hmac.compare_digest
    monkeypatch.setattr("service.keys.hmac.compare_digest", lambda a, b: compared.append((a, b)) or real(a, b))
    records = Records(f"sqlite:///{tmp_path / 'answers.db'}")
    records.migrate()
    _, key = records.keys.create("k", "ask")
    wrong = key[:-1] + ("0" if key[-1] != "0" else "1")
    assert records.keys.authenticate(wrong) is None and records.keys.authenticate(key)
    assert len(compared) == 2, "the right one and the wrong one took the same way"
    records.close()
