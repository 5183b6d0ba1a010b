"""Two reviewers at the desk in a real browser: take up, approve, return, correct, disagree; by the keyboard alone."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from asking import ask
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Keyboard, Page, expect
from reviewing import QUESTIONS, SHORTER, Board, opened_board, sign_in

from corpus.embeddings import Embedder
from service.settings import ServiceSettings

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
EXPECTED = "Failed to load resource"  # a refused form is a page of its own


@pytest.fixture(scope="module")
def board(settings: ServiceSettings, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    with opened_board(settings, embedder, tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture
def open_page(browser: Browser, board: Board) -> Iterator[Open]:
    """Opens pages in browsers of their own; fails if one logs an error or calls another host."""
    contexts, complaints = [], []

    def make(width: int = 1280, **more: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("request", lambda sent: None if sent.url.startswith(board.address) else complaints.append(sent.url))
        return page

    yield make
    for context in contexts:
        context.close()
    assert [told for told in complaints if not told.startswith(EXPECTED)] == []


def under_review(page: Page, board: Board, answer_id: str) -> None:
    """Open the item and take it up."""
    page.goto(f"{board.address}/desk/answers/{answer_id}")
    page.get_by_role("button", name="Take up for review").click()
    expect(page.get_by_test_id("done")).to_contain_text("You have taken this up")


def with_keys(page: Page) -> Keyboard:
    """The keyboard, once the script of the page listens to it."""
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    return page.keyboard


def test_a_reviewer_reads_an_answer_beside_its_quotes_and_approves_it(open_page: Open, board: Board) -> None:
    answer_id = board.rated_down()
    page = open_page()
    sign_in(page, board)
    page.get_by_test_id("queue").get_by_role("link", name=QUESTIONS[0]).first.click()
    page.goto(f"{board.address}/desk/answers/{answer_id}")
    claim = page.locator("#statement-0")
    expect(claim.locator(".verdict")).to_contain_text("Supported: The statement is the quote, word for word.")
    said = board.reader.get(f"/v1/answers/{answer_id}").json()["summary"]["statements"][0]["text"]
    expect(claim.locator("#said-0")).to_contain_text(said)
    expect(claim.locator("blockquote")).to_contain_text(said)
    expect(page.get_by_test_id("feedback")).to_contain_text("Thumbs down")
    under_review(page, board, answer_id)
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Approved.").first).to_be_visible()
    told = board.reader.get(f"/v1/answers/{answer_id}").json()
    assert (told["review_status"], told["review"]["role"]) == ("approved", "urologist")
    page.goto(f"{board.address}/desk/answers/{answer_id}")
    expect(page.get_by_test_id("history")).to_contain_text("Under review → Approved Dr. Ada Example (urologist)")


def test_a_returned_answer_waits_with_its_note(open_page: Open, board: Board) -> None:
    answer_id = board.rated_down()
    page = open_page()
    sign_in(page, board)
    under_review(page, board, answer_id)
    page.get_by_role("button", name="Return with this note").click()  # without one the browser asks for it
    assert board.status(answer_id) == "under_review"
    page.get_by_label("Note: what has to change").fill("The current label differs.")
    page.get_by_role("button", name="Return with this note").click()
    expect(page.get_by_text("Returned, with your note.")).to_be_visible()
    page.goto(f"{board.address}/desk?status=submitted")
    expect(page.get_by_test_id("queue")).to_contain_text("The current label differs.")
    assert board.status(answer_id) == "submitted"


def test_a_correction_is_verified_and_stands_beside_the_original(open_page: Open, board: Board) -> None:
    answer_id = board.rated_down()
    page = open_page()
    sign_in(page, board)
    under_review(page, board, answer_id)
    claim = page.locator("#statement-1")
    original = claim.locator("#said-1").inner_text()
    claim.get_by_text("Correct this statement").click()
    words = claim.get_by_label("Its words from now on")
    wrong = words.input_value().replace("7.4 GBq", "9.4 GBq")
    words.fill(wrong)
    claim.get_by_role("button", name="Check and keep").click()
    refusal = page.get_by_test_id("refusal")
    expect(refusal).to_contain_text("The quotes do not support the correction")
    expect(refusal).to_contain_text("9.4")
    expect(words).to_have_value(wrong)
    assert board.reader.get(f"/v1/answers/{answer_id}").json()["corrections"] == []
    words.fill(SHORTER)
    claim.get_by_role("button", name="Check and keep").click()
    expect(claim.locator("ins")).to_have_text(SHORTER)
    assert claim.locator("del").inner_text() in original
    page.get_by_role("button", name="Approve", exact=True).click()
    assert board.status(answer_id) == "approved"
    # An edit after the approval.
    page.goto(f"{board.address}/desk/answers/{answer_id}")
    claim.get_by_text("Correct this statement").click()
    words.fill(claim.locator("del").inner_text())
    claim.get_by_role("button", name="Check and keep").click()
    expect(page.get_by_test_id("done")).to_contain_text("the item is under review")
    assert board.status(answer_id) == "under_review"


def test_of_two_reviewers_on_one_item_the_second_is_told_and_loses_nothing(open_page: Open, board: Board) -> None:
    answer_id = board.rated_down()
    ada, ben = open_page(), open_page()
    sign_in(ada, board)
    sign_in(ben, board, "Ben Example")
    under_review(ada, board, answer_id)
    ben.goto(f"{board.address}/desk/answers/{answer_id}")
    ada.get_by_role("button", name="Approve", exact=True).click()
    ben.get_by_label("Note: what has to change").fill("The second label is missing.")
    ben.get_by_role("button", name="Return with this note").click()
    told = ben.get_by_test_id("refusal")
    expect(told).to_contain_text("Dr. Ada Example (urologist)")
    expect(told).to_contain_text("it is approved now")
    assert board.status(answer_id) == "approved"
    expect(ben.locator("#note")).to_have_value("The second label is missing.")
    ben.get_by_role("button", name="Take the approval back").click()
    expect(ben.get_by_test_id("history")).to_contain_text("The second label is missing.")
    assert board.status(answer_id) == "under_review"


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


def test_an_answer_becomes_a_test_case(open_page: Open, board: Board) -> None:
    answer_id = board.rated_down()
    page = open_page()
    sign_in(page, board)
    page.goto(f"{board.address}/desk")
    page.get_by_label("An answer that a reader asks you to look at").fill(answer_id)
    page.get_by_role("button", name="Open").click()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Make a test case").click()
    assert json.loads(Path(kept.value.path()).read_text())["question"] == QUESTIONS[0]


def test_an_erased_answer_leaves_its_history_alone(open_page: Open, board: Board) -> None:
    answer_id = board.rated_down()
    page = open_page()
    sign_in(page, board)
    under_review(page, board, answer_id)
    board.erase_all()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("heading", name="Not found")).to_be_visible()
    page.goto(f"{board.address}/desk/answers/{answer_id}")
    expect(page.get_by_role("heading", name="This answer was erased")).to_be_visible()
    expect(page.get_by_test_id("history")).to_contain_text("Submitted → Under review")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


def test_a_reader_who_comes_back_sees_what_reviewers_made_of_the_answer(open_page: Open, board: Board) -> None:
    reader = open_page()
    reader.goto(f"{board.address}/articles/lesions-unchanged-after-two-lutetium-infusions")
    ask(reader, QUESTIONS[0])
    kept = "Object.values(sessionStorage).find((text) => text.includes('cnv_')).match(/ans_[0-9a-f]+/)[0]"
    item = f"{board.address}/v1/reviews/answers/{reader.evaluate(kept)}"
    reviewer = {"Authorization": f"Bearer {board.keys['Dr. Ada Example']}"}
    for decision in (
        {"status": "submitted"},
        {"status": "under_review", "correction": {"statement": 1, "text": SHORTER}},
        {"status": "approved"},
    ):
        assert httpx2.post(item, json=decision, headers=reviewer, timeout=30).status_code == 200
    reader.reload()
    told = reader.locator("followup-box").get_by_test_id("reviewed")
    expect(told).to_contain_text("Approved by a reviewer (urologist) on")
    expect(told).to_contain_text(f"Sentence 2 was corrected by a reviewer: {SHORTER}")


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
