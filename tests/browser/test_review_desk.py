"""Two reviewers at the desk in a real browser: take up, approve, return, correct, disagree."""

import json
from pathlib import Path

import httpx2
import pytest
from asking import ask
from playwright.sync_api import expect
from reviewing import QUESTIONS, SHORTER, Board, Open, sign_in, under_review

pytestmark = pytest.mark.browser


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
