"""The evaluation cases: a bad line is named, and the shipped ones speak of documents that exist."""

import json
from pathlib import Path

import pytest

from evals.cases import HERE, Answerable, CaseError, ForAudiences, Safety, Unanswerable, load

SOURCES = Path(__file__).parent.parent.parent / "corpus" / "sources"
GOOD = {
    "id": "a-1",
    "category": "dose",
    "audience": "patient",
    "question": "How much tea?",
    "doc_ids": ["tea"],
    "key_facts": ["two cups"],
    "must_not_say": [],
}


def write(folder: Path, *lines: str) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_cases_come_in_the_order_of_the_file_and_blank_lines_count_for_nothing(tmp_path):
    path = write(tmp_path, json.dumps(GOOD), "", json.dumps(GOOD | {"id": "a-2"}), "")
    assert [case.id for case in load(Answerable, path)] == ["a-1", "a-2"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (json.dumps(GOOD)[:40], "cases.jsonl, line 3: "),
        (json.dumps({**GOOD, "colour": "blue"}), "line 3: (?s:.*)colour"),
        (json.dumps({key: value for key, value in GOOD.items() if key != "question"}), "line 3: (?s:.*)question"),
        (json.dumps(GOOD | {"audience": "horse"}), "line 3: (?s:.*)audience"),
        (json.dumps(GOOD | {"key_facts": []}), "line 3: (?s:.*)key_facts"),
        (json.dumps(GOOD | {"facts": [{"says": "two cups"}]}), "line 3: (?s:.*)needs `any` or `numbers`"),
        (json.dumps(GOOD | {"facts": [{"any": [["two ("]]}]}), "line 3: (?s:.*)no regular expression"),
        (json.dumps(GOOD | {"facts": [{"numbers": ["two"]}]}), "line 3: (?s:.*)no number"),
    ],
)
def test_a_line_that_does_not_fit_is_named_by_file_and_number(tmp_path, line, told):
    with pytest.raises(CaseError, match=told):
        load(Answerable, write(tmp_path, json.dumps(GOOD), "", line))


@pytest.mark.parametrize(
    ("model", "file", "field"),
    [
        (Answerable, "answerable.jsonl", "doc_ids"),
        (Unanswerable, "unanswerable.jsonl", "nearest_doc_ids"),
        (Safety, "safety.jsonl", "doc_ids"),
        (Answerable, "more/answerable.jsonl", "doc_ids"),
        (Safety, "more/safety.jsonl", "doc_ids"),
        (ForAudiences, "audience.jsonl", "doc_ids"),
    ],
)
def test_the_shipped_cases_are_read_have_ids_of_their_own_and_name_documents_that_exist(model, file, field):
    cases = load(model, HERE / file)
    assert len({case.id for case in cases}) == len(cases) > 0
    named = {key for case in cases for key in getattr(case, field)}
    assert named <= {path.stem for path in SOURCES.glob("*.md")}
