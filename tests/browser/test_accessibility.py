"""axe-core finds nothing wrong on any page, in any of its states: names, roles, order, contrast."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from changing_library import LATER, Library, trial
from playwright.sync_api import Browser, Page, expect
from serving import serving

from corpus.embeddings import Embedder
from service import bootstrap
from service.app import create_app

pytestmark = pytest.mark.browser
ARTICLE = "/articles/side-effects-and-blood-tests-during-177lu-psma-617"
PAGES = ("/", "/?q=dry+mouth", "/?q=football", ARTICLE, "/editorial-policy", "/articles/no-such-article")
APPROVED = {"status": "approved", "role": "urologist", "at": "2026-11-20T10:00:00Z"}
Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens a page. The page's own policy would keep axe-core out, so here it does not hold."""
    contexts = []

    def visit(url: str, width: int = 1280, scheme: str = "light", audience: str = "clinician") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
        )
        contexts.append(context)
        context.add_init_script(f"localStorage.setItem('footnote:audience', '{audience}')")
        opened = context.new_page()
        opened.goto(url)
        return opened

    yield visit
    for context in contexts:
        context.close()


def assert_accessible(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390], ids=["desktop", "phone"])
def test_every_page_is_accessible(visit: Open, address: str, width: int, scheme: str) -> None:
    for path in PAGES:
        assert_accessible(visit(address + path, width, scheme))


@pytest.mark.parametrize("audience", ["patient", "student"])
def test_an_article_is_accessible_for_every_reader_with_all_of_it_open(
    visit: Open, address: str, audience: str
) -> None:
    page = visit(address + ARTICLE, audience=audience)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert_accessible(page)
    page.get_by_test_id("footnote").first.click()
    expect(page.get_by_test_id("card")).to_be_visible()
    assert_accessible(page)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Library:
    return Library(tmp_path_factory.mktemp("library"), embedder, status="approved", review=APPROVED)


@pytest.fixture(scope="module")
def small(library: Library, embedder: Embedder) -> Iterator[str]:
    """The address of a service over the changing library."""
    library.hold(trial())
    library.app = create_app(library.settings, build=lambda chosen: bootstrap.build(chosen, embedder))
    with serving(library.app) as listening:
        yield listening


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_an_approved_article_says_so_and_is_accessible(
    visit: Open, library: Library, small: str, width: int, scheme: str
) -> None:
    library.hold(trial())
    page = visit(f"{small}/articles/dry-mouth", width, scheme)
    status = page.get_by_test_id("review-status")
    expect(status.locator("[aria-current=step]")).to_contain_text("20 November 2026, urologist")
    expect(page.get_by_test_id("pending")).to_have_count(0)
    assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_an_article_whose_source_was_replaced_says_so_and_is_accessible(
    visit: Open, library: Library, small: str, width: int, scheme: str
) -> None:
    library.hold(trial(superseded_by="b-trial"), LATER)
    page = visit(f"{small}/articles/dry-mouth", width, scheme)
    expect(page.get_by_test_id("recalled").first).to_contain_text("Later on")
    assert_accessible(page)
    assert_accessible(visit(f"{small}/", width, scheme))
