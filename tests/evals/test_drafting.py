"""From production to test: a stored answer with its feedback becomes a draft case, by a command."""

import json

from typer.testing import CliRunner

from service.cli import app
from service.records import Records


def test_a_stored_answer_with_its_feedback_becomes_a_draft_case(client, settings, monkeypatch, tmp_path):
    asked = client.post("/v1/followups", json={"question": "What is the labelled dose of Pluvicto?"}).json()
    key = asked["id"]
    body = {"rating": "down", "reasons": ["incomplete"], "comment": "no schedule"}
    assert client.post(f"/v1/answers/{key}/feedback", json=body).status_code < 300
    monkeypatch.setenv("FOOTNOTE_DATA", str(settings.corpus.data))
    drafts = tmp_path / "drafts.jsonl"
    told = CliRunner().invoke(app, ["eval", "add", key, "--to", str(drafts)])
    assert told.exit_code == 0, told.output
    (case,) = map(json.loads, drafts.read_text().splitlines())
    assert case["question"] == "What is the labelled dose of Pluvicto?"
    assert case["doc_ids"] == [citation["source"]["id"] for citation in asked["citations"]]
    assert "incomplete (no schedule)" in case["written_by"] and case["reviewed_by"] is None
    again = CliRunner().invoke(app, ["eval", "add", key, "--to", str(drafts)])
    assert again.exit_code == 2 and "has the case" in again.output


def test_an_answer_that_is_not_stored_becomes_no_case(settings, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_DATA", str(settings.corpus.data))
    told = CliRunner().invoke(app, ["eval", "add", "ans_none"])
    assert told.exit_code == 2 and "There is no answer ans_none" in told.output


def test_records_without_feedback_have_none(tmp_path):
    records = Records(f"sqlite:///{tmp_path / 'records.db'}")
    records.migrate()
    assert records.feedback_of_anyone("ans_none") == []
    records.close()
