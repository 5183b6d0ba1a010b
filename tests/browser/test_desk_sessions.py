"""Who gets into the review desk, for how long, and what nobody else can have a reviewer's browser do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect
from reviewing import Board, sign_in
from sqlalchemy import update

from service.reviews.sessions import IDLE, LONGEST
from service.reviews.tables import DeskSessionRow

pytestmark = pytest.mark.browser
COOKIE = "footnote_desk"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def made_older(board: Board, **ages: timedelta) -> None:
    """Every session began, or was last seen, so much earlier."""
    with board.records.reviews.engine.begin() as connection:
        connection.execute(update(DeskSessionRow).values({name: datetime.now(UTC) - age for name, age in ages.items()}))


def desk_cookie(page: Page) -> dict[str, object]:
    (cookie,) = [dict(one) for one in page.context.cookies() if one["name"] == COOKIE]
    return cookie


def test_the_cookie_is_for_the_desk_alone_and_the_key_is_in_no_page(page: Page, board: Board) -> None:
    sign_in(page, board)
    cookie = desk_cookie(page)
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/desk")
    assert board.keys["Dr. Ada Example"] not in page.content() and str(cookie["value"]) not in page.content()
    assert page.evaluate("document.cookie") == ""
    response = httpx2.get(f"{board.address}/v1/reviews", cookies={COOKIE: str(cookie["value"])})
    assert response.status_code == 401


def test_whoever_signs_out_is_out_everywhere(page: Page, board: Board) -> None:
    sign_in(page, board)
    cookie = {COOKIE: str(desk_cookie(page)["value"])}
    assert httpx2.get(f"{board.address}/desk", cookies=cookie).status_code == 200
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert httpx2.get(f"{board.address}/desk", cookies=cookie).status_code == 401


@pytest.mark.parametrize(
    ("aged", "ends"),
    [
        ({"seen": IDLE - timedelta(minutes=1)}, False),
        ({"seen": IDLE + timedelta(minutes=1)}, True),
        ({"began": LONGEST - timedelta(minutes=1)}, False),
        ({"began": LONGEST + timedelta(minutes=1)}, True),
    ],
)
def test_a_session_ends_after_a_day_of_work_or_an_idle_hour(
    page: Page, board: Board, aged: dict[str, timedelta], ends: bool
) -> None:
    sign_in(page, board)
    made_older(board, **aged)
    page.reload()
    expect(page.get_by_label("Your reviewer key")).to_have_count(int(ends))


def test_what_was_typed_when_a_session_ended_is_there_after_signing_in(page: Page, board: Board) -> None:
    answer_id = board.rated_down()
    sign_in(page, board, path=f"/desk/answers/{answer_id}")
    page.get_by_role("button", name="Take up for review").click()
    page.locator("#note").fill("The “second” label is missing.")
    made_older(board, seen=IDLE * 2)
    page.get_by_role("button", name="Return with this note").click()
    expect(page.get_by_role("alert")).to_contain_text("Your session has ended. What you typed is kept")
    assert board.status(answer_id) == "under_review"
    page.get_by_label("Your reviewer key").fill(board.keys["Dr. Ada Example"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#note")).to_have_value("The “second” label is missing.")
    page.get_by_role("button", name="Return with this note").click()
    expect(page.get_by_text("Returned, with your note.")).to_be_visible()
    assert board.status(answer_id) == "submitted"


def test_a_revoked_key_ends_its_sessions_at_once(page: Page, board: Board) -> None:
    key_id = board.make("Cleo Example", "review", "nurse")
    sign_in(page, board, "Cleo Example")
    board.records.keys.revoke(key_id)
    page.reload()
    expect(page.get_by_label("Your reviewer key")).to_be_visible()
    page.get_by_label("Your reviewer key").fill(board.keys["Cleo Example"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("This key does not open the desk")


@pytest.mark.parametrize("key", ["a partner", "nobody"])
def test_who_is_no_reviewer_cannot_sign_in(page: Page, board: Board, key: str) -> None:
    page.goto(f"{board.address}/desk")
    page.get_by_label("Your reviewer key").fill(board.keys.get(key, "fn_review_0000000000000000_" + "0" * 64))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("This key does not open the desk")
    assert [one for one in page.context.cookies() if one["name"] == COOKIE] == []


def test_every_route_of_the_desk_turns_away_a_partner_and_an_anonymous_visitor(board: Board) -> None:
    answer_id = board.rated_down()
    routes = [(method, path) for path, methods in board.routes() for method in methods]
    assert {path for _, path in routes} >= {"/desk", "/desk/export", "/desk/affected", "/desk/{kind}/{item_id}"}
    partner = {"Authorization": f"Bearer {board.keys['a partner']}"}
    reviewer = {"Authorization": f"Bearer {board.keys['Dr. Ada Example']}"}  # a key is no cookie
    for method, path in routes:
        if path == "/desk/login":
            continue
        address = board.address + path.format(kind="answers", item_id=answer_id, answer_id=answer_id)
        for headers in ({}, partner, reviewer):
            sent = {"data": {"status": "under_review", "key": board.keys["a partner"]}} if method == "POST" else {}
            response = httpx2.request(method, address, headers=headers, **sent)
            assert response.status_code in (401, 403), (method, path)
            assert "Pluvicto" not in response.text
    assert board.status(answer_id) == "submitted"


def test_a_form_of_another_site_decides_nothing(page: Page, board: Board) -> None:
    answer_id = board.rated_down()
    sign_in(page, board)
    page.route(
        "http://other.test/**",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"""<form method="post" action="{board.address}/desk/answers/{answer_id}">
            <input name="status" value="under_review"><button>Win a prize</button></form>""",
        ),
    )
    page.goto("http://other.test/")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", name="This key may not do that")).to_be_visible()
    assert board.status(answer_id) == "submitted"


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_without_the_sessions_own_token_decides_nothing(page: Page, board: Board, token: str) -> None:
    answer_id = board.rated_down()
    sign_in(page, board)
    cookie = {COOKIE: str(desk_cookie(page)["value"])}
    address = f"{board.address}/desk/answers/{answer_id}"
    sent = {"status": "under_review", "token": token, "version": "1-"}
    assert httpx2.post(address, data=sent, cookies=cookie).status_code == 403
    assert httpx2.post(f"{board.address}/desk/logout", data=sent, cookies=cookie).status_code == 403
    assert board.status(answer_id) == "submitted"
    page.goto(address)
    own = page.locator("input[name=token]").first.input_value()
    assert httpx2.post(address, data={**sent, "token": own}, cookies=cookie).status_code == 303
    assert board.status(answer_id) == "under_review"


@pytest.mark.parametrize(
    "then", ["https://other.test/", "//other.test/", "/desk\\other", "/articles/x", "/desk/logout"]
)
def test_signing_in_leads_to_the_desk_and_nowhere_else(board: Board, then: str) -> None:
    sent = {"key": board.keys["Dr. Ada Example"], "then": then}
    assert httpx2.post(f"{board.address}/desk/login", data=sent).headers["location"] == "/desk"
    led = httpx2.post(f"{board.address}/desk/login", data={**sent, "then": "/desk/affected?x=1"})
    assert led.headers["location"] == "/desk/affected?x=1"
