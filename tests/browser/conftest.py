"""A real Chromium on a real server on loopback."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from corpus.embeddings import Embedder
from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings
from tests.needs import program

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def address(settings: ServiceSettings, embedder: Embedder) -> Iterator[str]:
    """The service, listening and ready."""
    app = create_app(settings, build=lambda chosen: bootstrap.build(chosen, embedder))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while app.state.services is None:
        assert time.monotonic() < deadline and not app.state.failed, app.state.why_not_ready
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="module")  # while it is open, this thread has a running event loop
def browser() -> Iterator[Browser]:
    executable = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The article, open in a fresh browser session; fails if the page logs an error or calls another host."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda r: None if r.url.startswith((address, "data:")) else complaints.append(r.url))
    opened.goto(f"{address}/articles/lesions-unchanged-after-two-lutetium-infusions")
    yield opened
    context.close()
    assert complaints == []
