"""`footnote review affected` lists what cites a source that no longer stands, for whoever reviews it."""

import os
import subprocess
import sys

import pytest
import yaml
from doubles import wait_for
from shop import QUESTION, served, trial
from small_library import document

OTHER = document("b-trial", {"Harms": "Dry mouth occurred in 51% of the patients after five years."}, title="Later on")
SECTION = {"Side effects": {"superseded_by": "b-trial"}}


def affected(folder, articles) -> subprocess.CompletedProcess[str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    env = mine | {
        "FOOTNOTE_DATA": str(folder),
        "FOOTNOTE_DATABASE_URL": f"sqlite:///{folder / 'answers.db'}",
        "FOOTNOTE_ARTICLES": str(articles),
    }
    command = [sys.executable, "-m", "service.cli", "review", "affected"]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)


def ask(caller, question=QUESTION) -> dict:
    return caller.post("/v1/followups", json={"question": question}).json()


def switch(shop, caller, *documents: str) -> None:
    version = shop.hold(*documents)
    wait_for(lambda: served(caller) == version)


@pytest.mark.parametrize(
    ("documents", "fate"),
    [
        ([trial(38, retracted=True), OTHER], "retracted"),
        ([trial(38, superseded_by="b-trial"), OTHER], "replaced by b-trial"),
        ([trial(38, sections=SECTION), OTHER], "section replaced by b-trial"),
        ([trial(41), OTHER], "text replaced"),
        ([OTHER], "withdrawn"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_every_answer_and_article_is_listed_with_the_source_and_what_became_of_it(
    shop, shop_client, tmp_path, documents, fate
):
    said = [{"source": "a-trial", "quote": "Dry mouth occurred in 38% of the patients."}]
    body = {"slug": "dry", "title": "Dry", "question": "How often?", "status": "submitted", "audience": "clinician"}
    body |= {"last_updated": "2026-11-01", "sections": [], "summary": said}
    (tmp_path / "dry.yaml").write_text(yaml.safe_dump(body))
    first, second = ask(shop_client), ask(shop_client, "Was dry mouth seen in Wagga Wagga?")
    switch(shop, shop_client, *documents)
    ask(shop_client)  # cites what stands
    listed = affected(tmp_path, tmp_path)
    assert listed.returncode == 0, listed.stderr
    lines = [line.split("\t") for line in listed.stdout.splitlines()]
    day = first["provenance"]["created_at"][:10]
    assert lines == [
        [first["id"], day, "a-trial", fate],
        [second["id"], day, "a-trial", fate],
        ["dry", "2026-11-01", "a-trial", fate],
    ]
    assert "3 to review" in listed.stderr and "Wagga" not in listed.stdout + listed.stderr


def test_where_all_stands_nothing_is_listed(shop, shop_client, tmp_path):
    ask(shop_client)
    listed = affected(tmp_path, tmp_path)
    assert (listed.returncode, listed.stdout) == (0, "") and "0 to review" in listed.stderr


def test_without_a_corpus_it_says_what_to_do(tmp_path):
    listed = affected(tmp_path, tmp_path)
    assert listed.returncode == 1 and "make ingest" in listed.stderr and "Traceback" not in listed.stderr
