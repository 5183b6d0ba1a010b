"""A reader takes an answer along: as text with its sources, and the sources for a reference manager."""

import bibtexparser
import pytest
import rispy
from asking import Visit, ask
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
QUESTION = "What is the labelled dose and schedule of Pluvicto?"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def copied(page: Page, name: str) -> str:
    page.get_by_test_id("copying").get_by_role("button", name=name).click()
    expect(page.get_by_test_id("copying").get_by_role("status")).to_have_text(f"{name}: done.")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_the_text_carries_numbers_sources_disclaimer_and_that_nobody_reviewed_it(visit: Visit) -> None:
    page = visit(permissions=CLIPBOARD)
    answer = ask(page, QUESTION)
    text = copied(page, "Copy with citations")
    assert text.startswith(f"{QUESTION}\n\n")
    for statement in answer.get_by_test_id("statement").all():
        words = statement.inner_text().split(".")[0]
        assert words in text
    titles = [title.inner_text() for title in answer.get_by_test_id("sources").get_by_role("button").all()]
    for number, title in enumerate(titles, 1):
        assert f"\n[{number}] {title}. " in text and f" [{number}]" in text.split("\nSources\n")[0]
    assert answer.get_by_test_id("disclaimer").inner_text() in text
    assert "not the authors’ words" in text
    assert "not reviewed by a clinician; library cv_" in text.rsplit("\n\n", 1)[1]


def test_the_sources_come_as_bibtex_and_ris(visit: Visit) -> None:
    page = visit(permissions=CLIPBOARD)
    ask(page, QUESTION)
    entries = bibtexparser.parse_string(copied(page, "Copy BibTeX")).entries
    assert [entry.entry_type for entry in entries] == ["manual", "manual"]
    records = rispy.loads(copied(page, "Copy RIS"))
    assert [record["type_of_reference"] for record in records] == ["GOVDOC", "GOVDOC"]


def test_where_the_page_may_not_use_the_clipboard_the_text_is_there_to_be_copied_by_hand(visit: Visit) -> None:
    page = visit(script="Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    ask(page, QUESTION)
    page.get_by_test_id("copying").get_by_role("button", name="Copy BibTeX").click()
    by_hand = page.get_by_test_id("copy-by-hand")
    expect(by_hand).to_be_focused()
    assert by_hand.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)").startswith("@manual{")


def test_what_cannot_be_fetched_is_said(visit: Visit) -> None:
    page = visit(permissions=CLIPBOARD)
    ask(page, QUESTION)
    page.route("**/citations?*", lambda route: route.abort())
    page.get_by_test_id("copying").get_by_role("button", name="Copy RIS").click()
    expect(page.get_by_test_id("copying").get_by_role("status")).to_contain_text("could not be copied. Check the")


def test_a_reply_without_sources_offers_none(visit: Visit) -> None:
    answer = ask(visit(), "Who won the last football world cup?")
    expect(answer.get_by_test_id("copying").get_by_role("button")).to_have_text(["Copy the text"])
