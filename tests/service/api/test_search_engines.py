"""What search engines are told: addresses, the sitemap, and structured data that claim no review that was not made."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
import yaml
from doubles import app_with, borrow, calling
from small_library import document

from service import bootstrap
from service.app import create_app
from service.articles.file import ArticleFile

SITE = "https://footnote.example"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SAID = "Dry mouth was seen in 39% of men."
WRITTEN = {
    "slug": "dry-mouth",
    "title": "Dry mouth </script><script>alert(1)</script>",
    "question": "How often is dry mouth seen?",
    "status": "submitted",
    "last_updated": "2026-11-01",
    "audience": "clinician",
    "summary": [{"source": "a-trial", "quote": SAID}],
    "sections": [],
}
REVIEW = {"role": "urologist", "at": "2026-11-20T10:00:00Z"}


@pytest.fixture
def read(services, library, tmp_path):
    """The page of an article with these changes, and what it says to machines."""

    def read(**changes):
        shelf = tmp_path / "shelf"
        shelf.mkdir(exist_ok=True)
        (shelf / "dry-mouth.yaml").write_text(yaml.safe_dump(WRITTEN | changes))
        small = library(document("a-trial", {"Results": SAID}, doi="10.1000/x(1)"), articles=shelf)
        with calling(app_with(services, corpus=small.corpus, articles=small.articles)) as caller:
            page = caller.get("/articles/dry-mouth").text
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        return page, json.loads(block[1])

    return read


def test_an_article_describes_itself(read):
    page, told = read()
    assert told["@type"] == "MedicalWebPage" and told["name"] == WRITTEN["question"]
    assert told["headline"] == WRITTEN["title"] and "<script>alert" not in page
    assert told["url"] == "http://testserver/articles/dry-mouth"
    assert f'<link rel="canonical" href="{told["url"]}">' in page
    assert told["dateModified"] == "2026-11-01" and told["description"] == SAID
    assert told["citation"] == [
        {
            "@type": "ScholarlyArticle",
            "name": "About a-trial",
            "author": "A. Author",
            "publisher": "Journal of Tests",
            "datePublished": "2024",
            "url": "https://doi.org/10.1000/x(1)",
        }
    ]


@pytest.mark.parametrize("status", ["submitted", "under_review"])
def test_no_review_is_claimed_before_an_approval(read, status):
    review = None if status == "submitted" else REVIEW | {"status": status}
    page, told = read(status=status, review=review)
    assert told.keys().isdisjoint({"lastReviewed", "reviewedBy"})
    assert told["creativeWorkStatus"] == status.replace("_", " ")
    assert 'data-testid="pending"' in page


def test_an_approval_is_claimed_with_its_day_and_its_role(read):
    page, told = read(status="approved", review=REVIEW | {"status": "approved"})
    assert told["lastReviewed"] == "2026-11-20"
    assert told["reviewedBy"] == {"@type": "Person", "jobTitle": "urologist"}
    assert 'data-testid="pending"' not in page and "urologist" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "approved"},
        {"status": "submitted", "review": REVIEW | {"status": "approved"}},
        {"history": [{"day": "2026-10-01", "what": "Written."}]},
        {"slug": "Dry mouth"},
        {"summary": []},
    ],
    ids=["approved by nobody", "two statuses", "older than it says", "slug", "empty"],
)
def test_an_article_that_cannot_be_stops_the_service_and_is_named(settings, embedder, tmp_path, wrong):
    (tmp_path / "dry-mouth.yaml").write_text(yaml.safe_dump(WRITTEN | wrong))
    app = create_app(settings.model_copy(update={"articles": tmp_path}), lambda s: bootstrap.build(s, embedder))
    with pytest.raises(AssertionError), calling(app):
        pass
    assert app.state.failed and "dry-mouth.yaml" in app.state.why_not_ready


def test_the_sitemap_lists_the_pages_that_everybody_may_read(client, browser, settings):
    draft = browser.post("/v1/articles", json={"question": "What is the labelled dose of Pluvicto?"}).json()["slug"]
    response = browser.get("/sitemap.xml")
    assert response.headers["content-type"].startswith("application/xml")
    pages = {url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod") for url in ET.fromstring(response.content)}
    shipped = {path.stem for path in settings.articles_folder.glob("*.yaml")}
    assert pages.keys() == {f"http://testserver{path}" for path in ("/", "/editorial-policy")} | {
        f"http://testserver/articles/{slug}" for slug in shipped
    }
    assert pages["http://testserver/articles/lesions-unchanged-after-two-lutetium-infusions"] == "2026-11-23"
    assert draft not in response.text
    assert '<meta name="robots" content="noindex">' in browser.get(f"/articles/{draft}").text
    robots = client.get("/robots.txt").text
    assert "Disallow: /v1/\n" in robots and "Sitemap: http://testserver/sitemap.xml" in robots


def test_with_a_site_of_its_own_every_address_is_there(services, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_SITE_URL", f"{SITE}/")
    with calling(create_app(build=lambda _: borrow(services), follow=None)) as caller:
        assert f'href="{SITE}/articles/' in caller.get(f"/articles/{services.articles.public()[0].file.slug}").text
        assert f"<loc>{SITE}/</loc>" in caller.get("/sitemap.xml").text
        assert f"Sitemap: {SITE}/sitemap.xml" in caller.get("/robots.txt").text


def test_every_shipped_article_says_when_it_was_written_and_that_nobody_approved_it(settings):
    files = [ArticleFile.model_validate(yaml.safe_load(p.read_text())) for p in settings.articles_folder.glob("*.yaml")]
    assert len(files) >= 4
    for file in files:
        assert file.status == "submitted" and file.review is None
        assert file.history and file.history[0].what == "Written."
