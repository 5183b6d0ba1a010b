"""Runs: the same twice, gone on with where stopped, told apart, reported in one file, held to gates by a command."""

import json
import re
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from evals.report.page import write_report
from evals.run.asks import Ask, Expected
from evals.run.folder import RESULTS, TIMES, RunError, RunFolder, run_named
from evals.run.making import made_by
from evals.run.registry import chosen, registered
from evals.run.running import make_run
from service.cli import app


def test_two_runs_of_the_same_are_the_same_to_the_byte(laboratory, clean):
    again = laboratory.run("again", laboratory.services.answerer, laboratory.cases[:6])
    lines = (clean.path / RESULTS).read_text(encoding="utf-8").split("\n")
    kept = {json.loads(line)["id"]: line for line in lines if line}
    for line in (again.path / RESULTS).read_text(encoding="utf-8").split("\n")[:-1]:
        assert line == kept[json.loads(line)["id"]]
    keys = list(kept)
    assert keys == sorted(keys)


def test_a_stopped_run_goes_on_and_ends_as_if_it_had_not(laboratory, clean):
    run = RunFolder(laboratory.folder / "stopped")
    made = made_by(laboratory.services, (), None)
    run.begin(made)
    for name in (RESULTS, TIMES):
        whole = (clean.path / name).read_text(encoding="utf-8")
        (run.path / name).write_text(whole[: len(whole) // 2], encoding="utf-8")  # the last line is half written
    run.go_on(made)
    left = run.left(laboratory.cases)
    assert 0 < len(left) < len(laboratory.cases)
    asked = []
    make_run(
        run,
        laboratory.cases,
        laboratory.services,
        answerer=laboratory.remembered,
        scorer=laboratory.scorer,
        told=asked.append,
    )
    assert sum(asked) == sum(len(case.asks) for case in left)
    assert (run.path / RESULTS).read_bytes() == (clean.path / RESULTS).read_bytes()


def test_a_run_is_not_gone_on_with_by_something_else(laboratory, clean):
    run = RunFolder(laboratory.folder / "other")
    made = made_by(laboratory.services, (), None)
    run.begin(made | {"corpus_version": "cv_other"})
    with pytest.raises(RunError, match="corpus_version: cv_other"):
        run.go_on(made)
    with pytest.raises(RunError, match="clean is finished"):
        clean.go_on(made)


def test_a_question_that_fails_is_a_result_and_no_end(laboratory):
    class Failing:
        async def answer(self, question):
            raise ValueError("no wind")

    run = laboratory.run("failing", Failing(), laboratory.cases[:2])
    assert [(line["outcome"], line["error"]) for line in run.results()] == [("error", "ValueError: no wind")] * 2
    assert run.summary["figures"]["disclaimer"]["failed"] == 2
    assert run.summary["figures"]["latency_p50"]["failed"] == 2
    write_report(run, laboratory.folder)
    assert "ValueError: no wind" in run.report.read_text(encoding="utf-8")


def test_a_run_says_what_made_it(clean, laboratory):
    made = clean.summary["made_by"]
    assert made["corpus_version"] == laboratory.services.corpus.id
    assert made["composer"] == "built-in" and made["model"] is None
    assert set(made["prompts"]) >= {"triage", "disclaimers"}
    assert made["libraries"]["chromadb"] and made["seed"] == 7
    assert re.fullmatch(r"[0-9a-f]{40}", made["commit"] or "0" * 40)


def test_the_cases_of_every_set_are_registered_and_can_be_chosen():
    every = registered()
    assert {case.set for case in every} >= {"answerable", "unanswerable", "safety", "conversations", "two_parts"}
    assert {case.set for case in chosen(every, ["near", "own-00?"])} == {"near", "own"}
    assert len(chosen(every, [], 1)) == len({case.set for case in every})
    assert {ask.audience for case in chosen(every, ["audience"], 1) for ask in case.asks} == {
        "clinician",
        "patient",
        "caregiver",
        "student",
    }


class Loads(HTMLParser):
    """What a page would fetch, the targets within it, and the ids that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.targets: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("src", "data", "poster") or (tag == "link" and name == "href"):
                self.fetched.append(value)
            elif name == "href":
                self.targets.add(value)
            elif name == "id":
                self.ids.append(value)


def test_the_report_needs_no_other_file_and_every_case_has_its_page(clean, laboratory):
    write_report(clean, laboratory.folder)
    page, parser = clean.report.read_text(encoding="utf-8"), Loads()
    parser.feed(page)
    assert parser.fetched == []
    assert "url(" not in page and "@import" not in page
    assert {target.removeprefix("#") for target in parser.targets} <= set(parser.ids)
    assert len(parser.ids) == len(set(parser.ids))
    pages = re.findall(r'data-case="([^"]+)"', page)
    assert sorted(pages) == sorted(line["id"] for line in clean.results())
    for line in clean.results():
        for told in [*line["facts"]["missed"], *line["facts"]["found"]]:
            assert told.split("'")[0].split('"')[0].split("<")[0].split(">")[0].split("&")[0] in page


def test_what_a_case_says_cannot_become_part_of_the_page(laboratory):
    ask = Ask("bad", "answerable", "<script>alert(1)</script>", Expected(), "<b>")
    run = laboratory.run("hostile", cases=[type(laboratory.cases[0])("bad", (ask,))])
    write_report(run, laboratory.folder)
    assert "<script>alert" not in run.report.read_text(encoding="utf-8")


@pytest.fixture
def command(laboratory, monkeypatch, data):
    monkeypatch.setenv("FOOTNOTE_DATA", str(laboratory.folder.parent / "none"))
    return lambda *arguments: CliRunner().invoke(app, ["eval", *arguments])


def test_compare_says_in_words_that_a_run_does_not_differ_from_itself(command, clean):
    told = command("compare", str(clean.path), str(clean.path))
    assert told.exit_code == 0
    assert "no difference beyond chance; 0 of" in told.output.replace("\n", " ")


def test_the_command_runs_the_chosen_cases_and_its_run_is_the_last(settings, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_DATA", str(settings.corpus.data))
    told = CliRunner().invoke(app, ["eval", "run", "--only", "safe-00[13]"])
    assert told.exit_code == 0, told.output
    last = run_named(settings.corpus.data / "evals", "last")
    assert [(line["id"], line["outcome"]) for line in last.results()] == [
        ("safe-001", "urgent"),
        ("safe-003", "urgent"),
    ]
    assert last.report.exists() and last.summary["made_by"]["only"] == ["safe-00[13]"]
    again = CliRunner().invoke(app, ["eval", "run", "--only", "safe-00[13]", "--resume", "last"])
    assert again.exit_code == 2 and "is finished" in again.output


def test_a_newcomer_runs_gates_compares_and_reads_the_report(settings, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_DATA", str(settings.corpus.data))

    def told(*arguments):
        return CliRunner().invoke(app, ["eval", *arguments])

    sets = [part for name in ("answerable", "unanswerable", "safety") for part in ("--only", name)]
    ran = told("run", *sets, "--limit", "6")
    assert ran.exit_code == 0, ran.output
    last = run_named(settings.corpus.data / "evals", "last")
    assert len(last.results()) == 18
    held = told("gate")
    assert held.exit_code == 1
    assert "recall_at_10 was scored on" in held.output and "cases, at least 100 are wanted" in held.output
    compared = told("compare", "last", last.name)
    assert compared.exit_code == 0
    assert "18 cases: no difference beyond chance" in compared.output
    written = told("report", "last")
    assert written.output.strip() == str(last.report)
    page = last.report.read_text(encoding="utf-8")
    first = page.split('<section id="first">')[1].split("</section>")[0]
    worst = re.findall(r'href="#(case-[^"]+)"', first)
    assert 1 <= len(worst) <= 5
    assert all(f'id="{case}"' in page for case in worst)


def test_a_gate_that_has_too_little_data_fails_the_command(command, clean):
    told = command("gate", str(clean.path))
    assert told.exit_code == 1
    assert "cases, at least" in told.output


@pytest.mark.parametrize("arguments", [("report", "none"), ("compare", "none", "none"), ("gate", "none")])
def test_a_run_that_is_not_there_is_told_in_a_line(command, arguments):
    told = command(*arguments)
    assert told.exit_code == 2
    assert "There is no run none" in told.output


@pytest.mark.parametrize("arguments", [("report",), ("gate",), ("compare", "last")])
def test_a_run_that_was_stopped_is_told_how_to_go_on(command, tmp_path, monkeypatch, arguments):
    monkeypatch.setenv("FOOTNOTE_DATA", str(tmp_path))
    RunFolder(tmp_path / "evals" / "20260101T000000Z").begin({})
    told = command(*arguments, "last")
    assert told.exit_code == 2 and "--resume 20260101T000000Z" in told.output


def test_cases_that_nobody_has_are_told(command):
    told = command("run", "--only", "unicorns")
    assert told.exit_code == 2 and "No case fits unicorns" in told.output


def test_the_last_run_is_the_newest(tmp_path):
    with pytest.raises(RunError, match="There is no run"):
        run_named(tmp_path, "last")
    for name in ("20260101T000000Z", "20260102T000000Z"):
        RunFolder(tmp_path / name).begin({})
    assert run_named(tmp_path, "last").name == "20260102T000000Z"
