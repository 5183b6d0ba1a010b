"""A visitor asks under the article, reads the streamed answer and opens a footnote."""

import pytest
from asking import ask
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_footnote_of_the_answer_opens_the_exact_quote(page: Page) -> None:
    answer = ask(page, "What should be monitored before each dose?")
    statement = answer.get_by_test_id("statement").first
    said = statement.inner_text()
    statement.get_by_test_id("footnote").first.click()
    card = page.locator("followup-box").get_by_test_id("card")
    quote = card.get_by_test_id("quote").first.inner_text()
    assert quote and quote in said
    expect(card).to_contain_text("not the authors’ words")
    expect(card).to_contain_text("20")  # the year of the source
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert no_sideways_scroll(page)


def test_a_footnote_of_the_article_opens_its_quote(page: Page) -> None:
    statement = page.get_by_test_id("article").get_by_test_id("statement").first
    said = statement.inner_text()
    statement.get_by_test_id("footnote").first.click()
    assert page.get_by_test_id("quote").first.inner_text() in said


def test_the_conversation_survives_a_reload_and_goes_on(page: Page) -> None:
    ask(page, "What was the overall survival in VISION?")
    page.reload()
    box = page.locator("followup-box")
    expect(box.get_by_test_id("answer")).to_have_count(1)
    with page.expect_request("**/v1/followups/stream") as sent:
        ask(page, "And how many doses did they receive?")
    assert sent.value.post_data_json["conversation_id"].startswith("cnv_")


def test_an_emergency_is_answered_first_with_what_to_do(page: Page) -> None:
    answer = ask(page, "Since this morning my legs are numb and I cannot pass urine")
    expect(answer).to_have_attribute("data-outcome", "urgent")
    expect(answer.get_by_test_id("urgent")).to_contain_text("emergency")


def test_what_the_library_does_not_cover_is_said(page: Page) -> None:
    answer = ask(page, "Who won the last football world cup?")
    expect(answer).to_have_attribute("data-outcome", "declined")
    expect(answer.get_by_test_id("footnote")).to_have_count(0)


def test_the_reader_s_choice_changes_the_disclaimer_and_is_remembered(page: Page) -> None:
    shown = page.get_by_test_id("article").get_by_test_id("disclaimer")
    for_clinicians = shown.inner_text()
    page.get_by_test_id("audience-patient").check()
    expect(shown).not_to_have_text(for_clinicians)
    page.reload()
    expect(page.get_by_test_id("audience-patient")).to_be_checked()
    with page.expect_request("**/v1/followups/stream") as sent:
        ask(page, "Will I have a dry mouth?")
    assert sent.value.post_data_json["audience"] == "patient"


@pytest.mark.parametrize(("days", "told"), [("90", "until 90 days after the last one"), ("1", "until a day after")])
def test_the_box_says_how_long_questions_are_kept(page: Page, days: str, told: str) -> None:
    box = page.locator("followup-box")
    box.evaluate("(box, days) => box.setAttribute('retention-days', days)", days)
    expect(box.get_by_test_id("privacy")).to_contain_text(f"stored on this server {told}")


def test_hostile_text_stays_text(page: Page) -> None:
    ask(page, "<img src=x onerror=document.title='owned'> What is the dose?")
    assert "owned" not in page.title()
