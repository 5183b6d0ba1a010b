"""What identifies a person is replaced; doses, values, trials, dates and names of science stay."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from evals.cases import HERE
from prompts import PromptError
from service.answering.identifiers import Identifiers

TYPED = (
    "My father John Smith, DOB 04/12/1951, hospital number 4415882, had Pluvicto on 3 May at St. Mary's. "
    "Is his platelet count of 62 ok?"
)
REPLACED = (
    "My father [name], [date of birth], [record number], had Pluvicto on [date] at [hospital]. "
    "Is his platelet count of 62 ok?"
)
STAYS = (
    "7.4 GBq (200 mCi) every 6 weeks, 5.9 GBq if platelets are 62",
    "PSA 12.4, Hb 9.1 g/dL, ALP 210 U/L, eGFR 38, age 81",
    "I had it on 3 May and again on 14/06/2024",
    "NCT03511664, PMID 34161051, doi:10.1056/NEJMoa2107322, ISRCTN12345678, EudraCT 2018-000459-41",
    "Data cut-off 27 January 2021; approved on 23 March 2022",
    "Did VISION and TheraP give 177Lu-PSMA-617 or PSMA-I&T (Pluvicto)?",
    "Gleason 9, Karnofsky 70, Kaplan-Meier, Hounsfield units, the Miami cohort",
    "Hofman et al. 2021 and Sartor's trial",
    "Was the Peter MacCallum trial in Melbourne led by Michael Hofman?",
    "Will it help? May I eat? Mark the dates in May.",
)


@pytest.fixture(scope="module")
def identifiers():
    return Identifiers(prompts.load("identifiers"))


def questions():
    """Every question of the shipped cases but the one that holds identifiers on purpose."""
    for path in sorted(HERE.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            texts = [case.get("question"), case.get("input"), *(turn["user"] for turn in case.get("turns", ()))]
            if case.get("category") != "phi":
                yield from ((case["id"], text) for text in texts if text)


def test_each_identifier_leaves_a_word_for_its_kind(identifiers):
    redacted = identifiers.redact(TYPED)
    assert redacted.text == REPLACED
    assert redacted.told == ("a name", "a date of birth", "a record or insurance number", "a hospital", "a date")


def test_a_name_in_small_letters_is_found_after_a_cue_and_again_further_on(identifiers):
    text = "my dad john smith dob 4/12/51, his psa is 12.4. can john go on?"
    assert identifiers.redact(text).text == "my dad [name] [date of birth], his psa is 12.4. can [name] go on?"


def test_a_hospital_goes_where_a_persons_date_stands_beside_it_and_the_date_stays(identifiers):
    text = "My father had his second dose on 3 May at the Royal Marsden. Did the Royal Marsden take part in the trial?"
    assert identifiers.redact(text).text == text.replace("at the Royal Marsden", "at [hospital]")


@pytest.mark.parametrize("text", STAYS)
def test_what_names_nobody_stays(identifiers, text):
    assert identifiers.redact(text).text == text


def test_no_question_of_the_cases_is_changed(identifiers):
    every = list(questions())
    assert len(every) > 300
    assert {key: text for key, text in every if identifiers.redact(text).text != text} == {}


def test_replacing_twice_changes_nothing_more(identifiers):
    for line in (HERE / "identifiers.jsonl").read_text(encoding="utf-8").splitlines():
        once = identifiers.redact(json.loads(line)["text"]).text
        assert identifiers.redact(once).text == once


def test_what_is_left_to_search_for_has_no_words_of_ours(identifiers):
    assert identifiers.without_placeholders("Is [name] [date of birth] fit?") == "Is fit?"


def test_words_of_an_identifier_are_hidden_from_other_words_of_the_text(identifiers):
    redacted = identifiers.redact("My dad José Smith can't feel his legs")
    assert redacted.hide("dad jose smith cant feel his legs") == "dad cant feel his legs"


@given(text=st.text(max_size=200) | st.text(alphabet="Jn0 12/.@-:[]mrpt\n", max_size=200))
def test_any_text_is_read(identifiers, text):
    once = identifiers.redact(text).text
    assert identifiers.redact(once).text == once


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"recognisers": [{"name": "x", "supported_entity": "colour", "patterns": []}]}, "colour"),
        ({"survives": ["<nothing>"]}, "<nothing>"),
        ({"kinds": {}}, "kinds"),
        ({"more": 1}, "more"),
    ],
)
def test_rules_that_cannot_be_used_stop_the_service(changed, told):
    rules = prompts.load("identifiers")
    with pytest.raises(PromptError, match=told):
        Identifiers(replace(rules, data={**rules.data, **changed}))


@pytest.mark.parametrize(
    "text",
    [
        "<> presented with back pain after cycle 2, should he continue?",
        "My father <> reported nausea; his stage is 4.",
        "The report of <> shows 3 lesions, is he eligible?",
        "Patient <> test results: PSA 14, Hb 9",
        "I'm <> and I read Hofman et al. 2021. Does it apply to me?",
        "<> 1951, PSA 12",
    ],
)
def test_a_patient_is_no_author_whatever_is_said_of_him(identifiers, text):
    assert identifiers.redact(text.replace("<>", "Peter Novak")).text == text.replace("<>", "[name]")


@pytest.mark.parametrize(
    "text",
    [
        "What did Michael Hofman report in TheraP?",
        "Did Oliver Sartor's trial and Oliver Sartor 2021 agree?",
        "Sartor O, Violet J, Hicks RJ et al. 2021",
        "Is the Peter MacCallum Cancer Centre protocol the same?",
        "My patient Gleason score 9, my patient Karnofsky index 70",
    ],
)
def test_an_author_a_house_or_a_score_is_no_patient(identifiers, text):
    assert identifiers.redact(text).text == text
