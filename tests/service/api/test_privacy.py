"""GET /v1/privacy, and what pages leave on a device."""

import pytest
from doubles import borrow, calling
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import ServiceSettings

ARTICLE = "/articles/lesions-unchanged-after-two-lutetium-infusions"


def test_a_caller_is_told_what_becomes_of_a_question(client):
    told = client.get("/v1/privacy").json()
    assert (told["retention_days"], told["outside_model"], told["outside_models"]) == (30, None, "allow")
    assert any("question" in what for what in told["stored"])


def test_a_service_that_forgets_nothing_and_allows_no_outside_model_says_so(services):
    settings = ServiceSettings(retention_days="never", FOOTNOTE_OUTSIDE_MODEL="forbid")
    with calling(create_app(settings, build=lambda _: borrow(services), follow=None)) as caller:
        told = caller.get("/v1/privacy").json()
    assert (told["retention_days"], told["outside_models"]) == (None, "forbid")


@pytest.mark.parametrize("path", ["/", ARTICLE, "/editorial-policy", "/articles/none"])
def test_a_page_is_not_stored_by_the_browser_and_its_session_ends_with_it(client, path):
    page = TestClient(client.app).get(path, headers={"accept": "text/html"})
    assert page.headers["cache-control"] == "no-store"
    cookie = page.headers["set-cookie"].lower()
    assert "httponly" in cookie and "max-age" not in cookie and "expires" not in cookie
