"""A visitor reads an article: in the words of the reader they are, on any screen and on paper."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
SIDE_EFFECTS = "side-effects-and-blood-tests-during-177lu-psma-617"
CLINICAL, PLAIN = "had no arm that stopped after two cycles", "had no arm (group) that stopped after two cycles"
BLOCKS = "main :is(h1, h2, p, li, blockquote, fieldset, .stepper, followup-box)"
OVERLAPS = """(selector) => {
  const shown = [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility());
  const box = new Map(shown.map((node) => [node, node.getBoundingClientRect()]));
  const found = [];
  for (const [index, one] of shown.entries()) {
    for (const other of shown.slice(index + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const [a, b] = [box.get(one), box.get(other)];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) found.push([one.textContent.slice(0, 40), other.textContent.slice(0, 40)]);
    }
  }
  return found;
}"""

TORN = "(numbers) => numbers.filter((number) => number.getClientRects().length > 1).length"


def third(page: Page) -> Locator:
    return page.get_by_test_id("article").get_by_test_id("statement").nth(2)


def test_the_reader_s_choice_changes_words_glossary_and_disclaimer_at_once(page: Page) -> None:
    glossary, disclaimer = page.get_by_test_id("glossary"), page.get_by_test_id("disclaimer")
    expect(third(page)).to_contain_text(CLINICAL)
    expect(glossary).to_be_hidden()
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.url))
    page.get_by_test_id("audience-patient").check()
    assert calls == [], "nothing is loaded for it"
    assert PLAIN in third(page).inner_text() and CLINICAL not in third(page).inner_text()
    expect(glossary).to_contain_text("the middle value, half of the people were above it and half below")
    expect(disclaimer).to_contain_text("not medical advice about you")
    expect(page.locator("followup-box")).to_contain_text("Asking as a patient.")
    page.get_by_test_id("audience-student").check()
    expect(third(page)).to_contain_text(CLINICAL)
    expect(glossary).to_be_hidden()
    expect(disclaimer).to_contain_text("Written for study")


def test_a_plain_sentence_keeps_its_number_and_opens_the_clinical_one(page: Page) -> None:
    page.get_by_test_id("audience-caregiver").check()
    third(page).get_by_test_id("footnote").click()
    card = page.get_by_test_id("card")
    expect(card.get_by_test_id("quote")).to_contain_text(CLINICAL)
    expect(card).to_contain_text("3")


def test_the_choice_is_remembered_on_other_pages_and_visits_and_nothing_jumps(page: Page) -> None:
    page.get_by_test_id("audience-caregiver").check()
    following = page.context.new_page()
    following.add_init_script(
        "window.moved = 0; new PerformanceObserver((seen) => { for (const one of seen.getEntries()) "
        "window.moved += one.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    following.goto(page.url.replace(page.url.rsplit("/", 1)[1], SIDE_EFFECTS))
    expect(following.get_by_test_id("audience-caregiver")).to_be_checked()
    expect(following.locator("followup-box")).to_have_attribute("audience", "caregiver")
    expect(following.get_by_test_id("disclaimer")).to_contain_text("the person you care for")
    assert following.evaluate("window.moved") < 0.01


def test_without_a_choice_an_article_is_worded_for_whom_it_was_written(page: Page, address: str) -> None:
    page.goto(f"{address}/articles/{SIDE_EFFECTS}")
    expect(page.get_by_test_id("audience-patient")).to_be_checked()
    expect(page.get_by_test_id("glossary")).to_be_visible()


def test_nothing_overlaps_and_nothing_is_cut(page: Page, address: str) -> None:
    for path in (
        page.url.removeprefix(address),
        f"/articles/{SIDE_EFFECTS}",
        "/",
        "/?q=dry+mouth",
        "/editorial-policy",
    ):
        page.goto(address + path)
        assert page.evaluate(OVERLAPS, BLOCKS) == []
        assert page.locator("a.footnote:visible").evaluate_all(TORN) == 0
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_every_part_can_be_reached_from_the_contents(page: Page) -> None:
    page.get_by_test_id("audience-patient").check()
    folded = page.locator(".contents-folded summary")
    if folded.is_visible():
        folded.click()
    links = page.locator("nav[aria-labelledby=contents-title], nav.contents-folded").locator("a:visible")
    parts = [part for part in page.locator("main h2:visible").evaluate_all("found => found.map(({id}) => id)") if part]
    targets = [link.get_attribute("href").removeprefix("#") for link in links.all()]
    assert set(targets) >= {part for part in parts if part.startswith("section-")} | {"words", "sources", "follow-up"}
    assert all(page.locator(f"#{target}").count() == 1 for target in targets)


def test_on_paper_the_footnotes_and_every_quote_and_link_stand_open(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sources = page.locator(".sources li")
    assert sources.count() > 30
    for source in sources.all()[:5]:
        expect(source.locator("blockquote").first).to_be_visible()
    expect(third(page).get_by_test_id("footnote")).to_be_visible()
    address = "getComputedStyle(node, '::after').content"
    assert "https://doi.org/" in sources.first.locator("a").first.evaluate(f"node => {address} + node.href")
    assert sources.first.locator("a").first.evaluate(f"node => {address}") != "none"
    for left_out in ("#follow-up", ".audience", ".contents", ".contents-folded"):
        expect(page.locator(left_out)).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.quotes[open]").count() == 0


def test_what_the_page_says_to_machines_can_be_read_under_its_own_policy(page: Page) -> None:
    # The page fixture fails where the browser logs that the policy kept something out.
    told = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")
    assert told["@type"] == "MedicalWebPage" and told["url"] == page.url
    assert page.locator("link[rel=canonical]").get_attribute("href") == page.url


@pytest.fixture
def without_scripts(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{address}/")
    yield opened
    context.close()


def test_without_scripts_articles_are_found_and_read(without_scripts: Page) -> None:
    page = without_scripts
    page.get_by_label("Search the articles").fill("dry mouth")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_test_id("found")).to_contain_text("articles for “dry mouth”")
    page.get_by_test_id("articles").get_by_role("link").first.click()
    expect(page.get_by_test_id("statement").first).to_be_visible()
    expect(page.get_by_test_id("disclaimer")).to_contain_text("not medical advice about you")
    page.get_by_test_id("footnote").first.click()
    assert page.url.endswith("#source-1")


def test_a_search_that_finds_nothing_says_what_to_do(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.get_by_label("Search the articles").fill("<b>football</b>")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("found")).to_contain_text("No article for “<b>football</b>”")
    expect(page.get_by_test_id("nothing-found")).to_contain_text("other words")
    expect(page.get_by_test_id("articles")).to_have_count(0)
