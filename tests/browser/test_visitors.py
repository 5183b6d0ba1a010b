"""A service with access keys: visitors of its pages need none."""

import pytest
from asking import ask
from playwright.sync_api import Browser, expect
from serving import serving

from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings


@pytest.fixture
def closed(settings, embedder, tmp_path):
    chosen = ServiceSettings(corpus=settings.corpus, database_url=f"sqlite:///{tmp_path / 'answers.db'}")
    app = create_app(chosen, build=lambda _: bootstrap.build(chosen, embedder))
    with serving(app) as address:
        app.state.services.records.keys.create("A partner", "ask")
        yield address


def test_a_visitor_asks_opens_a_footnote_and_finds_the_answer_again_after_a_reload(browser: Browser, closed, article):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{closed}/articles/{article}")
    answer = ask(page, "How common is dry mouth?")
    expect(answer).to_contain_text("dry mouth")
    text = answer.inner_text()
    page.reload()
    expect(page.locator("followup-box").get_by_test_id("answer").first).to_have_attribute("data-state", "done")
    assert page.locator("followup-box").get_by_test_id("answer").first.inner_text() == text
    assert context.request.get(f"{closed}/v1/sources").status == 200
    stranger = browser.new_context()
    assert stranger.request.get(f"{closed}/v1/sources").status == 401
    for opened in (stranger, context):
        opened.close()
