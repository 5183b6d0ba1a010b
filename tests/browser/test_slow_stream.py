"""While an answer comes slowly: what is shown, that nothing moves, and that one can stop, fail and go on."""

from collections.abc import Iterator

import pytest
from asking import Visit, ask
from playwright.sync_api import Page, Route, expect
from serving import serving
from slow import SlowStream

from corpus.embeddings import Embedder
from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings

pytestmark = pytest.mark.browser
QUESTION = "What is the labelled dose and schedule of Pluvicto?"
TWO_PARTS = "What was the overall survival in VISION, and what does vitamin D do to it?"
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    if (!hadRecentInput) shifts.push({ value, moved: sources.map(({ node }) => node?.className || node?.nodeName) });
  }
}).observe({ type: "layout-shift", buffered: true });
"""

PROGRESS = """
window.said = [];
(function look() {
  const line = document.querySelector("followup-box")?.shadowRoot?.querySelector("[data-testid=progress]");
  if (line && said.at(-1) !== line.textContent) said.push(line.textContent);
  requestAnimationFrame(look);
})();
"""


@pytest.fixture(scope="module")
def address(settings: ServiceSettings, embedder: Embedder) -> Iterator[str]:
    app = create_app(settings, build=lambda chosen: bootstrap.build(chosen, embedder), follow=None)
    app.add_middleware(SlowStream, pause=0.4)
    with serving(app) as listening:
        yield listening


def begin(page: Page, question: str = QUESTION) -> None:
    page.get_by_test_id("question").fill(question)
    page.get_by_test_id("ask").click()


def test_sentences_are_shown_as_they_come_and_the_wait_says_what_happens(visit: Visit) -> None:
    page = visit(script=PROGRESS)
    begin(page)
    answer = page.get_by_test_id("answer")
    first = answer.get_by_test_id("statement").first.inner_text()
    assert answer.get_attribute("data-state") == "streaming" and answer.get_attribute("aria-busy") == "true"
    expect(page.locator("followup-box").get_by_role("status").last).to_have_text("Reading 19 sources…")
    answer.get_by_test_id("footnote").first.click()
    expect(page.get_by_test_id("quote").first).to_be_visible()
    expect(answer).to_have_attribute("data-state", "done", timeout=20_000)
    assert answer.get_by_test_id("statement").first.inner_text() == first
    expect(page.get_by_test_id("quote").first).to_be_visible()  # the open card stays
    waited = "Searching the library…", "Reading 19 sources…", "Checking the next sentence…"
    assert page.evaluate("said") == [*waited, "8 statements, 2 sources"]


@pytest.mark.parametrize("size", [(1280, 900), (390, 844), (320, 640)], ids=["desktop", "phone", "narrow"])
@pytest.mark.parametrize("question", [QUESTION, TWO_PARTS, "Should I take the next dose if my mouth is dry?"])
def test_nothing_moves_while_the_answer_comes(visit: Visit, size: tuple[int, int], question: str) -> None:
    page = visit(script=SHIFTS, viewport={"width": size[0], "height": size[1]})
    page.get_by_test_id("question").fill(question)
    page.evaluate("shifts.length = 0")  # what is filled in by a test is not known to be typed
    ask(page, question)
    page.wait_for_timeout(300)
    shifts = page.evaluate("shifts")
    assert sum(shift["value"] for shift in shifts) < 0.02, shifts


def test_what_was_not_found_is_said_before_the_first_sentence(visit: Visit) -> None:
    page = visit()
    begin(page, TWO_PARTS)
    expect(page.get_by_test_id("gaps")).to_be_visible()
    assert page.get_by_test_id("answer").get_attribute("data-state") == "streaming"
    expect(page.get_by_test_id("answer")).to_have_attribute("data-outcome", "partial", timeout=20_000)
    expect(page.get_by_test_id("gaps")).to_have_count(1)


def test_a_stopped_answer_keeps_what_was_checked_and_the_question_and_the_next_one_is_answered(visit: Visit) -> None:
    page = visit()
    begin(page)
    answer = page.get_by_test_id("answer")
    expect(answer.get_by_test_id("statement")).not_to_have_count(0)
    page.get_by_test_id("stop").click()
    expect(answer).to_have_attribute("data-state", "error")
    expect(answer.get_by_test_id("failure")).to_contain_text("Stopped. What is shown above was checked")
    shown = answer.get_by_test_id("statement").count()
    page.wait_for_timeout(600)
    assert answer.get_by_test_id("statement").count() == shown
    expect(page.get_by_test_id("question")).to_have_value(QUESTION)
    answer.get_by_test_id("retry").click()
    expect(page.get_by_test_id("answer").last).to_have_attribute("data-state", "done", timeout=20_000)
    expect(page.get_by_test_id("failure")).to_have_count(1)


def test_a_reload_in_the_middle_gives_the_question_back(visit: Visit) -> None:
    page = visit()
    begin(page)
    expect(page.get_by_test_id("statement").last).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("question")).to_have_value(QUESTION)


def test_what_is_typed_meanwhile_is_not_overwritten(visit: Visit) -> None:
    page = visit()
    begin(page)
    expect(page.get_by_test_id("answer").get_by_test_id("statement")).not_to_have_count(0)
    page.get_by_test_id("question").fill("And for kidneys?")
    page.get_by_test_id("stop").click()
    expect(page.get_by_test_id("failure")).to_be_visible()
    expect(page.get_by_test_id("question")).to_have_value("And for kidneys?")


@pytest.mark.parametrize(
    ("refused", "told", "again"),
    [
        ({"status": 503, "headers": {"Retry-After": "2"}}, "Please wait 2 seconds.", True),
        ({"status": 429, "headers": {"Retry-After": "5400"}}, "Please wait 90 minutes.", True),
        ({"status": 429, "headers": {"Retry-After": "10000"}}, "Please wait 3 hours.", True),
        ({"status": 500, "body": "<html>Bad gateway</html>"}, "Please try again in a moment.", True),
        ({"status": 403, "json": {"detail": "Not from this origin."}}, "Not from this origin.", False),
        (None, "Check the connection", True),
    ],
    ids=["busy", "minutes", "hours", "fault", "no access", "offline"],
)
def test_a_refusal_is_told_in_words_and_the_question_is_kept(
    visit: Visit, refused: dict[str, object] | None, told: str, again: bool
) -> None:
    page = visit()

    def refuse(route: Route) -> None:
        if refused is None:
            route.abort()
        else:
            route.fulfill(**refused)  # type: ignore[arg-type]

    page.route("**/v1/followups/stream", refuse)
    begin(page)
    failure = page.get_by_test_id("failure")
    expect(failure).to_contain_text(told)
    expect(page.get_by_test_id("question")).to_have_value(QUESTION)
    expect(failure.get_by_test_id("retry")).to_have_count(int(again))
    if told == "Please wait 2 seconds.":
        page.unroute("**/v1/followups/stream")
        failure.get_by_test_id("retry").click(timeout=5_000)  # once it may be pressed
        expect(page.get_by_test_id("answer")).to_have_count(1)
        expect(page.get_by_test_id("answer")).to_have_attribute("data-state", "done", timeout=20_000)


def test_a_stream_that_breaks_off_says_so_beneath_what_was_checked(visit: Visit) -> None:
    page = visit()

    def cut(route: Route) -> None:
        response = route.fetch(timeout=20_000)
        route.fulfill(response=response, body=response.text().split("event: done")[0])

    page.route("**/v1/followups/stream", cut)
    begin(page)
    expect(page.get_by_test_id("failure")).to_contain_text("The answer was interrupted", timeout=20_000)
    expect(page.get_by_test_id("failure")).to_contain_text("What is shown above was checked")
    expect(page.get_by_test_id("progress")).to_have_text("The answer is not complete.")
    expect(page.get_by_test_id("question")).to_have_value(QUESTION)
