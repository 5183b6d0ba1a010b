"""Yes-or-no questions are answered with both sides, each side by what its sentences say of themselves."""

import pytest
from small_library import document

from service.answering.balance import yes_or_no

QUESTION = "Does lutetium treatment prolong survival in prostate cancer?"
LONGER = (
    "Survival of men with prostate cancer was longer with lutetium treatment (hazard ratio 0.62, 95% CI 0.52 to 0.74)."
)
NO_LONGER = (
    "Survival of men with prostate cancer did not differ with lutetium treatment (hazard ratio 0.97, "
    "95% CI 0.74 to 1.26)."
)
ALLOWED = "The guideline recommends lutetium treatment of prostate cancer for men in Ruritania after chemotherapy."
REFUSED = "The agency does not recommend lutetium treatment of prostate cancer for men in Ruritania."


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (QUESTION, "effect"),
        ("My father is 80. Can he be treated again?", "permission"),
        ("does it help with pain?", "effect"),
        ("Is it recommended after chemotherapy?", "permission"),
        ("How long do men live?", None),
        ("Is it better early or late?", None),
        ("Survival benefit", None),
        ("Is", None),
        ("?", None),
    ],
)
def test_which_questions_yes_or_no_answers(question, kind):
    assert yes_or_no(question) == kind


def test_a_question_of_effect_opens_with_a_finding_of_either_side_whatever_ranks_first(ask_library):
    for first, second in ((LONGER, NO_LONGER), (NO_LONGER, LONGER)):
        answer = ask_library(QUESTION, document("a", {"Survival": first}), document("b", {"Survival": second}))
        assert [s["text"] for s in answer["summary"]["statements"]] == [LONGER, NO_LONGER]
        assert {citation["source"]["id"] for citation in answer["citations"]} == {"a", "b"}


def test_more_findings_of_a_side_stand_under_its_heading(ask_library):
    more = "Lutetium treatment was associated with longer survival of men with prostate cancer in a registry."
    texts = (LONGER, NO_LONGER, more)
    answer = ask_library(QUESTION, *(document(f"d{n}", {"Survival": text}) for n, text in enumerate(texts)))
    opening = [s["text"] for s in answer["summary"]["statements"]]
    headings = {section["heading"]: [s["text"] for s in section["statements"]] for section in answer["sections"]}
    assert len(opening) == 2 and opening[1] == NO_LONGER
    assert {opening[0], *headings["A difference or link was found"]} == {LONGER, more}


def test_a_side_is_opened_by_its_strongest_study_even_one_that_ranks_behind(ask_library):
    series = "Lutetium treatment did prolong survival in prostate cancer in this series (hazard ratio 0.5, p=0.01)."
    trial = (
        "In this trial of 800 men at 86 hospitals in nine countries lutetium treatment prolonged survival in prostate "
        "cancer (hazard ratio 0.62, 95% CI 0.52 to 0.74)."
    )
    answer = ask_library(
        QUESTION,
        document("series", {"Survival": series}, kind="retrospective"),
        document("trial", {"Survival": trial}, kind="rct"),
        document("none", {"Survival": NO_LONGER}, kind="rct"),
    )
    assert [s["text"] for s in answer["summary"]["statements"]] == [trial, NO_LONGER]


def test_survival_free_of_progression_takes_no_side_about_survival(ask_library):
    other = (
        "Progression-free survival of men with prostate cancer was longer with lutetium treatment "
        "(hazard ratio 0.41, 95% CI 0.29 to 0.57)."
    )
    answer = ask_library(QUESTION, document("a", {"Disease": other}), document("b", {"Death": NO_LONGER}))
    assert answer["summary"]["statements"][0]["text"] == NO_LONGER
    assert "A difference or link was found" not in [section["heading"] for section in answer["sections"]]
    asked = "Does lutetium treatment delay progression in prostate cancer?"
    answer = ask_library(asked, document("a", {"Disease": other}), document("b", {"Death": NO_LONGER}))
    assert answer["summary"]["statements"][0]["text"] == other


def test_does_it_prolong_survival_is_opened_by_a_trial_that_found_so_and_one_that_did_not(ask):
    answer = ask("Does 177Lu-PSMA-617 prolong survival?")
    opening = {citation["number"]: citation["source"]["id"] for citation in answer["citations"]}
    sources = [opening[s["citations"][0]] for s in answer["summary"]["statements"]]
    assert sources[0] == "vision-2021" and sources[1] in ("psmaddition-2025", "psmafore-os-2025", "therap-os-2024")


def test_a_question_of_permission_opens_with_what_is_allowed_and_what_is_refused(ask_library):
    answer = ask_library(
        "Is lutetium treatment recommended for prostate cancer in Ruritania?",
        document("yes", {"Recommendation": ALLOWED}, kind="guideline"),
        document("no", {"Recommendation": REFUSED}, kind="guideline"),
    )
    assert [s["text"] for s in answer["summary"]["statements"]] == [ALLOWED, REFUSED]


def test_a_trial_does_not_allow_or_refuse(ask_library):
    answer = ask_library(
        "Is lutetium treatment recommended for prostate cancer in Ruritania?",
        document("trial", {"Design": ALLOWED}, kind="rct"),
        document("other", {"Design": REFUSED}, kind="rct"),
    )
    assert not {"Recommended or allowed", "Not recommended or not allowed"} & {s["heading"] for s in answer["sections"]}


def test_a_finding_about_something_else_takes_no_side(ask_library):
    other = "Tiredness was linked to age in men with prostate cancer."
    answer = ask_library(QUESTION, document("a", {"Survival": LONGER}), document("b", {"Tiredness": other}))
    assert other not in [s["text"] for s in answer["summary"]["statements"]][:1]
    assert all(
        other not in [s["text"] for s in part["statements"]]
        for part in answer["sections"]
        if "found" in part["heading"]
    )
