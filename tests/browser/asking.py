"""Asking under the article, and answers with parts that the library at hand gives no occasion for."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

Visit = Callable[..., Page]
"""Opens a page in a fresh browser session."""


def ask(page: Page, question: str) -> Locator:
    """Type a question, send it, and wait for its whole answer."""
    box = page.locator("followup-box")
    answers = box.get_by_test_id("answer")
    before = answers.count()
    box.get_by_test_id("question").fill(question)
    box.get_by_test_id("ask").click()
    answer = answers.nth(before)
    expect(answer).to_have_attribute("data-state", "done", timeout=20_000)
    return answer


def given(page: Page, **parts: Any) -> None:
    """From now on the service's own answers arrive with these parts; what is a mapping is merged into theirs."""

    def alter(route: Route) -> None:
        response = route.fetch()
        head, data = re.split(r"(?<=event: done\n)data: ", response.text(), maxsplit=1)
        answer = json.loads(data.split("\n", 1)[0])
        for name, part in parts.items():
            answer[name] = {**answer[name], **part} if isinstance(part, dict) else part
        route.fulfill(response=response, body=f"{head}data: {json.dumps(answer)}\n\n")

    page.route("**/v1/followups/stream", alter)
