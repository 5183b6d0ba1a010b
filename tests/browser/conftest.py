"""A real Chromium on a real server on loopback."""

from collections.abc import Iterator
from typing import Any

import pytest
from asking import Visit
from playwright.sync_api import Browser, Page, sync_playwright
from reviewing import Board, Open, opened_board
from serving import serving

from corpus.embeddings import Embedder
from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings
from tests.needs import program

EXPECTED = "Failed to load resource"  # a refused form is a page of its own
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def address(settings: ServiceSettings, embedder: Embedder) -> Iterator[str]:
    """The service, listening and ready."""
    with serving(create_app(settings, build=lambda chosen: bootstrap.build(chosen, embedder))) as listening:
        yield listening


@pytest.fixture(scope="session")
def article() -> str:
    """The slug of the article that the page shows."""
    return "lesions-unchanged-after-two-lutetium-infusions"


@pytest.fixture(scope="module")  # while it is open, this thread has a running event loop
def browser() -> Iterator[Browser]:
    executable = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str, article: str) -> Iterator[Page]:
    """The article, open in a fresh browser session; fails if the page logs an error or calls another host."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda r: None if r.url.startswith((address, "data:")) else complaints.append(r.url))
    opened.goto(f"{address}/articles/{article}")
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def visit(browser: Browser, address: str, article: str) -> Iterator[Visit]:
    """Opens the article, or another page, in a fresh browser session of the kind named; here a request may fail."""
    contexts = []

    def opened(url: str = f"{address}/articles/{article}", script: str = "", **chosen: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | chosen
        )
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def board(settings: ServiceSettings, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """The review desk of a service with a database and reviewers of its own."""
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
