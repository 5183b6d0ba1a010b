"""axe-core finds nothing to object to in any state of the box: contrast, names, roles, focus."""

from collections.abc import Callable

import pytest
from asking import Visit, ask, given
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
DOSE = "What is the labelled dose and schedule of Pluvicto?"
NOTICES = [
    {"code": "personal_decision", "text": "Ask your team."},
    {"code": "identifiers_removed", "text": "Left out."},
]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def untouched(page: Page) -> None:
    """Before the first question."""


def too_short(page: Page) -> None:
    page.get_by_test_id("ask").click()
    expect(page.get_by_role("alert")).to_contain_text("at least 3")


def waiting(page: Page) -> None:
    page.route("**/v1/followups/stream", lambda route: None)
    page.get_by_test_id("question").fill(DOSE)
    page.get_by_test_id("ask").click()
    expect(page.get_by_test_id("progress")).to_be_visible()


def answered(page: Page) -> None:
    ask(page, DOSE)


def with_all_its_parts(page: Page) -> None:
    conflict = {"topic": "They differ.", "citations": [1, 2], "quotes": ["q1", "q2"], "note": "May be the dose."}
    glossary = [{"term": f"word {n}", "meaning": "What it means."} for n in range(5)]
    given(page, outcome="partial", gaps=["what it costs"], notices=NOTICES, conflicts=[conflict], glossary=glossary)
    answer = ask(page, DOSE)
    answer.get_by_text("Words used (5)").click()
    answer.get_by_test_id("rate-down").click()
    answer.get_by_test_id("reason-inaccurate").check()


def with_an_open_card(page: Page) -> None:
    ask(page, DOSE).get_by_test_id("footnote").first.click()
    expect(page.get_by_test_id("card")).to_be_visible()


def copied_by_hand(page: Page) -> None:
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    ask(page, DOSE).get_by_role("button", name="Copy with citations").click()
    expect(page.get_by_test_id("copy-by-hand")).to_be_visible()


def abstained(page: Page) -> None:
    expect(ask(page, "What is the effect of vitamin D on survival under 177Lu-PSMA?")).to_have_attribute(
        "data-outcome", "abstained"
    )


def declined_in_arabic(page: Page) -> None:
    ask(page, "هل العلاج باللوتيتيوم آمن لمرضى القصور الكلوي؟")


def urgent(page: Page) -> None:
    ask(page, "Since this morning my legs are numb and I cannot pass urine")


def refused(page: Page) -> None:
    page.route("**/v1/followups/stream", lambda route: route.fulfill(status=429, headers={"Retry-After": "60"}))
    page.get_by_test_id("question").fill(DOSE)
    page.get_by_test_id("ask").click()
    expect(page.get_by_test_id("wait")).to_be_visible()


STATES = (
    untouched, too_short, waiting, answered, with_all_its_parts, with_an_open_card, copied_by_hand, abstained,
    declined_in_arabic, urgent, refused,
)  # fmt: skip


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", NARROW)], ids=["light", "dark and narrow"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_no_violation(visit: Visit, state: Callable[[Page], None], scheme: str, size: dict[str, int]) -> None:
    page = visit(color_scheme=scheme, viewport=size, bypass_csp=True)  # axe is injected
    state(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page, context="followup-box")
    assert found.violations_count == 0, [
        (v["id"], [node["html"] for node in v["nodes"]]) for v in found.response["violations"]
    ]


def test_a_missing_name_would_be_found(visit: Visit) -> None:
    page = visit(bypass_csp=True)
    page.locator("followup-box form").evaluate("form => form.append(document.createElement('button'))")
    assert Axe().run(page, context="followup-box").violations_count == 1
