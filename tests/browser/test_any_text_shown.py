"""Text of any kind and script in questions, answers and passages is shown as text, in its own direction, uncut."""

import pytest
from asking import Visit, ask, given
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
QUESTION = "What is the labelled dose and schedule of Pluvicto?"
PROBES = [
    "<img src=x onerror=\"document.title='owned'\">",
    "<script>document.title='owned'</script>",
    "<svg onload=\"document.title='owned'\">",
    "</mark></blockquote><a href=\"javascript:document.title='owned'\">x</a>",
]
SOURCE = {
    "organization": PROBES[0], "authors": PROBES[1], "year": 2020, "kind": PROBES[2], "evidence_level": PROBES[3],
    "standing": "current", "text_basis": "summary", "checked": "once", "as_of": PROBES[1], "doi": "\"><img src=x>",
}  # fmt: skip


def unharmed(page: Page) -> bool:
    """No probe ran, and none became an element of the box."""
    return (
        "owned" not in page.title()
        and page.locator("followup-box").locator("img, script, [onerror], iframe").count() == 0
    )


@pytest.mark.parametrize("probe", PROBES)
def test_markup_is_text_wherever_it_comes_from(page: Page, probe: str) -> None:
    quote = {"id": "q1", "passage_id": "none", "text": probe, "start": 4, "end": 4 + len(probe), "section": probe}
    statement = {"text": probe, "citations": [1], "quotes": ["q1"], "verdict": "supported", "start": 0, "end": 9}
    given(
        page,
        outcome="partial",
        citations=[{"number": 1, "source": {**SOURCE, "title": probe}, "quotes": [quote]}],
        sections=[{"heading": probe, "statements": [statement]}],
        gaps=[probe],
        notices=[{"code": "personal_decision", "text": probe}, {"code": "x", "text": probe}],
        conflicts=[{"topic": probe, "citations": [1], "quotes": ["q1"], "note": probe}],
        glossary=[{"term": probe, "meaning": probe}],
        suggestions=[probe],
        disclaimer=probe,
        standalone_question=probe,
    )
    page.route("**/v1/passages/none", lambda route: route.fulfill(json={"text": f"{probe[:4]}{probe}{probe}"}))
    answer = ask(page, f"{probe} {QUESTION}")
    answer.get_by_test_id("statement").last.get_by_test_id("footnote").click()
    card = page.get_by_test_id("card")
    expect(card.get_by_test_id("quote")).to_have_text(probe)
    expect(card.locator(".context").last).to_have_text(probe)
    expect(card).to_contain_text(f"Evidence level: {PROBES[3]}")
    page.keyboard.press("Escape")
    for part in ("gaps", "opening", "notices", "conflicts", "disclaimer", "suggestions"):
        expect(answer.get_by_test_id(part)).to_contain_text(probe)
    assert unharmed(page)
    page.reload()
    expect(page.get_by_test_id("answer")).to_contain_text(probe)
    assert unharmed(page)


def test_an_arabic_question_runs_from_right_to_left_and_the_english_reply_does_not(page: Page) -> None:
    question = "هل العلاج باللوتيتيوم آمن لمرضى القصور الكلوي؟"
    page.get_by_test_id("question").fill(question)
    expect(page.get_by_test_id("question")).to_have_css("direction", "rtl")
    answer = ask(page, question)
    expect(answer.get_by_role("heading", level=3)).to_have_css("direction", "rtl")
    expect(answer.get_by_text("إذا كانت هذه حالة طارئة")).to_have_css("direction", "rtl")
    expect(answer.get_by_text("Please ask it in English.")).to_have_css("direction", "ltr")


@pytest.mark.parametrize("width", [320, 390])
def test_a_word_longer_than_the_screen_is_broken_and_not_cut(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 640})
    word = "Radioligandentherapieunverträglichkeitsuntersuchungsergebnis" * 3
    statement = {"text": f"{word}.", "citations": list(range(1, 9)), "quotes": ["q1"], "verdict": "supported"}
    sections = [{"heading": word, "statements": [statement]}]
    given(page, outcome="partial", sections=sections, suggestions=[word], gaps=[word])
    answer = ask(page, f"{word}? {QUESTION}")
    answer.get_by_test_id("statement").last.get_by_test_id("footnote").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.keyboard.press("Escape")
    for part in (*answer.locator("h3, h4, li, button").all(), page.get_by_test_id("question")):
        if part.is_visible():
            box = part.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
