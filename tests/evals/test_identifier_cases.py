"""The cases of identifiers: marked where they say, and the gates of the held-out ones hold."""

from evals import identifiers
from evals.cases import load
from evals.identifiers import CASES, Case


def test_the_shipped_cases_are_marked_within_their_texts():
    cases = load(Case, CASES)
    assert len({case.id for case in cases}) == len(cases)
    for held_out in (False, True):
        part = [case for case in cases if case.held_out == held_out]
        assert sum(bool(case.spans) for case in part) >= 60 and sum(not case.spans for case in part) >= 60
    for case in cases:
        assert all(case.text[span.start : span.end].strip() == case.text[span.start : span.end] for span in case.spans)
        assert all(span.start < span.end <= len(case.text) for span in case.spans)


def test_the_held_out_cases_hold_their_gates(capsys):
    assert identifiers.main() == 0, capsys.readouterr().err
