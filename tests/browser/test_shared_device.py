"""On a device that others use next, a closed tab leaves nothing of a conversation: only for whom pages are worded."""

import pytest
from asking import ask
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
KEPT = "() => ({...localStorage})"
CHOSEN = {"footnote:audience": "patient"}


def test_a_closed_tab_leaves_nothing_of_a_conversation_on_the_device(page: Page) -> None:
    page.get_by_test_id("audience-patient").check()
    ask(page, "Will I have a dry mouth?")
    context, address = page.context, page.url
    assert page.evaluate(KEPT) == CHOSEN
    page.close()
    assert all(cookie["expires"] == -1 for cookie in context.cookies())
    following = context.new_page()
    following.goto(address)
    expect(following.get_by_test_id("audience-patient")).to_be_checked()
    box = following.locator("followup-box")
    expect(box.get_by_test_id("question")).to_have_value("")
    expect(box.get_by_test_id("answer")).to_have_count(0)
    assert following.evaluate(KEPT) == CHOSEN and following.evaluate("sessionStorage.length") == 0
    assert following.evaluate("async () => (await caches.keys()).length + (await indexedDB.databases()).length") == 0


def test_starting_over_erases_the_conversation_here_and_on_the_server(page: Page) -> None:
    answer = ask(page, "What was the overall survival in VISION?")
    expect(answer.get_by_test_id("statement").first).to_be_visible()
    kept = page.evaluate(
        "Object.values(sessionStorage).find((text) => text.includes('cnv_')).match(/ans_[0-9a-f]+/)[0]"
    )
    with page.expect_response(lambda response: response.request.method == "DELETE") as erased:
        page.locator("followup-box").get_by_test_id("start-over").click()
    assert erased.value.status == 204
    expect(page.locator("followup-box").get_by_test_id("answer")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0
    assert page.request.get(page.url.split("/articles/")[0] + f"/v1/answers/{kept}").status == 404


def test_the_box_says_what_the_service_keeps_and_who_reads_it(page: Page) -> None:
    told = page.locator("followup-box").get_by_test_id("privacy")
    expect(told).to_contain_text(
        "stored on this server until 30 days after the last one, and in this tab until you close"
    )
    expect(told).to_contain_text("No outside model reads them.")
    expect(told).to_contain_text("leave out names")


def test_a_page_of_another_site_may_say_so_itself(page: Page) -> None:
    box = page.locator("followup-box")
    box.evaluate("(box) => { box.setAttribute('outside-model', 'a-model'); box.setAttribute('retention-days', '0'); }")
    told = box.get_by_test_id("privacy")
    expect(told).to_contain_text("An outside language model (a-model) reads your question")
    expect(told).to_contain_text("on this server until you start over")


def test_an_identifier_is_not_shown_again_and_the_reader_is_told(page: Page) -> None:
    answer = ask(page, "My father John Smith, MRN 4415882, had Pluvicto. Is his platelet count of 62 ok?")
    expect(answer).to_contain_text("leave out names and numbers")
    expect(answer).not_to_contain_text("John Smith")
    assert "4415882" not in page.evaluate("JSON.stringify({...sessionStorage})")
