"""The footnote card opens by pointing, by Tab, by a press and by touch, and says what the quote is."""

import re

import pytest
from asking import Visit, ask, given
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
QUESTION = "What was the overall survival in VISION?"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def card(page: Page) -> Locator:
    return page.locator("followup-box").get_by_test_id("card")


def first_number(page: Page) -> Locator:
    return ask(page, QUESTION).get_by_test_id("footnote").first


def test_pointing_at_a_number_shows_its_card_and_leaving_hides_it(visit: Visit) -> None:
    page = visit()
    number = first_number(page)
    number.hover()
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(card(page)).to_have_count(0)
    number.hover()
    card(page).hover()  # the way to its links
    page.wait_for_timeout(500)
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(card(page)).to_have_count(0)
    expect(number).to_have_attribute("aria-expanded", "false")


def test_escape_puts_away_what_pointing_has_shown(visit: Visit) -> None:
    page = visit()
    first_number(page).hover()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)


def test_a_pressed_card_stays_while_one_points_elsewhere(visit: Visit) -> None:
    page = visit()
    answer = ask(page, QUESTION)
    numbers = answer.get_by_test_id("footnote")
    numbers.first.click()
    said = card(page).inner_text()
    page.mouse.move(5, 5)
    numbers.last.dispatch_event("pointerenter", {"pointerType": "mouse"})
    page.wait_for_timeout(500)
    assert card(page).inner_text().startswith(said.split("\n")[0])
    answer.get_by_role("heading").first.click()
    expect(card(page)).to_have_count(0)


def test_by_keyboard_a_number_shows_its_card_enter_goes_in_and_escape_comes_back(visit: Visit) -> None:
    page = visit()
    number = first_number(page)
    number.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(card(page)).to_be_visible()
    expect(number).to_be_focused()
    page.keyboard.press("Enter")
    expect(card(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(card(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(number).to_be_focused()
    page.keyboard.press("Tab")  # and the next number has its own
    expect(card(page)).to_be_visible()
    expect(number).not_to_be_focused()


def test_leaving_a_card_by_tab_goes_on_behind_its_number(visit: Visit) -> None:
    page = visit()
    answer = ask(page, QUESTION)
    numbers = answer.get_by_test_id("footnote")
    numbers.first.press("Enter")
    for _ in range(len(card(page).get_by_role("link").all()) + 2):
        page.keyboard.press("Tab")
    expect(numbers.nth(1)).to_be_focused()


def test_a_touch_opens_the_card_as_a_sheet_and_a_touch_elsewhere_closes_it(visit: Visit) -> None:
    page = visit(**PHONE)
    number = first_number(page)
    number.tap()
    expect(card(page)).to_be_visible()
    expect(number).to_be_in_viewport()
    box = card(page).bounding_box()
    assert box and (box["x"], box["width"]) == (0, 390) and box["y"] + box["height"] <= 844
    page.touchscreen.tap(200, 20)
    expect(card(page)).to_have_count(0)


@pytest.mark.parametrize("height", [900, 500])
def test_the_card_is_never_cut_by_the_window(visit: Visit, height: int) -> None:
    page = visit(viewport={"width": 1280, "height": height})
    for number in ask(page, QUESTION).get_by_test_id("footnote").all()[:6]:
        number.click()
        page.wait_for_timeout(150)  # the passage is there
        box = card(page).bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= height and box["x"] + box["width"] <= 1280
        page.keyboard.press("Escape")


def test_the_card_says_what_the_source_is_and_shows_the_quote_in_its_passage(visit: Visit) -> None:
    page = visit()
    answer = ask(page, QUESTION)
    answer.get_by_role("button", name="Footnote 4").first.click()
    opened = card(page)
    expect(opened.locator(".context").last).to_be_attached()
    passage = opened.get_by_role("blockquote").first.inner_text()
    quote = opened.get_by_test_id("quote").first.inner_text()
    assert quote in passage and len(passage) > len(quote)
    page.keyboard.press("Escape")
    answer.get_by_role("button", name="Footnote 1").first.click()
    for told in ("Randomised trial · 2021", "VISION", "New England Journal of Medicine, 2021", "Standing: Current"):
        expect(opened).to_contain_text(told)
    expect(opened).to_contain_text("Evidence level: none stated")
    expect(opened).to_contain_text(re.compile("Footnote’s summary of the abstract.* not the authors’ words"))
    expect(opened.get_by_role("link", name="DOI")).to_have_attribute("href", "https://doi.org/10.1056/NEJMoa2107322")


def test_a_level_that_the_author_printed_and_a_source_that_no_longer_stands_are_told(page: Page) -> None:
    source = {
        "title": "A guideline", "organization": "A society", "authors": None, "year": 2020, "kind": "guideline",
        "evidence_level": "1b", "standing": "superseded", "text_basis": "abstract", "checked": "twice", "as_of": "",
        "url": "javascript:alert(1)",
    }  # fmt: skip
    quote = {"id": "q1", "passage_id": "none", "text": "Said so.", "start": 0, "end": 8, "section": "A", "page": 3}
    statement = {"text": "Said so.", "citations": [1], "quotes": ["q1"], "verdict": "supported", "start": 0, "end": 8}
    given(
        page,
        citations=[{"number": 1, "source": source, "quotes": [{**quote, "evidence_level": "1a"}]}],
        sections=[{"heading": "Only here", "statements": [statement]}],
    )
    page.route("**/v1/passages/none", lambda route: route.fulfill(json={"text": "another text"}))
    ask(page, QUESTION).get_by_test_id("statement").last.get_by_test_id("footnote").click()
    opened = card(page)
    for told in ("Superseded by a newer edition", "Evidence level: 1a", "A, page 3", "Quoted from the abstract."):
        expect(opened).to_contain_text(told)
    expect(opened.get_by_test_id("quote")).to_have_text("Said so.")  # alone: the passage does not hold it there
    expect(opened.get_by_role("link")).to_have_count(0)
