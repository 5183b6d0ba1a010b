"""Sidecars, duplicates, editions and retractions: what is said of a document beside its own file."""

from contextlib import closing

import pytest
import yaml

HTML = "<html><body><main><p>Tea helped 7 of 9 men.</p></main></body></html>"
ARTICLE = """<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="{kind}"><front><article-meta>
<article-id pub-id-type="doi">{doi}</article-id><title-group><article-title>{title}</article-title></title-group>
{more}</article-meta></front><body><p>{text}</p></body></article>"""


def documents(library):
    with closing(library.store.open_live()) as version:
        return dict(version.catalog.documents)


@pytest.fixture
def titled(library):
    library.write("tea.html", HTML)
    library.write("tea.yaml", yaml.safe_dump({"title": "Tea for men", "year": 2021, "kind": "rct", "licence": "CC0"}))
    return library


def test_a_title_is_never_made_up_and_a_sidecar_may_state_it(library):
    library.add("a")
    library.write("tea.html", HTML)
    assert "state it in tea.yaml beside it" in library.build().quarantined["tea.html"]
    library.write("tea.yaml", "title: Tea for men\nyear: 2021\n")
    report = library.build()
    assert report.quarantined == {}
    assert (documents(library)["tea"].title, documents(library)["tea"].year) == ("Tea for men", 2021)
    assert report.files["tea.html"].missing == ("authors", "organization", "kind", "licence")


def test_a_change_of_the_sidecar_is_a_change_of_the_document(titled):
    titled.build()
    titled.write("tea.yaml", "title: Tea for women\n")
    assert titled.build().read == 1
    assert documents(titled)["tea"].title == "Tea for women"


@pytest.mark.parametrize(
    ("text", "told"),
    [("colour: blue", "colour: Extra inputs"), ("year: soon", "year: Input should be"), ("[", "cannot be read")],
)
def test_a_sidecar_that_is_wrong_is_named_with_its_key(titled, text, told):
    titled.add("a")
    titled.write("tea.yaml", text)
    problem = titled.build().quarantined["tea.html"]
    assert problem.startswith("tea.yaml") and told in problem


def test_a_sidecar_without_its_file_is_told(titled):
    titled.write("coffee.yaml", "title: Coffee")
    assert "without a file of its name" in titled.build().quarantined["coffee.yaml"]


def test_the_same_file_twice_is_one_document(titled):
    titled.write("copies/tea.html", HTML)
    titled.write("copies/tea.yaml", "title: Tea for men\n")
    report = titled.build()
    assert report.documents == 1 and report.quarantined == {}
    twins = {name: record.duplicate_of for name, record in report.files.items() if record.duplicate_of}
    assert twins == {"tea.html": "copies/tea.html"}  # in the order of names


def test_a_new_edition_supersedes_the_old_one(library):
    library.add("guideline-2020", "Give tea.", kind="guideline")
    library.add("guideline-2024", "Give coffee.", kind="guideline", supersedes="guideline-2020")
    library.build()
    old, new = documents(library)["guideline-2020"], documents(library)["guideline-2024"]
    assert (old.standing, old.superseded_by, new.standing) == ("superseded", "guideline-2024", "current")
    library.add("guideline-2024", "Give coffee.", kind="guideline")
    library.build()
    assert documents(library)["guideline-2020"].standing == "current"


def test_a_notice_of_retraction_retracts_the_article_that_it_names(library):
    retracted = '<related-article related-article-type="retracted-article" xlink:href="10.1000/tea"/>'
    trial = {"kind": "research-article", "doi": "10.1000/tea", "title": "Tea", "text": "Tea helped.", "more": ""}
    notice = {"kind": "retraction", "doi": "10.1000/no", "title": "Retraction: Tea", "text": "Gone.", "more": retracted}
    library.write("tea.xml", ARTICLE.format(**trial))
    library.build()
    assert documents(library)["doi-10.1000-tea"].standing == "current"
    library.write("notice.xml", ARTICLE.format(**notice))
    library.build()
    assert documents(library)["doi-10.1000-tea"].standing == "retracted"
    assert documents(library)["doi-10.1000-no"].standing == "current"


def test_the_parser_and_its_version_stand_on_the_document(titled):
    titled.build()
    assert documents(titled)["tea"].parser == "html/2"
