"""What an answer says beside its sentences: what is missing, words explained, what it rests on, who wrote it."""

import pytest
from asking import ask, given
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

QUESTION = "What should be monitored before each dose?"
TERMS = [{"term": f"word {n}", "meaning": f"meaning <b>{n}</b>"} for n in range(1, 5)]


def top(part: Locator) -> float:
    """Where on the page a part begins."""
    box = part.bounding_box()
    assert box is not None
    return box["y"]


def test_what_was_not_found_stands_before_the_summary(page: Page) -> None:
    given(page, outcome="partial", gaps=["how long it lasts", "what it costs"])
    answer = ask(page, QUESTION)
    gaps = answer.get_by_test_id("gaps")
    expect(gaps).to_contain_text("Not found in the library:")
    expect(gaps.get_by_role("listitem")).to_have_text(["how long it lasts", "what it costs"])
    assert top(gaps) < top(answer.get_by_test_id("statement").first)
    page.reload()
    expect(page.get_by_test_id("gaps")).to_have_count(1)


def test_what_only_the_team_can_decide_is_said_before_the_answer_and_what_to_ask_them_after_it(page: Page) -> None:
    notices = [{"code": "personal_decision", "text": "Ask your team first."}]
    given(page, notices=notices, team_questions=["What would a delay change?"])
    answer = ask(page, QUESTION)
    opening, team = answer.get_by_test_id("opening"), answer.get_by_test_id("team")
    expect(opening).to_have_text("Ask your team first.")
    expect(answer.get_by_test_id("notices")).to_have_count(0)
    expect(team.get_by_role("listitem")).to_have_text(["What would a delay change?"])
    assert top(opening) < top(answer.get_by_test_id("statement").first) < top(team)
    page.reload()
    restored = page.get_by_test_id("answer")
    assert top(restored.get_by_test_id("opening")) < top(restored.get_by_test_id("statement").first)


def test_a_few_words_are_explained_openly_after_the_statements(page: Page) -> None:
    given(page, glossary=TERMS[:3])
    answer = ask(page, QUESTION)
    words = answer.get_by_test_id("glossary")
    expect(words).to_contain_text("Words used")
    expect(words.get_by_role("term")).to_have_text(["word 1", "word 2", "word 3"])
    expect(words.get_by_role("definition").first).to_have_text("meaning <b>1</b>")
    expect(words.get_by_role("definition").last).to_be_visible()
    last, sources = answer.get_by_test_id("statement").last, answer.get_by_test_id("sources")
    assert top(last) < top(words) < top(sources)


def test_more_words_wait_until_they_are_asked_for(page: Page) -> None:
    given(page, glossary=TERMS)
    words = ask(page, QUESTION).get_by_test_id("glossary")
    expect(words.get_by_text("word 4")).to_be_hidden()
    words.get_by_text("Words used (4)").click()
    expect(words.get_by_text("word 4")).to_be_visible()


def test_what_an_answer_rests_on_stands_in_one_line_above_its_sources(page: Page) -> None:
    kinds = [
        {"kind": "guideline", "sources": 2, "first_year": 2019, "last_year": 2025},
        {"kind": "rct", "sources": 1, "first_year": 2021, "last_year": 2021},
        {"kind": "retrospective", "sources": 3, "first_year": None, "last_year": None},
        {"kind": "meta-analysis", "sources": 2, "first_year": 2020, "last_year": 2024},
    ]
    given(page, evidence_profile=kinds)
    answer = ask(page, QUESTION)
    profile = answer.get_by_test_id("evidence-profile")
    expect(profile).to_have_text(
        "Rests on 2 guidelines (2019 to 2025), 1 randomised trial (2021), 3 retrospective studies, "
        "2 meta-analyses (2020 to 2024)."
    )
    assert top(profile) < top(answer.get_by_test_id("sources"))


def test_nothing_stands_in_place_of_parts_that_an_answer_lacks(page: Page) -> None:
    given(page, gaps=[], glossary=[], evidence_profile=[])
    answer = ask(page, QUESTION)
    for part in ("gaps", "glossary", "evidence-profile"):
        expect(answer.get_by_test_id(part)).to_have_count(0)


WRITING = {"written": 9, "shown": 6, "repaired": 1, "dropped": 2, "added": 0, "stopped": None}
CHECKED = "each sentence was checked against its quotes before it was shown"


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            {"composer": "built-in", "model": None, "writing": None},
            "Composed from the library's own sentences, without a language model ·",
        ),
        (
            {"composer": "model", "model": "m-1", "writing": {**WRITING, "shown": 9, "repaired": 0, "dropped": 0}},
            f"Written by m-1; {CHECKED} ·",
        ),
        (
            {"composer": "model", "model": "m-1", "writing": {**WRITING, "shown": 7, "repaired": 0}},
            f"Written by m-1; {CHECKED} (2 of 9 did not pass and are not shown) ·",
        ),
        (
            {"composer": "mixed", "model": "m-1", "writing": {**WRITING, "added": 2}},
            f"Written by m-1; {CHECKED} (2 of 9 did not pass and are not shown; 1 of 9 is shown in the source’s own "
            "words instead); completed by Footnote’s own composer ·",
        ),
        (
            {
                "composer": "mixed",
                "model": "m-1",
                "writing": {**WRITING, "dropped": 0, "repaired": 0, "stopped": "time-out"},
            },
            f"Written by m-1; {CHECKED}; completed by Footnote’s own composer · a language model was stopped: "
            "it took too long ·",
        ),
        (
            {"composer": "built-in", "model": None, "writing": {**WRITING, "written": 0, "stopped": "APIError 500"}},
            "Composed from the library's own sentences · a language model was stopped: its server failed ·",
        ),
    ],
    ids=["built-in", "model, all passed", "model", "mixed", "stopped", "failed"],
)
def test_who_wrote_the_answer_is_told(page: Page, made: dict[str, object], told: str) -> None:
    given(page, provenance=made)
    expect(ask(page, QUESTION).get_by_test_id("provenance")).to_contain_text(told)
