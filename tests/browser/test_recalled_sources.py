"""A source is retracted or replaced while a visitor is away: answer and article say so, and can be asked anew."""

from collections.abc import Iterator

import pytest
from asking import ask
from changing_library import LATER, QUESTION, Library, trial
from playwright.sync_api import Page, expect
from serving import serving

from corpus.embeddings import Embedder
from service import bootstrap
from service.app import create_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Library:
    return Library(tmp_path_factory.mktemp("library"), embedder)


@pytest.fixture(scope="module")
def address(library: Library, embedder: Embedder) -> Iterator[str]:
    library.hold(trial())
    library.app = create_app(library.settings, build=lambda chosen: bootstrap.build(chosen, embedder))
    with serving(library.app) as listening:
        yield listening


@pytest.fixture(scope="module")
def article() -> str:
    return "dry-mouth"


def test_a_restored_answer_says_that_its_source_was_retracted_and_is_asked_again(page: Page, library: Library) -> None:
    library.hold(trial())
    expect(ask(page, QUESTION)).to_contain_text("38%")
    library.hold(trial(retracted=True), LATER)
    page.reload()
    answers = page.locator("followup-box").get_by_test_id("answer")
    told = answers.first.get_by_test_id("recalled")
    expect(told).to_contain_text("Source 1 has been retracted")
    expect(told).to_contain_text("Dry mouth in a trial")
    expect(answers.first.get_by_test_id("sources")).to_contain_text("Retracted since")
    told.get_by_test_id("ask-again").click()
    expect(answers).to_have_count(2)
    expect(answers.last).to_have_attribute("data-state", "done", timeout=20_000)
    expect(answers.last).to_contain_text("51%")
    expect(answers.last).not_to_contain_text("38%")
    for _ in range(2):  # and so it stays
        expect(told).to_contain_text("Asked again")
        expect(told.get_by_test_id("ask-again")).to_have_count(0)
        expect(answers.last.get_by_test_id("recalled")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.reload()


def test_an_answer_whose_sources_stand_has_nothing_to_tell(page: Page, library: Library) -> None:
    library.hold(trial())
    ask(page, QUESTION)
    with page.expect_response("**/v1/answers/ans_*") as told:
        page.reload()
    told.value.finished()
    expect(page.locator("followup-box").get_by_test_id("answer")).to_have_count(1)
    expect(page.get_by_test_id("recalled")).to_have_count(0)


def test_where_the_service_cannot_tell_the_conversation_is_shown_as_it_was(page: Page, library: Library) -> None:
    library.hold(trial())
    ask(page, QUESTION)
    page.route("**/v1/answers/*", lambda route: route.fulfill(body="not what was asked for"))
    page.reload()
    answer = page.locator("followup-box").get_by_test_id("answer")
    expect(answer).to_contain_text("38%")
    expect(answer.get_by_test_id("recalled")).to_have_count(0)
    expect(ask(page, "Was it mild?")).to_have_attribute("data-state", "done")


def test_an_article_says_that_its_source_was_replaced_and_its_question_is_asked_again(
    page: Page, library: Library
) -> None:
    library.hold(trial(superseded_by="b-trial"), LATER)
    page.reload()
    written = page.get_by_test_id("article")
    told = written.get_by_test_id("recalled").first
    expect(told).to_contain_text("Later on")
    expect(written.get_by_test_id("statement").first).to_contain_text("replaced since")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    told.get_by_role("button").click()
    answer = page.locator("followup-box").get_by_test_id("answer")
    expect(answer).to_have_attribute("data-state", "done", timeout=20_000)
    expect(answer).to_contain_text("51%")
