"""An answer or an article whose source was retracted, replaced or withdrawn since says so when it is read."""

import pytest
import yaml
from doubles import wait_for
from shop import QUESTION, served, trial
from small_library import document

OTHER = document("b-trial", {"Harms": "Dry mouth occurred in 51% of the patients after five years."}, title="Later on")
SECTION = {"Side effects": {"superseded_by": "b-trial"}}
FATES = {
    "retracted": ([trial(38, retracted=True), OTHER], "source_retracted", "retracted"),
    "replaced": ([trial(38, superseded_by="b-trial"), OTHER], "source_replaced", "superseded"),
    "replaced by what is not held": ([trial(38, superseded_by="c-trial"), OTHER], "source_replaced", "superseded"),
    "section replaced": ([trial(38, sections=SECTION), OTHER], "source_replaced", "superseded"),
    "text replaced": ([trial(41), OTHER], "source_replaced", "superseded"),
    "withdrawn": ([OTHER], "source_withdrawn", "withdrawn"),
}
STANDING = {
    "another document came": [trial(38), OTHER],
    "the passage was cut anew": [trial(38, " It began after the second dose."), OTHER],
    "only its bibliography changed": [trial(38, authors="B. Author"), OTHER],
}


def ask(caller) -> dict:
    return caller.post("/v1/followups", json={"question": QUESTION}).json()


def switch(shop, caller, *documents: str) -> None:
    version = shop.hold(*documents)
    wait_for(lambda: served(caller) == version)


def as_said(answer: dict) -> dict:
    """An answer without what is known of its sources since."""
    citations = [
        {**citation, "standing_now": None, "quotes": [{**quote, "standing_now": None} for quote in citation["quotes"]]}
        for citation in answer["citations"]
    ]
    return {**answer, "notices": [], "citations": citations}


@pytest.mark.parametrize(("documents", "code", "standing"), FATES.values(), ids=FATES)
def test_an_answer_says_what_became_of_its_source(shop, shop_client, documents, code, standing):
    given = ask(shop_client)
    switch(shop, shop_client, *documents)
    for read in (
        shop_client.get(f"/v1/answers/{given['id']}").json(),
        shop_client.post(f"/v1/answers/{given['id']}/replay").json()["answer"],
    ):
        assert [notice["code"] for notice in read["notices"]] == [code]
        told = read["notices"][0]["text"]
        assert "ource 1" in told and "Dry mouth in a trial" in told and "Ask again" in told
        assert [quote["standing_now"] for quote in read["citations"][0]["quotes"] if "38%" in quote["text"]] == [
            standing
        ]
        assert read["citations"][0]["standing_now"] == standing
        assert read["citations"][0]["source"]["standing"] == "current", "as it was then"
    assert as_said(shop_client.get(f"/v1/answers/{given['id']}").json()) == as_said(given)


def test_the_newer_source_is_named_by_its_title_or_by_its_id_where_it_is_not_held(shop, shop_client):
    given = ask(shop_client)
    for newer, name in (("b-trial", "Later on"), ("c-trial", "c-trial")):
        switch(shop, shop_client, trial(38, superseded_by=newer), OTHER)
        assert name in shop_client.get(f"/v1/answers/{given['id']}").json()["notices"][0]["text"]


@pytest.mark.parametrize("documents", STANDING.values(), ids=STANDING)
def test_an_answer_whose_words_still_stand_is_read_as_it_was_given(shop, shop_client, documents):
    given = ask(shop_client)
    switch(shop, shop_client, *documents)
    assert shop_client.get(f"/v1/answers/{given['id']}").json() == given


def test_a_source_that_stands_again_is_told_of_no_more(shop, shop_client):
    given = ask(shop_client)
    switch(shop, shop_client, trial(38, retracted=True), OTHER)
    assert shop_client.get(f"/v1/answers/{given['id']}").json() != given
    switch(shop, shop_client, trial(38))
    assert shop_client.get(f"/v1/answers/{given['id']}").json() == given


def test_of_two_sources_only_the_one_that_was_retracted_is_told_of(shop, shop_client):
    switch(shop, shop_client, trial(38), OTHER)
    given = ask(shop_client)
    number = {citation["source"]["id"]: citation["number"] for citation in given["citations"]}
    assert number.keys() == {"a-trial", "b-trial"}
    switch(shop, shop_client, trial(38, retracted=True), OTHER)
    read = shop_client.get(f"/v1/answers/{given['id']}").json()
    assert [notice["code"] for notice in read["notices"]] == ["source_retracted"]
    assert f"Source {number['a-trial']} " in read["notices"][0]["text"]
    assert {c["source"]["id"]: c["standing_now"] for c in read["citations"]} == {
        "a-trial": "retracted",
        "b-trial": "current",
    }


class TestArticles:
    """The article quotes both sentences of one source, and one of another."""

    TRIAL = ("Dry mouth occurred in 38% of the patients.", "It was mostly mild.")
    LATER = "Dry mouth occurred in 51% of the patients after five years."

    @pytest.fixture
    def read(self, shop, shop_client):
        """Reads the article, after the library has become these documents."""
        said = [("a-trial", self.TRIAL[0]), ("b-trial", self.LATER), ("a-trial", self.TRIAL[1])]
        *summary, last = [{"source": source, "quote": quote} for source, quote in said]
        written = {
            "slug": "dry-mouth",
            "title": "Dry mouth",
            "question": "How often?",
            "status": "submitted",
            "last_updated": "2026-11-01",
            "audience": "clinician",
            "summary": summary,
            "sections": [{"heading": "Course", "statements": [last]}],
        }
        (shop.settings.articles_folder / "dry-mouth.yaml").write_text(yaml.safe_dump(written))

        def after(*documents: str) -> dict:
            switch(shop, shop_client, *documents)
            return shop_client.get("/v1/articles/dry-mouth").json()

        return after

    def shown(self, article):
        return [s["text"] for part in (article["summary"], *article["sections"]) for s in part["statements"]]

    def test_an_article_whose_sources_stand_has_nothing_to_tell(self, read, shop_client):
        article = read(trial(38), OTHER)
        assert article["notices"] == [] and len(self.shown(article)) == 3
        assert "What this article rests on has changed" not in shop_client.get("/articles/dry-mouth").text

    @pytest.mark.parametrize("fate", ["retracted", "withdrawn"])
    def test_what_a_retracted_source_said_is_not_shown_and_the_article_says_so(self, read, shop_client, fate):
        documents, code, _ = FATES[fate]
        article = read(*documents)
        assert self.shown(article) == [self.LATER]
        assert [notice["code"] for notice in article["notices"]] == [code]
        name = "Dry mouth in a trial" if fate == "retracted" else "a-trial"
        assert name in article["notices"][0]["text"]
        assert shop_client.get("/v1/articles").json()["articles"][0]["notices"] == article["notices"]
        page = shop_client.get("/articles/dry-mouth", headers={"accept": "text/html"}).text
        assert article["notices"][0]["text"] in page and "38%" not in page

    @pytest.mark.parametrize("fate", ["replaced", "section replaced"])
    def test_what_a_replaced_source_said_is_shown_and_marked(self, read, shop_client, fate):
        documents, code, standing = FATES[fate]
        article = read(*documents)
        assert len(self.shown(article)) == 3
        assert [notice["code"] for notice in article["notices"]] == [code]
        assert "Later on" in article["notices"][0]["text"]
        standings = {citation["source"]["id"]: citation["standing_now"] for citation in article["citations"]}
        assert standings == {"a-trial": standing, "b-trial": "current"}
        assert shop_client.get("/articles/dry-mouth").text.count('data-testid="replaced-since"') == 2

    def test_of_a_source_whose_text_changed_only_what_it_no_longer_says_is_missing(self, read):
        article = read(trial(41), OTHER)
        assert self.shown(article) == [self.LATER, self.TRIAL[1]]
        assert [notice["code"] for notice in article["notices"]] == ["source_replaced"]
        assert {c["standing_now"] for c in article["citations"]} == {"current"}

    def test_a_replaced_source_that_also_reads_otherwise_does_not_keep_the_article_from_opening(self, read):
        article = read(trial(41, superseded_by="b-trial"), OTHER)
        assert self.shown(article) == [self.LATER, self.TRIAL[1]]
        assert [notice["code"] for notice in article["notices"]] == ["source_replaced"]
