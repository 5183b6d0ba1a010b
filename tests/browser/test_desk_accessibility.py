"""The review desk for everybody: by the keyboard alone, and with nothing that axe-core finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from reviewing import QUESTIONS, SHORTER, Board, Open, sign_in, under_review, with_keys

pytestmark = pytest.mark.browser


def test_ten_items_are_cleared_by_the_keyboard_alone(open_page: Open, board: Board) -> None:
    board.erase_all()
    waiting = {board.rated_down(QUESTIONS[number % 3]) for number in range(10)}
    page = open_page()
    page.goto(f"{board.address}/desk?kind=answers")
    expect(page.get_by_label("Your reviewer key")).to_be_focused()
    page.keyboard.type(board.keys["Dr. Ada Example"])
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("total")).to_have_text("10 items")
    with_keys(page).press("j")
    page.keyboard.press("Enter")
    for left in range(9, -1, -1):
        expect(page.get_by_role("button", name="Take up for review")).to_be_visible()
        with_keys(page).press("u")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Approve", exact=True)).to_be_visible()
        with_keys(page).press("j")
        expect(page.locator("#statement-0")).to_be_focused()
        page.keyboard.press("a")
        expect(page.get_by_role("button", name="Approve", exact=True)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Approved.").first).to_be_visible()
        assert sum(board.status(answer_id) == "approved" for answer_id in waiting) == 10 - left


def test_no_key_works_while_typing_and_all_can_be_switched_off(open_page: Open, board: Board) -> None:
    answer_id = board.rated_down()
    page = open_page()
    sign_in(page, board)
    under_review(page, board, answer_id)
    with_keys(page).press("r")
    note = page.get_by_label("Note: what has to change")
    expect(note).to_be_focused()
    page.keyboard.type("jack quarrels about u and c?")
    expect(note).to_have_value("jack quarrels about u and c?")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    keys.get_by_label("Keys are on").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.reload()
    page.keyboard.press("r")
    expect(page.get_by_label("Note: what has to change")).not_to_be_focused()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Keys are on").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("c")
    expect(page.locator("#text-0")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_is_cut(open_page: Open, board: Board, width: int, scheme: str) -> None:
    answer_id = board.rated_down()
    page = open_page(width, color_scheme=scheme, bypass_csp=True)  # axe's own script is no part of the page

    def check() -> None:
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    page.goto(f"{board.address}/desk")
    check()
    sign_in(page, board)
    check()
    page.goto(f"{board.address}/desk/answers/{answer_id}")
    check()
    under_review(page, board, answer_id)
    page.get_by_text("Correct this statement").nth(1).click()
    check()
    page.locator("#text-1").fill("It was 9.4 GBq.")
    page.locator("#statement-1").get_by_role("button").click()
    expect(page.get_by_test_id("refusal")).to_be_visible()
    check()
    page.locator("#text-1").fill(SHORTER)
    page.locator("#statement-1").get_by_role("button").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    page.goto(f"{board.address}/desk/answers/{answer_id}")
    expect(page.locator(".correction")).to_be_visible()
    check()
    page.goto(f"{board.address}/desk/affected")
    check()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    check()
    page.goto(f"{board.address}/desk?kind=articles")
    page.get_by_test_id("queue").get_by_role("link").first.click()
    check()
