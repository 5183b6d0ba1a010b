"""The box on a page of another site: one script tag, under that page's own content security policy."""

from collections.abc import Iterator

import pytest
from asking import Visit, ask
from hosting import Pages, hosting
from playwright.sync_api import BrowserContext, Page, expect
from serving import serving

from corpus.embeddings import Embedder
from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings

pytestmark = pytest.mark.browser
QUESTION = "What was the overall survival in VISION?"
HEARD = """
window.heard = [];
for (const name of ["answer", "feedback"]) document.addEventListener(name, ({ detail }) => heard.push([name, detail]));
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""
PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><title>A journal</title>
<link rel="stylesheet" href="/journal.css">
<script type="module" src="{service}/followup-box.js"></script></head>
<body><main><h1>A journal</h1><followup-box {attributes}></followup-box></main></body></html>"""


def page_of(service: str, attributes: str = "") -> tuple[dict[str, str], str]:
    policy = {"Content-Security-Policy": f"default-src 'self' {service}"}
    return policy, PAGE.format(service=service, attributes=attributes)


@pytest.fixture(scope="module")
def pages() -> Pages:
    css = "html, body { font-size: 10px } .themed { --footnote-accent: rgb(200, 100, 250); --footnote-font-size: 17px }"
    return {"/journal.css": ({"Content-Type": "text/css"}, css)}


@pytest.fixture(scope="module")
def journal(pages: Pages) -> Iterator[str]:
    with hosting(pages) as origin:
        yield origin


@pytest.fixture(scope="module")
def address(settings: ServiceSettings, embedder: Embedder, journal: str, pages: Pages) -> Iterator[str]:
    chosen = settings.model_copy(update={"origins": (journal,)})
    with serving(create_app(chosen, build=lambda s: bootstrap.build(s, embedder), follow=None)) as listening:
        pages["/"] = page_of(listening)
        pages["/dark"] = page_of(listening, 'class="themed" theme="dark" audience="patient"')
        yield listening


def answers(context: BrowserContext) -> list[dict[str, object]]:
    """What the pages of this session have been given so far."""
    return [detail for page in context.pages for name, detail in page.evaluate("heard") if name == "answer"]


def test_a_reader_asks_follows_up_reloads_rates_and_starts_over(visit: Visit, journal: str, address: str) -> None:
    page = visit(journal, HEARD)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = page.locator("followup-box")
    expect(box.get_by_test_id("privacy")).to_contain_text(f"stored on {address.removeprefix('http://')} until 30 days")
    answer = ask(page, QUESTION)
    answer.get_by_test_id("footnote").first.click()
    expect(box.get_by_test_id("quote").first).to_contain_text("15.3 months")
    page.keyboard.press("Escape")
    with page.expect_response("**/feedback") as rated:
        answer.get_by_test_id("rate-up").click()
    assert rated.value.status == 204
    expect(answer.get_by_test_id("feedback")).to_contain_text("Thank you.")
    assert [name for name, _ in page.evaluate("heard")] == ["answer", "feedback"]
    page.reload()
    expect(box.get_by_test_id("answer")).to_have_count(1)
    with page.expect_request("**/v1/followups/stream") as sent:
        ask(page, "And how many doses did they receive?")
    assert sent.value.post_data_json["conversation_id"].startswith("cnv_")
    assert "cookie" not in sent.value.all_headers()
    with page.expect_response(lambda response: response.request.method == "DELETE") as erased:
        box.get_by_test_id("start-over").click()
    assert erased.value.status == 204
    assert page.context.cookies() == [] and page.evaluate("violations") == []
    assert {url.split("/", 3)[2] for url in asked} == {journal.split("/")[2], address.split("/")[2]}


def test_what_one_reader_asked_is_unknown_to_the_next(visit: Visit, journal: str, address: str) -> None:
    first, second = visit(journal, HEARD), visit(journal, HEARD)
    ask(first, QUESTION)
    ask(second, QUESTION)
    mine, other = answers(first.context)[0], answers(second.context)[0]
    read = "([at, session]) => fetch(at, {headers: {'Footnote-Session': session}}).then(({status}) => status)"
    session = "Object.entries(sessionStorage).find(([key]) => key.startsWith('footnote:session:'))[1]"
    own = second.evaluate(session)
    assert second.evaluate(read, [f"{address}/v1/answers/{other['id']}", own]) == 200
    assert second.evaluate(read, [f"{address}/v1/answers/{mine['id']}", own]) == 404
    assert own != first.evaluate(session)


def test_where_storage_is_blocked_it_still_answers(visit: Visit, journal: str) -> None:
    blocked = "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('blocked') }})"
    page = visit(journal, HEARD + blocked)
    ask(page, QUESTION)
    ask(page, "And how many doses did they receive?")
    assert [answer["outcome"] for answer in answers(page.context)] == ["answered"] * 2


def test_a_site_that_is_not_listed_is_told_that_it_has_no_access(visit: Visit, address: str) -> None:
    with hosting({"/": page_of(address)}) as stranger:
        page = visit(stranger)
        page.get_by_test_id("question").fill(QUESTION)
        page.get_by_test_id("ask").click()
        expect(page.get_by_test_id("failure")).to_contain_text("could not be reached")
        expect(page.get_by_test_id("question")).to_have_value(QUESTION)


def test_the_host_themes_it_and_its_own_direction_and_sizes_do_not_reach_in(visit: Visit, journal: str) -> None:
    page = visit(f"{journal}/dark", viewport={"width": 320, "height": 640})
    ask_button = page.get_by_test_id("ask")
    expect(ask_button).to_have_css("background-color", "rgb(200, 100, 250)")
    box = page.locator("followup-box section").first
    expect(box).to_have_css("direction", "ltr")
    expect(box).to_have_css("background-color", "rgb(20, 30, 33)")  # dark
    expect(box).to_have_css("font-size", "17px")
    expect(page.get_by_text("Asking as a patient.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_two_boxes_on_a_page_keep_apart(visit: Visit, journal: str, address: str, pages: Pages) -> None:
    headers, html = page_of(address)
    article = 'article="lesions-unchanged-after-two-lutetium-infusions"'
    pages["/two"] = headers, html.replace("</main>", f"<followup-box {article}></followup-box></main>")
    page: Page = visit(f"{journal}/two", HEARD)
    boxes = page.locator("followup-box")
    boxes.last.get_by_test_id("question").fill(QUESTION)
    boxes.last.get_by_test_id("ask").click()
    expect(boxes.last.get_by_test_id("answer")).to_have_attribute("data-state", "done", timeout=20_000)
    expect(boxes.first.get_by_test_id("answer")).to_have_count(0)
    assert answers(page.context)[0]["article"] == "lesions-unchanged-after-two-lutetium-infusions"
