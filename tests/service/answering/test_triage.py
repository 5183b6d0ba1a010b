"""Triage: live emergencies fire, questions about emergencies do not, and rules that cannot be read stop the start."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

import prompts
from prompts import Prompt
from service.answering.red_flags import Finding, TriageError
from service.answering.triage import Triage

CASES = yaml.safe_load(Path(__file__).with_name("triage_cases.yaml").read_text(encoding="utf-8"))
RULES = prompts.load("triage")
TRIAGE = Triage(RULES)
WORDS = sorted(
    {word for case in CASES["emergencies"] for word in case["text"].split()} | {"no", "not", "if", ",", ".", "but"}
)


def told(finding: Finding) -> str:
    """Everything that the reader sees of a finding."""
    return "\n".join([finding.why, *finding.do_now, *finding.tell_staff])


# --- what fires, and what does not


@pytest.mark.parametrize("case", CASES["emergencies"], ids=lambda case: case["text"])
def test_an_emergency_is_found(case):
    finding = TRIAGE.check(case["text"])
    assert finding is not None
    assert finding.rule in case["rules"]


@pytest.mark.parametrize("question", CASES["quiet"])
def test_a_question_that_is_no_emergency_stays_quiet(question):
    assert TRIAGE.check(question) is None


@pytest.mark.parametrize("case", CASES["safety"], ids=lambda case: case["id"])
def test_a_reader_in_danger_is_told_what_to_do_and_nothing_that_harms(case):
    finding = TRIAGE.check(case["text"])
    assert finding is not None
    assert (finding.rule, finding.reason) == (case["rule"], case["reason"])
    text = told(finding).casefold()
    assert [phrase for phrase in case["must_say"] if phrase.casefold() not in text] == []
    assert [phrase for phrase in case["never_say"] if phrase.casefold() in text] == []


def test_every_rule_has_an_emergency_that_it_finds():
    wanted = {rule["id"] for rule in RULES.data["rules"]}
    assert {finding.rule for case in CASES["emergencies"] if (finding := TRIAGE.check(case["text"]))} == wanted


@pytest.mark.parametrize("case", CASES["conversations"], ids=lambda case: case["turns"][0])
def test_a_conversation_is_urgent_from_its_first_urgent_turn_on(case):
    urgent = [TRIAGE.check(turn, case["turns"][:number]) is not None for number, turn in enumerate(case["turns"])]
    first = case["urgent_from"] or len(urgent) + 1
    assert urgent == [number >= first for number in range(1, len(urgent) + 1)]


def test_a_later_turn_gets_the_finding_of_the_latest_urgent_turn():
    earlier = ["I want to kill myself", "I can't breathe", "What is a GBq?"]
    assert TRIAGE.check("And a mSv?", earlier) == TRIAGE.check("I can't breathe")


def test_a_finding_now_comes_before_one_of_an_earlier_turn():
    finding = TRIAGE.check("I can't breathe", ["I want to kill myself"])
    assert finding is not None
    assert finding.rule == "heart_or_lungs"


# --- how text is read


@pytest.mark.parametrize(
    "question",
    [
        "I CAN'T FEEL MY LEGS",
        "I can\u2019t feel my legs",
        "I can\u02bct feel my legs",
        "i cant feel my legs",
        "\uff29 can't feel my legs",
        "I can't feel\u00a0my le\u200bgs",
        "I can't feel my l\u00adegs!!!",
        "I\tcan't\n feel my legs",
        "🙏 I can't feel — really — my legs",
    ],
)
def test_case_width_quotes_and_invisible_characters_change_nothing(question):
    finding = TRIAGE.check(question)
    assert finding is not None
    assert finding.rule == "cord_compression"


@pytest.mark.parametrize("filler", [0, 20, 60])
def test_an_emergency_in_the_middle_of_a_long_text_is_found(filler):
    chat = " ".join(case for case in CASES["quiet"][:filler])
    assert TRIAGE.check(f"{chat} By the way, since this morning my legs are numb. {chat}") is not None


def test_what_matched_is_told_in_the_words_that_matched():
    finding = TRIAGE.check("Thanks! Since yesterday there is BLOOD in my urine, is that usual?")
    assert finding is not None
    assert "blood in my urine" in finding.matched


@given(st.text(max_size=400), st.lists(st.text(max_size=80), max_size=3))
@example("", [])
@example("\x00\ud800 [(*+?{}|^$.\\", ["\ufdfa" * 50])
def test_no_text_raises_and_the_same_text_gets_the_same_answer(question, earlier):
    assert TRIAGE.check(question, earlier) == TRIAGE.check(question, earlier)


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_no_mixture_of_the_rules_own_words_raises(question):
    finding = TRIAGE.check(question)
    assert finding is None or finding.matched


@given(st.sampled_from(CASES["emergencies"]), st.lists(st.sampled_from(CASES["quiet"]), max_size=3))
def test_quiet_turns_after_an_emergency_never_calm_it(case, after):
    assert TRIAGE.check("Thank you.", [case["text"], *after]) is not None


@given(st.sampled_from(CASES["emergencies"]), st.sampled_from([str.upper, str.lower, str.title, str.strip]))
def test_letter_case_is_no_way_around(case, change):
    assert TRIAGE.check(change(case["text"])) is not None


# --- what the rules say


@pytest.mark.parametrize("rule", RULES.data["rules"], ids=lambda rule: rule["id"])
def test_every_rule_says_what_to_do_now_and_what_staff_must_know(rule):
    first, staff = rule["do_now"][0].casefold(), " ".join(rule["tell_staff"]).casefold()
    assert "now" in first or "today" in first
    assert "local emergency number" in " ".join(rule["do_now"])
    assert "treatment" in staff


@pytest.mark.parametrize("rule", RULES.data["rules"], ids=lambda rule: rule["id"])
def test_no_rule_reassures_or_gives_a_dose(rule):
    text = " ".join([rule["why"], *rule["do_now"], *rule["tell_staff"]]).casefold()
    for phrase in (
        "nothing to worry",
        "do not worry",
        "don't worry",
        "it will pass",
        "is harmed",
        "msv",
        " mg",
        "wait and see",
    ):
        assert phrase not in text


def test_every_word_list_is_used():
    text = yaml.safe_dump(dict(RULES.data))
    assert [name for name in RULES.data["lists"] if f"{{{name}}}" not in text] == []


def test_the_rules_show_whether_a_clinician_signed_them():
    assert (RULES.data["reviewed_by"] is None) == (RULES.data["reviewed_on"] is None)


# --- rules that cannot be used


def broken(change: Callable[[dict[str, Any]], object]) -> Prompt:
    """The shipped rules after one change."""
    data = copy.deepcopy(dict(RULES.data))
    change(data)
    return Prompt("triage", "broken", "0" * 64, data)


def rule(data: dict[str, Any], name: str = "bleeding") -> dict[str, Any]:
    return next(rule for rule in data["rules"] if rule["id"] == name)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.clear(), "version"),
        (lambda data: data.pop("rules"), "rules"),
        (lambda data: data.update(rules=[]), "rules"),
        (lambda data: data.update(rules="bleeding"), "rules"),
        (lambda data: data["rules"].append("text"), f"rule {len(RULES.data['rules']) + 1} "),
        (lambda data: data["rules"].append(rule(data)), "more than one rule is called bleeding"),
        (lambda data: data.pop("reviewed_by"), "reviewed_by"),
        (lambda data: data.pop("cues"), "cues"),
        (lambda data: data["cues"].pop("denied"), "denied"),
        (lambda data: data["cues"].update(deneid=["no"]), "deneid"),
        (lambda data: data["lists"].update(legs=[]), "legs"),
        (lambda data: data["lists"].update(legs=[True]), "legs"),
        (lambda data: data["lists"].pop("urine"), "bleeding.*urine"),
        (lambda data: rule(data).pop("do_now"), "bleeding.*do_now"),
        (lambda data: rule(data).update(do_now=["Call."]), "bleeding.*do_now"),
        (lambda data: rule(data).update(do_now=["Call."] * 6), "bleeding.*do_now"),
        (lambda data: rule(data).update(do_now=["Call.", " "]), "bleeding.*do_now"),
        (lambda data: rule(data).update(tell_staff=[]), "bleeding.*tell_staff"),
        (lambda data: rule(data).pop("why"), "bleeding.*why"),
        (lambda data: rule(data).update(reason="urgent"), "bleeding.*reason"),
        (lambda data: rule(data).update(unles=["x"]), "bleeding.*unles"),
        (lambda data: rule(data).update(id="Bleeding!"), "Bleeding!"),
        (lambda data: rule(data).update(any=[]), "bleeding.*any"),
        (lambda data: rule(data).update(any=[None]), "bleeding.*any"),
        (lambda data: rule(data).update(any=["blood + {nowhere}"]), "bleeding.*nowhere"),
        (lambda data: rule(data).update(any=["blood (urine"]), "bleeding"),
        (lambda data: rule(data).update(any=["nose-bleed"]), "bleeding.*nose-bleed"),
        (lambda data: rule(data).update(any=["t10"]), "bleeding.*t10"),
        (lambda data: rule(data).update(any=["blood + "]), "bleeding"),
        (lambda data: rule(data).update(any=["a + b + c + d"]), "bleeding.*more than three"),
        (lambda data: rule(data).update(all=[[]]), "bleeding.*all"),
    ],
)
def test_rules_that_cannot_be_used_stop_the_start_and_are_named(change, message):
    with pytest.raises(TriageError, match=message):
        Triage(broken(change))


def test_the_shipped_rules_are_the_measure_of_the_broken_ones():
    assert Triage(broken(lambda data: None)).check("I can't feel my legs") is not None
