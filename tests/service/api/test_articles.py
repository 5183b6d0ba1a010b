"""GET /v1/articles and /v1/articles/{slug}: an article's footnotes hold as an answer's do."""

import pytest
import yaml
from contract import assert_footnotes_hold, assert_problem, assert_text_is_statements_alone, statements
from doubles import app_with, calling
from small_library import document

import prompts
from service.answering.grounding import verify

SLUG = "lesions-unchanged-after-two-lutetium-infusions"


@pytest.fixture(scope="module")
def article(client):
    response = client.get(f"/v1/articles/{SLUG}")
    assert response.status_code == 200
    return response.json()


@pytest.fixture(scope="module")
def written(settings):
    return yaml.safe_load((settings.articles_folder / f"{SLUG}.yaml").read_text(encoding="utf-8"))


def test_every_article_is_listed_and_can_be_read(client, settings):
    listed = client.get("/v1/articles").json()["articles"]
    assert [entry["slug"] for entry in listed] == sorted(path.stem for path in settings.articles_folder.glob("*.yaml"))
    for entry in listed:
        whole = client.get(f"/v1/articles/{entry['slug']}").json()
        assert entry == {key: whole[key] for key in entry}


def test_every_statement_that_was_written_is_shown_in_its_place(article, written):
    assert [s["text"] for s in article["summary"]["statements"]] == [s["quote"] for s in written["summary"]]
    shown = [(section["heading"], [s["text"] for s in section["statements"]]) for section in article["sections"]]
    assert shown == [
        (section["heading"], [s["quote"] for s in section["statements"]]) for section in written["sections"]
    ]


def test_every_statement_cites_the_source_that_was_written_for_it(article, written):
    named = [
        s["source"] for part in [written["summary"], *(x["statements"] for x in written["sections"])] for s in part
    ]
    source = {citation["number"]: citation["source"]["id"] for citation in article["citations"]}
    assert [[source[number] for number in s["citations"]] for s in statements(article)] == [[name] for name in named]


def test_the_footnotes_of_an_article_hold(article, read_passage):
    assert_footnotes_hold(article, read_passage)
    assert_text_is_statements_alone(article)
    quotes = {quote["id"]: quote["text"] for citation in article["citations"] for quote in citation["quotes"]}
    for statement in statements(article):
        assert verify(statement["text"], [quotes[quote] for quote in statement["quotes"]]).verdict == "supported"


def test_an_article_brings_the_disclaimer_of_every_reader(article, client):
    texts = prompts.load("disclaimers").data
    assert article["disclaimers"] == {name: texts[name] for name in ("clinician", "patient", "caregiver", "student")}
    assert article["disclaimer"] == texts[article["audience"]]
    assert article["provenance"]["corpus_version"] == client.get("/v1/ready").json()["corpus_version"]


@pytest.mark.parametrize("slug", ["nothing", "..%2f..%2fsecrets", SLUG.upper(), "%00"])
def test_an_unknown_article_is_not_found(client, slug):
    assert_problem(client.get(f"/v1/articles/{slug}"), 404)


def test_a_statement_that_the_library_no_longer_holds_or_retracted_is_not_shown(services, library, tmp_path):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    quotes = {
        "kept": "Dry mouth was seen in 39% of men.",
        "gone": "It was seen in 40%.",
        "pulled": "It was never seen.",
    }
    head = "slug: dry-mouth\ntitle: Dry mouth\nquestion: How often?\nstatus: submitted\nlast_updated: '2026-11-01'\n"
    body = {"audience": "patient", "sections": [], "summary": [{"source": s, "quote": q} for s, q in quotes.items()]}
    (shelf / "dry-mouth.yaml").write_text(head + yaml.safe_dump(body), encoding="utf-8")
    small = library(
        document("kept", {"Results": quotes["kept"]}),
        document("gone", {"Results": "It was seen in 41%."}),
        document("pulled", {"Results": quotes["pulled"]}, retracted=True),
        articles=shelf,
    )
    with calling(app_with(services, corpus=small.corpus, articles=small.articles)) as caller:
        shown = caller.get("/v1/articles/dry-mouth").json()
    assert shown["text"] == "Dry mouth was seen in 39% of men. [1]"
    assert [citation["source"]["id"] for citation in shown["citations"]] == ["kept"]


@pytest.mark.parametrize(
    ("text", "retracted", "shown"),
    [
        (None, False, "Dry mouth was seen in 39% of men. [1] [2]"),
        ("Dry mouth was seen in 39% of the men.", False, "Dry mouth was seen in 39% of the men. [1] [2]"),
        (None, True, "Dry mouth was seen in 39% of men. [1]"),
        ("Dry mouth was seen in 93% of men.", False, ""),
        ("Dry mouth was not seen in 39% of men.", False, ""),
    ],
    ids=["two sources", "words of its own", "one of two was retracted", "another number", "the opposite"],
)
def test_a_statement_in_words_of_its_own_or_of_several_sources_is_shown_if_they_support_it(
    services, library, tmp_path, text, retracted, shown
):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    first, second = "Dry mouth was seen in 39% of men.", "In 39% of men, dry mouth was seen."
    said = {"source": "first", "quote": first, "also": [{"source": "second", "quote": second}], "text": text}
    body = {"slug": "dry-mouth", "title": "Dry mouth", "question": "How often?", "status": "submitted"}
    body |= {"last_updated": "2026-11-01", "audience": "clinician", "sections": [], "summary": [said]}
    (shelf / "dry-mouth.yaml").write_text(yaml.safe_dump(body), encoding="utf-8")
    small = library(
        document("first", {"Results": first}),
        document("second", {"Results": second}, retracted=retracted),
        articles=shelf,
    )
    with calling(app_with(services, corpus=small.corpus, articles=small.articles)) as caller:
        assert caller.get("/v1/articles/dry-mouth").json()["text"] == shown
