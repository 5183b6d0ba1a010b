"""At the review desk: a service with two reviewers and a reader's answers, and signing in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from playwright.sync_api import Keyboard, Page, expect
from serving import serving

from corpus.embeddings import Embedder
from service import bootstrap
from service.app import create_app
from service.records import Records
from service.settings import ServiceSettings

Open = Callable[..., Page]
"""Opens a page in a browser of its own."""
QUESTIONS = (
    "What is the labelled dose of Pluvicto?",
    "How common is a dry mouth?",
    "How many cycles are given at most?",
)
SHORTER = (
    "The original US prescribing information of Pluvicto sets a dose of 7.4 GBq (200 mCi) every 6 weeks for up to 6 "
    "doses."
)


@dataclass
class Board:
    """The reviewers' keys, a partner's, and a reader who is not content."""

    address: str
    app: FastAPI
    keys: dict[str, str] = field(default_factory=dict)
    _conversations: list[str] = field(default_factory=list)

    @property
    def records(self) -> Records:
        records: Records = self.app.state.services.records
        return records

    def __post_init__(self) -> None:
        for name, scope, role in (
            ("Dr. Ada Example", "review", "urologist"),
            ("Ben Example", "review", "nuclear medicine physician"),
            ("a partner", "ask", None),
        ):
            self.make(name, scope, role)
        self.reader = httpx2.Client(base_url=self.address, timeout=30)
        assert self.reader.get("/").status_code == 200

    def make(self, name: str, scope: Any, role: str | None) -> str:
        """A key; returns its id."""
        info, self.keys[name] = self.records.keys.create(name, scope, role=role)
        return info.id

    def rated_down(self, question: str = QUESTIONS[0]) -> str:
        """The id of an answer that its reader rated down."""
        answer = self.reader.post("/v1/followups", json={"question": question}).json()
        told = self.reader.post(f"/v1/answers/{answer['id']}/feedback", json={"rating": "down"})
        assert told.status_code == 204
        self._conversations.append(answer["conversation_id"])
        answer_id: str = answer["id"]
        return answer_id

    def erase_all(self) -> None:
        """The reader starts over, with all of their conversations."""
        for conversation in self._conversations:
            self.reader.delete(f"/v1/conversations/{conversation}").raise_for_status()
        self._conversations.clear()

    def routes(self) -> Iterator[tuple[str, set[str]]]:
        """The paths of the desk and their methods."""
        for route in iter_route_contexts(self.app.routes):
            if route.path.startswith("/desk"):
                yield route.path, route.methods

    def status(self, answer_id: str) -> str:
        """As its reader sees it."""
        status: str = self.reader.get(f"/v1/answers/{answer_id}").json()["review_status"]
        return status


@contextmanager
def opened_board(settings: ServiceSettings, embedder: Embedder, folder: Path) -> Iterator[Board]:
    """A service with a database of its own."""
    more = {"database_url": f"sqlite:///{folder / 'footnote.db'}", "rate": 100_000, "daily": 100_000}
    own = settings.model_copy(update=more)
    app = create_app(own, build=lambda chosen: bootstrap.build(chosen, embedder), follow=None)
    with serving(app) as address:
        board = Board(address, app)
        yield board
        board.reader.close()


def sign_in(page: Page, board: Board, name: str = "Dr. Ada Example", path: str = "/desk") -> None:
    page.goto(f"{board.address}{path}")
    page.get_by_label("Your reviewer key").fill(board.keys[name])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Signed in as")).to_contain_text(name)


def under_review(page: Page, board: Board, answer_id: str) -> None:
    """Open the item and take it up."""
    page.goto(f"{board.address}/desk/answers/{answer_id}")
    page.get_by_role("button", name="Take up for review").click()
    expect(page.get_by_test_id("done")).to_contain_text("You have taken this up")


def with_keys(page: Page) -> Keyboard:
    """The keyboard, once the script of the page listens to it."""
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    return page.keyboard
