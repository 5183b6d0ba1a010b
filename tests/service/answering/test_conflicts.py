"""Two current sources that disagree on what is asked are both shown, cited and quoted; what only seems to is not."""

import pytest
from small_library import document

LONGER = (
    "Survival of men with prostate cancer was longer with lutetium treatment than with placebo (hazard ratio 0.62, "
    "95% CI 0.52 to 0.74)."
)
NO_LONGER = (
    "Survival of men with prostate cancer did not differ between lutetium treatment and placebo (hazard ratio 0.97, "
    "95% CI 0.74 to 1.26)."
)
SURVIVAL = "Does lutetium treatment prolong survival in prostate cancer?"
DOSE = "What dose of prednisolone is given with lutetium treatment of prostate cancer?"
OFTEN = "How often are blood counts measured during lutetium treatment of prostate cancer?"
ADVICE = "Is lutetium treatment recommended for men with prostate cancer?"


def sides(answer):
    """(kind, the sources on either side, the sentences quoted) of every conflict told."""
    sources = {citation["number"]: citation["source"]["id"] for citation in answer["citations"]}
    quotes = {quote["id"]: quote["text"] for citation in answer["citations"] for quote in citation["quotes"]}
    return [
        (one["kind"], {sources[number] for number in one["citations"]}, {quotes[quote] for quote in one["quotes"]})
        for one in answer["conflicts"]
    ]


def ask_two(ask_library, question, first, second, **chosen):
    kind = chosen.pop("kind", "guideline")
    return ask_library(
        question,
        document("first", {"Findings": first}, kind=kind, **chosen),
        document("second", {"Findings": second}, kind=kind),
    )


@pytest.mark.parametrize(
    ("kind", "question", "first", "second"),
    [
        ("direction", SURVIVAL, LONGER, NO_LONGER),
        (
            "dose",
            DOSE,
            "With lutetium treatment of prostate cancer prednisolone 10 mg daily is given.",
            "Prednisolone 5 mg twice a week is recommended with lutetium treatment of prostate cancer.",
        ),
        (
            "interval",
            OFTEN,
            "Blood counts are measured every 2 weeks during lutetium treatment of prostate cancer.",
            "During lutetium treatment of prostate cancer blood counts should be measured at six-week intervals.",
        ),
        (
            "recommendation",
            ADVICE,
            "The guideline recommends lutetium treatment for men with prostate cancer.",
            "For men with prostate cancer the agency does not recommend lutetium treatment.",
        ),
    ],
)
def test_both_sides_are_told_with_their_quotes(ask_library, kind, question, first, second):
    answer = ask_two(ask_library, question, first, second, kind="rct" if kind == "direction" else "guideline")
    assert sides(answer) == [(kind, {"first", "second"}, {first, second})]
    conflict = answer["conflicts"][0]
    assert conflict["topic"] in answer["text"]
    assert all(f"[{number}]" in answer["text"].split(conflict["topic"])[1] for number in conflict["citations"])


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            DOSE,
            "With lutetium treatment of prostate cancer prednisolone 10 mg daily is given.",
            "Prednisolone 5 mg twice daily is recommended with lutetium treatment of prostate cancer.",
        ),
        (
            DOSE,
            "With lutetium treatment of prostate cancer prednisolone 10 mg daily is given.",
            "With lutetium treatment of prostate cancer dexamethasone 4 mg daily is given.",
        ),
        (
            DOSE,
            "With lutetium treatment of prostate cancer prednisolone 10 mg daily is given.",
            "With lutetium treatment of prostate cancer the 40 men of the series received prednisolone 30 mg daily.",
        ),
        (
            OFTEN,
            "Blood counts are measured every 4 weeks during lutetium treatment of prostate cancer.",
            "During lutetium treatment of prostate cancer blood counts should be measured every 28 days.",
        ),
        (
            OFTEN,
            "Blood counts are measured every 2 weeks during lutetium treatment of prostate cancer.",
            "Lutetium treatment of prostate cancer is given every 6 weeks.",
        ),
        (
            ADVICE,
            "The guideline recommends lutetium treatment for men with prostate cancer.",
            "In men with prostate cancer on dialysis lutetium treatment is not recommended.",
        ),
        (
            SURVIVAL,
            LONGER,
            "Pain of men with prostate cancer did not differ between lutetium treatment and placebo (p=0.6).",
        ),
        (
            SURVIVAL,
            LONGER,
            "Survival of men with prostate cancer on lutetium treatment did not differ with age above the median.",
        ),
        (
            SURVIVAL,
            LONGER,
            "Survival of men with prostate cancer on lutetium treatment was 15.8 months in the lower-activity arm "
            "against 13.5 months in the higher-activity arm (p=0.87), and shorter in men without a response.",
        ),
    ],
    ids=(
        "a day's dose,another drug,what a study gave,same time,tests and doses,other people,other outcome,"
        "other comparison,more and less of the same"
    ).split(","),
)
def test_what_only_seems_to_disagree_is_not_told(ask_library, question, first, second):
    assert ask_two(ask_library, question, first, second)["conflicts"] == []


@pytest.mark.parametrize("standing", [{"retracted": True}, {"superseded_by": "second"}])
def test_a_source_that_no_longer_stands_is_no_side(ask_library, standing):
    assert ask_two(ask_library, SURVIVAL, LONGER, NO_LONGER, kind="rct", **standing)["conflicts"] == []


def test_what_they_compared_with_is_said_where_it_was_not_the_same(ask_library):
    other = NO_LONGER.replace("placebo", "docetaxel")
    answer = ask_library(
        SURVIVAL,
        document("first", {"Survival": LONGER}, study="ONE"),
        document("second", {"Survival": other}, study="OTHER"),
    )
    (conflict,) = answer["conflicts"]
    assert "ONE compared with placebo" in conflict["note"] or "OTHER compared with docetaxel" in conflict["note"]


def test_a_licence_and_a_recommendation_are_told_apart(ask_library):
    answer = ask_two(
        ask_library,
        ADVICE,
        "The agency approved lutetium treatment for men with prostate cancer.",
        "The institute does not recommend lutetium treatment for men with prostate cancer.",
        organization="Agency of Ruritania",
    )
    (conflict,) = answer["conflicts"]
    assert "licence" in conflict["note"] and "Agency of Ruritania" in conflict["note"]


def test_two_reports_of_one_study_do_not_disagree(ask_library):
    reports = (document(name, {"Survival": text}, study="ONE") for name, text in (("a", LONGER), ("b", NO_LONGER)))
    assert ask_library(SURVIVAL, *reports)["conflicts"] == []
