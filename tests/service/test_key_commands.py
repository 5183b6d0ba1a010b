"""`footnote keys`: a key is shown once, works, rotates, and ends; what cannot be is told in words."""

import re

import pytest
from processes import footnote as run_footnote

from service.records import Records

KEY = re.compile(r"fn_(ask|pub|review|admin)_([0-9a-f]{16})_[0-9a-f]{64}\n")


@pytest.fixture
def footnote(tmp_path):
    return lambda *arguments, **settings: run_footnote("keys", *arguments, data=tmp_path, **settings)


@pytest.fixture
def keys(tmp_path):
    records = Records(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield records.keys
    records.close()


def test_a_key_from_its_making_to_its_end(footnote, keys):
    made = footnote("create", "A clinic", "--rate", "30", "--quota", "500")
    assert made.returncode == 0
    shown = KEY.fullmatch(made.stdout)
    assert shown, "the key alone on standard output"
    assert "once" in made.stderr and shown[0].strip() not in made.stderr
    key, key_id = shown[0].strip(), shown[2]
    info = keys.authenticate(key)
    assert (info.id, info.scope, info.rate, info.quota) == (key_id, "ask", 30, 500)

    rotated = footnote("rotate", key_id, "--overlap", "0.5")
    assert KEY.fullmatch(rotated.stdout) and "0.5 hours" in rotated.stderr
    assert keys.authenticate(key) == keys.authenticate(rotated.stdout.strip()) == info

    revoked = footnote("revoke", key_id)
    assert revoked.returncode == 0 and key_id in revoked.stdout
    assert keys.authenticate(rotated.stdout.strip()) is None

    listed = footnote("list")
    (line,) = listed.stdout.splitlines()
    columns = line.split("\t")
    assert columns[0] == key_id and columns[2].startswith("revoked") and columns[4] == "A clinic"
    assert "30/min 500/day" in columns
    for text in (key, rotated.stdout.strip()):
        assert text not in listed.stdout + listed.stderr


def test_every_kind_of_key_is_listed_as_what_it_is(footnote):
    footnote("create", "ops", "--scope", "admin")
    footnote("create", "Dr. A", "--scope", "review", "--role", "urologist")
    footnote("create", "site", "--origin", "https://a.example", "--origin", "https://b.example")
    kinds = {line.split("\t")[1]: line for line in footnote("list").stdout.splitlines()}
    assert kinds.keys() == {"admin", "review", "publishable"}
    assert "urologist" in kinds["review"] and "https://a.example https://b.example" in kinds["publishable"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("create", "k", "--scope", "everything"), "'review'"),
        (("create", "k", "--scope", "review"), "role"),
        (("create", "k", "--scope", "admin", "--origin", "https://a.example"), "only ask"),
        (("create", "k", "--origin", "a.example"), "https://partner.example"),
        (("create", "k", "--quota", "0"), "--quota"),
        (("create", ""), "name"),
        (("rotate", "0" * 16), "keys list"),
        (("rotate", "0" * 16, "--overlap", "-1"), "--overlap"),
        (("rotate", "0" * 16, "--overlap", "1e30"), "--overlap"),
        (("revoke", "nobody"), "keys list"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_told_in_words(footnote, arguments, told):
    run = footnote(*arguments)
    assert run.returncode == 2 and run.stdout == ""
    assert told in run.stderr and "Traceback" not in run.stderr


def test_a_database_that_is_out_of_reach_is_told_without_its_password(footnote):
    run = footnote("list", FOOTNOTE_DATABASE_URL="postgresql+psycopg://me:secret@127.0.0.1:1/none")
    assert run.returncode == 1
    assert "cannot be used" in run.stderr and "secret" not in run.stderr and "Traceback" not in run.stderr
